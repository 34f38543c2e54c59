// The bar over a page on which something is written.

const PYTHON_KNOWS_MS = 3000; // by then every field has sent what was typed, and Python has said whether it is saved

/** What is said of what was written. @param {{state: string, at_ms?: number, text?: string}} saved */
export const keeping = ({ state, at_ms, text }, words) => {
  if (text) return text;
  if (state === "unsaved") return words.unsaved;
  if (state !== "saved" || !at_ms) return "";
  const time = new Date(at_ms).toLocaleTimeString(document.documentElement.lang || [], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `✓ ${words.saved.replace("{time}", time)}`;
};

/** Whether somebody who leaves now would lose something. @param {{state: string}} saved
 *  @param {number} typed_ms when something was last typed @param {number} now_ms */
export const unsaved = ({ state }, typed_ms, now_ms) => state === "unsaved" || state === "failed" || (state !== "closed" && now_ms - typed_ms < PYTHON_KNOWS_MS);

const element = (tag, properties = {}, inside = []) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

function render({ model, el }) {
  const title = element("strong");
  const told = element("span", { className: "jk-quiet jk-small jk-save-told" });
  told.setAttribute("role", "status");
  const button = element("button", { type: "button", className: "jk-button jk-button-main" });
  const heading = element("p", { className: "jk-save-mend" });
  const list = element("ul");
  const problems = element("div", { className: "jk-save-problems", tabIndex: 0 }, [heading, list]);
  problems.setAttribute("role", "region");
  let typed_ms = -Infinity;
  let pressed_ms = -Infinity;

  const put = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };
  const draw = () => {
    const { saved, words } = { saved: model.get("saved"), words: model.get("words") };
    put(title, model.get("title"));
    put(told, keeping(saved, words));
    told.dataset.state = saved.state;
    put(button, words.save);
    button.disabled = saved.state === "closed";
    put(heading, words.mend);
    problems.setAttribute("aria-label", words.mend);
  };
  const tell = () => {
    const all = model.get("problems");
    problems.hidden = all.length === 0;
    list.replaceChildren(...all.map((textContent) => element("li", { textContent })));
  };
  const save = () => {
    pressed_ms = Date.now();
    model.send({ press: "save" });
  };
  const learn = () => {
    if (model.get("saved").state === "saved" && typed_ms <= pressed_ms) typed_ms = -Infinity; // Python has it all
    draw();
  };
  const type = ({ target }) => {
    if (target.type !== "file") typed_ms = Date.now();
  };
  const key = (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    // A field sends what was typed into it when it changes; without leaving it, it has to be told.
    document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
    if (!button.disabled) save();
  };
  const asks = () => unsaved(model.get("saved"), typed_ms, Date.now());
  const leave = (event) => {
    if (asks()) event.preventDefault();
  };
  button.addEventListener("click", save);
  document.addEventListener("input", type);
  document.addEventListener("keydown", key);
  addEventListener("beforeunload", leave);
  window.journeykitUnsaved = asks; // our page asks it first: Voilà gives the kernel up, also for those who then stay
  model.on("change:saved", learn);
  model.on("change:title change:words", draw);
  model.on("change:problems", tell);
  draw();
  tell();
  const row = element("div", { className: "jk-save-row" }, [element("div", {}, [title, told]), button]);
  el.replaceChildren(element("div", { className: "jk jk-save" }, [row, problems]));
  return () => {
    document.removeEventListener("input", type);
    document.removeEventListener("keydown", key);
    removeEventListener("beforeunload", leave);
    delete window.journeykitUnsaved;
    model.off("change:saved", learn);
    model.off("change:title change:words", draw);
    model.off("change:problems", tell);
  };
}
export default { render };
