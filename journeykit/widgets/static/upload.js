// Bringing a file: it goes to the server in one request, and its id to Python.

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** A text with its {places} filled. @param {string} text @param {Record<string, string | number>} places */
export const filled = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => (has(places, name) ? places[name] : all));

/** How much has gone, in whole percent; never 100 before all is there. @param {number} loaded @param {number} total */
export const percent = (loaded, total) => (total > 0 ? Math.min(99, Math.floor((100 * loaded) / total)) : 0);

/** The id in the server's answer; undefined for an answer that has none. @param {number} status @param {string} text */
export const idIn = (status, text) => {
  if (status !== 200) return undefined;
  try {
    const { id } = JSON.parse(text);
    return typeof id === "string" && /^[0-9a-f]{32}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
};

const element = (tag, properties = {}, inside = []) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

function render({ model, el }) {
  const page = `jk${Math.random().toString(36).slice(2)}`;
  const input = element("input", { type: "file", id: page, className: "jk-upload-file" });
  input.dataset.lmSuppressShortcuts = "true";
  const label = element("label", { htmlFor: page, className: "jk-upload-label" });
  const hint = element("p", { className: "jk-quiet jk-small", id: `${page}-hint` });
  input.setAttribute("aria-describedby", hint.id);
  const told = element("p", { className: "jk-upload-told" });
  told.setAttribute("role", "status");
  let request;

  const draw = () => {
    const words = model.get("words");
    label.textContent = model.get("label");
    input.accept = model.get("accept");
    input.disabled = !model.get("url");
    hint.textContent = input.disabled ? words.nowhere : words.hint;
  };
  const tell = (word, places) => (told.textContent = filled(model.get("words")[word], places));
  const send = (file) => {
    const name = file.name;
    request?.abort();
    if (file.size > model.get("largest")) return tell("too_large", { name });
    const own = new XMLHttpRequest(); // not fetch: only this says how much has gone
    request = own;
    const failed = () => own === request && tell("failed", { name });
    own.open("POST", model.get("url"));
    own.setRequestHeader("X-Journeykit", "1");
    own.upload.addEventListener("progress", ({ loaded, total }) => own === request && tell("sending", { name, percent: percent(loaded, total) }));
    own.addEventListener("error", failed);
    own.addEventListener("load", () => {
      if (own !== request) return;
      const id = idIn(own.status, own.responseText);
      if (!id) return failed();
      tell("sent", { name });
      model.send({ uploaded: id, name });
    });
    tell("sending", { name, percent: 0 });
    own.send(file);
  };
  const chosen = () => {
    const [file] = input.files;
    if (file) send(file);
    input.value = ""; // the same file, mended, can be chosen again
  };
  input.addEventListener("change", chosen);
  model.on("change", draw);
  draw();
  el.replaceChildren(element("section", { className: "jk jk-upload" }, [label, input, hint, told]));
  return () => {
    request?.abort();
    input.removeEventListener("change", chosen);
    model.off("change", draw);
  };
}
export default { render };
