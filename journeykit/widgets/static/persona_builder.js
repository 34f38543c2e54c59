// Describing the person whose journey is told: a form that keeps whatever is written and says what is still to do.

const TEXTS = ["name", "role", "goal", "context"];
const LISTS = ["expectations", "fears"];
const LONG = ["goal", "context"];
const NEEDED = ["name", "goal"];
const CONTROLS = ["button", "input", "select", "textarea"];
const NEAR = 20; // characters left from which on the counter is always shown
const PAUSE_MS = 400; // after the last letter, before it is sent

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** A text with its {places} filled. @param {string} text @param {Record<string, string | number>} places */
export const filled = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => (has(places, name) ? places[name] : all));

/** How many characters are left, counted as Python counts them. @param {string} text @param {number} most */
export const left = (text, most) => most - [...text.trim()].length;

/** The rows of a list as the form shows them: an empty list invites with one empty row. */
export const rows = (draft, list) => (draft[list]?.length ? draft[list] : [""]);

/** The draft with one row written. */
export const withRow = (draft, list, at, text) => ({ ...draft, [list]: rows(draft, list).map((old, i) => (i === at ? text : old)) });

/** The draft with one empty row more. */
export const withOneMore = (draft, list) => ({ ...draft, [list]: [...rows(draft, list), ""] });

/** The draft without one row. */
export const withoutRow = (draft, list, at) => ({ ...draft, [list]: rows(draft, list).filter((_, i) => i !== at) });

const element = (tag, properties = {}, inside = []) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (CONTROLS.includes(tag)) made.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes their keys for its own
  made.append(...inside);
  return made;
};

function render({ model, el }) {
  const page = `jk${Math.random().toString(36).slice(2)}`;
  const words = model.get("words");
  const limits = model.get("limits");
  const touched = new Set(); // nobody is told of a fault in a field that they have not left yet
  const fields = new Map(); // by place ("goal", "fears.1"): the control, its error and its counter
  let draft = structuredClone(model.get("draft"));
  let timer;

  const status = element("p", { className: "jk-persona-status" });
  status.setAttribute("role", "status");

  const send = () => {
    clearTimeout(timer);
    model.set("draft", structuredClone(draft));
    model.save_changes();
  };
  const sendSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS);
  };
  const most = (place) => {
    const [name, row] = place.split(".");
    return row === undefined ? limits[name] : limits[name].each;
  };
  const count = (place) => {
    const { control, counter } = fields.get(place);
    const n = left(control.value, most(place));
    counter.textContent = n < 0 ? filled(words.over, { n: -n }) : filled(words.left, { n });
    counter.classList.toggle("jk-near", n <= NEAR);
    counter.classList.toggle("jk-over", n < 0);
  };
  const tell = () => {
    const errors = model.get("errors");
    for (const [place, { control, error }] of fields) {
      const shown = touched.has(place.split(".")[0]) ? (errors[place] ?? "") : "";
      error.textContent = shown;
      if (shown) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
    const open = [...new Set(Object.keys(errors).map((place) => words.labels[place.split(".")[0]]))];
    status.textContent = open.length ? filled(words.still, { fields: open.join(", ") }) : words.complete;
    status.classList.toggle("jk-done", !open.length);
  };

  /** A control with its error and counter, and how it reports. */
  const field = (place, control, write) => {
    const [name] = place.split(".");
    const id = `${page}-${place.replace(".", "-")}`;
    const error = element("p", { className: "jk-error", id: `${id}-error` });
    const counter = element("p", { className: "jk-quiet jk-counter", id: `${id}-left` });
    Object.assign(control, { id });
    control.setAttribute("aria-describedby", `${error.id} ${counter.id}`);
    control.addEventListener("input", () => {
      draft = write(control.value);
      if (most(place)) count(place);
      sendSoon();
    });
    control.addEventListener("change", send);
    control.addEventListener("blur", () => {
      touched.add(name);
      tell();
    });
    fields.set(place, { control, error, counter });
    if (most(place)) count(place);
    return element("div", { className: "jk-under" }, [error, counter]);
  };

  const label = (name) => {
    const made = element("label", { className: "jk-label", htmlFor: `${page}-${name}`, textContent: words.labels[name] });
    if (NEEDED.includes(name)) made.append(" ", element("span", { className: "jk-quiet jk-small", textContent: `(${words.needed})` }));
    return made;
  };
  const text = (name) => {
    const control = element(LONG.includes(name) ? "textarea" : "input", {
      className: "jk-input",
      value: draft[name] ?? "",
      placeholder: filled(words.example, { text: words.examples[name] }),
      autocomplete: "off",
    });
    if (LONG.includes(name)) control.rows = 2;
    if (NEEDED.includes(name)) control.required = true;
    const under = field(name, control, (value) => ({ ...draft, [name]: value }));
    return element("div", { className: `jk-field jk-field-${name}` }, [label(name), control, under]);
  };
  const choice = (name) => {
    const control = element("select", { className: "jk-input" });
    for (const [value, word] of Object.entries(words.evidence_levels)) control.append(element("option", { value, textContent: word }));
    control.value = draft[name] ?? Object.keys(words.evidence_levels)[0];
    const under = field(name, control, (value) => ({ ...draft, [name]: value }));
    return element("div", { className: "jk-field" }, [label(name), control, under]);
  };

  const list = (name) => {
    const group = element("fieldset", { className: "jk-field jk-list" });
    const draw = (focus) => {
      for (const place of [...fields.keys()]) if (place.startsWith(`${name}.`)) fields.delete(place);
      const all = rows(draft, name);
      const items = all.map((value, at) => {
        const control = element("input", { className: "jk-input", value, autocomplete: "off", placeholder: filled(words.example, { text: words.examples[name] }) });
        const remove = element("button", { type: "button", className: "jk-button jk-round", textContent: "✕" });
        const named = () => {
          const text = control.value.trim();
          remove.setAttribute("aria-label", text ? filled(words.remove, { text }) : filled(words.remove_empty, { n: at + 1 }));
        };
        control.setAttribute("aria-label", filled(words.row, { label: words.labels[name], n: at + 1, all: all.length }));
        control.addEventListener("input", named);
        named();
        remove.hidden = all.length === 1 && !value;
        control.addEventListener("input", () => (remove.hidden = false));
        remove.addEventListener("click", () => {
          draft = withoutRow(draft, name, at);
          send();
          draw(Math.min(at, rows(draft, name).length - 1));
          status.textContent = filled(words.removed, { n: draft[name].length });
        });
        const under = field(`${name}.${at}`, control, (text) => withRow(draft, name, at, text));
        return element("div", { className: "jk-row" }, [control, remove, under]);
      });
      const add = element("button", { type: "button", className: "jk-button", textContent: words.add[name] });
      add.disabled = all.length >= limits[name].items;
      add.addEventListener("click", () => {
        draft = withOneMore(draft, name);
        draw(rows(draft, name).length - 1);
      });
      const whole = element("p", { className: "jk-error" });
      fields.set(name, { error: whole });
      group.replaceChildren(element("legend", { className: "jk-label", textContent: words.labels[name] }), ...items, whole, add);
      if (focus !== undefined) fields.get(`${name}.${focus}`).control.focus();
    };
    draw();
    return group;
  };

  const form = element("form", { className: "jk-persona-form" });
  form.addEventListener("submit", (event) => event.preventDefault());
  const draw = () => {
    fields.clear();
    form.replaceChildren(...TEXTS.map(text), ...LISTS.map(list), text("pronoun"), choice("evidence_level"));
    tell();
  };
  const take = () => {
    const told = model.get("draft");
    if (JSON.stringify(told) === JSON.stringify(draft)) return;
    draft = structuredClone(told);
    draw();
  };
  model.on("change:draft", take);
  model.on("change:errors", tell);
  const title = element("h2", { className: "jk-persona-title", id: `${page}-title`, textContent: words.title });
  const hint = element("p", { className: "jk-quiet", textContent: words.hint });
  const root = element("section", { className: "jk jk-persona" }, [element("header", {}, [title, hint]), form, status]);
  root.setAttribute("aria-labelledby", title.id);
  draw();
  el.replaceChildren(root);
  return () => {
    clearTimeout(timer);
    model.off("change:draft", take);
    model.off("change:errors", tell);
  };
}
export default { render };
