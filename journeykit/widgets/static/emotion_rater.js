// Rating a journey: five labelled faces for each step, in native radio groups.

/** The answers after one choice. @param {Record<string, number>} value @param {string} step @param {number} points */
export const chosen = (value, step, points) => ({ ...value, [step]: points });

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key); // a step may be called "constructor"

/** A text with its {places} filled. @param {string} text @param {Record<string, string | number>} places */
export const filled = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => (has(places, name) ? places[name] : all));

/** How many steps have an answer. @param {{id: string}[]} steps @param {Record<string, number>} value */
export const answered = (steps, value) => steps.filter(({ id }) => has(value, id)).length;

/** The id of the first unanswered step after one, then from the top; undefined when none is left.
 *  @param {{id: string}[]} steps @param {Record<string, number>} value @param {string} [after] */
export const nextUnanswered = (steps, value, after) => {
  const from = steps.findIndex(({ id }) => id === after) + 1;
  return [...steps.slice(from), ...steps.slice(0, from)].find(({ id }) => !has(value, id))?.id;
};

/** What the page has said and Python has not kept yet.
 *  @param {Record<string, number>} said @param {Record<string, number>} stored */
export const unsent = (said, stored) =>
  Object.fromEntries(Object.entries(said).filter(([step, points]) => !has(stored, step) || stored[step] !== points));

/** Answers on their way, under a name. They outlive the page: one that is loaded anew, since its server was away, says
 *  them again. Only this tab can read them, and they are gone as soon as Python has them.
 *  @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage */
export const shelf = (storage, name) => ({
  read: () => {
    const kept = JSON.parse(storage.getItem(SHELF) ?? "{}");
    return name && kept.name === name ? kept.answers : {}; // somebody else's are not ours to say
  },
  put: (answers) => {
    if (name && Object.keys(answers).length) storage.setItem(SHELF, JSON.stringify({ name, answers }));
    else storage.removeItem(SHELF);
  },
});

/** What lives as long as this tab; without it, where the reader has switched it off, as long as this page. */
const tabStorage = () => {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
};

const SHELF = "jk-unsent";
const SLOW_MS = 1000; // an answer that takes longer is spoken of
const CONTROLS = ["button", "input"];
const POINTS = [-2, -1, 0, 1, 2];
const SIGNS = { saved: "✓ ", saving: "… ", failed: "! " };

/** A new element. @param {string} tag @param {Record<string, unknown>} [properties] @param {(Node | string)[]} [inside] */
const element = (tag, properties = {}, inside = []) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (CONTROLS.includes(tag)) made.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes their keys for its own
  made.append(...inside);
  return made;
};

const paragraph = (className, text, id = "") => element("p", { className, textContent: text, ...(id && { id }) });

/** One face and its word, around its radio button. */
const option = (name, step, points, faces, words) => {
  const face = element("span", { className: "jk-rater-face" });
  face.innerHTML = faces[points];
  const word = element("span", { className: "jk-rater-word", textContent: words[points] });
  const input = element("input", { type: "radio", name, value: String(points) });
  input.dataset.step = step.id;
  return element("label", { className: "jk-rater-option" }, [
    input,
    element("span", { className: "jk-rater-pick" }, [face, word]),
  ]);
};

/** One step: its name, its line or the question that customers saw, and five faces. */
const fieldset = (step, number, page, faces, words) => {
  const group = element("fieldset", { className: "jk-card jk-rater-step" });
  group.dataset.step = step.id;
  group.append(element("legend", { textContent: `${number}. ${step.label}` }));
  const about = [];
  if (step.line) about.push(filled(words.quoted, { line: step.line }));
  if (step.question) about.push(filled(words.asked, { question: step.question }));
  const ids = about.map((text, i) => {
    const id = `${page}-${step.id}-about-${i}`;
    group.append(paragraph("jk-quiet jk-rater-about", text, id));
    return id;
  });
  const name = `${page}-${step.id}`;
  group.append(element("div", { className: "jk-rater-row" }, POINTS.map((p) => option(name, step, p, faces, words))));
  if (step.lowest_label || step.highest_label) {
    const id = `${name}-ends`;
    ids.push(id);
    group.append(
      element("p", { className: "jk-quiet jk-rater-ends", id }, [
        element("span", { textContent: step.lowest_label ?? "" }),
        " ",
        element("span", { textContent: step.highest_label ?? "" }),
      ]),
    );
  }
  if (ids.length) group.setAttribute("aria-describedby", ids.join(" "));
  return group;
};

function render({ model, el }) {
  const page = `jk${Math.random().toString(36).slice(2)}`; // one model may stand on a page twice
  const title = element("h2", { className: "jk-rater-title", id: `${page}-title` });
  const hint = paragraph("jk-quiet", "");
  const locked = element("p", { className: "jk-rater-locked" });
  const steps = element("div", { className: "jk-rater-steps" });
  const count = element("p", { className: "jk-rater-count" });
  const saved = element("p", { className: "jk-quiet jk-small" });
  for (const told of [locked, count, saved]) told.setAttribute("role", "status");
  const next = element("button", { type: "button", className: "jk-button jk-button-main" });
  const root = element("section", { className: "jk jk-rater" }, [
    element("header", {}, [title, hint]),
    steps,
    element("footer", { className: "jk-rater-foot" }, [element("div", {}, [locked, count, saved]), next]),
  ]);
  let last; // the step that was touched last: "next" goes on from there
  let waiting = {}; // what Python has not kept yet
  let slow; // the timer after which that is spoken of
  let tooLate = false; // whether something was on its way when answers were locked

  const say = () => {
    title.textContent = model.get("title");
    hint.textContent = model.get("hint");
    title.hidden = !title.textContent;
    hint.hidden = !hint.textContent;
    if (title.hidden) root.removeAttribute("aria-labelledby");
    else root.setAttribute("aria-labelledby", title.id);
    next.textContent = model.get("words").next;
  };
  const show = () => {
    const { value, words, all } = { value: model.get("value"), words: model.get("words"), all: model.get("steps") };
    for (const input of steps.querySelectorAll("input")) {
      input.checked = value[input.dataset.step] === Number(input.value);
    }
    const done = answered(all, value);
    const complete = done === all.length;
    count.textContent = complete && !model.get("disabled") ? words.all_answered : filled(words.answered, { done, all: all.length });
    const alone = all.length === 1; // then there is nothing to count, and no way to a next one
    count.hidden = alone && !complete;
    next.hidden = alone || complete || model.get("disabled");
  };
  const onTheWay = () => Object.keys(waiting).length;
  const tell = () => document.dispatchEvent(new CustomEvent("journeykit-waiting", { detail: onTheWay() }));
  const remember = (answers) => {
    waiting = unsent(answers, model.get("stored"));
    if (model.get("keep")) shelf(tabStorage(), model.get("keep")).put(waiting);
    clearTimeout(slow);
    if (onTheWay()) slow = setTimeout(tell, SLOW_MS);
    else tell();
  };
  const lock = () => {
    const disabled = model.get("disabled");
    tooLate = disabled && (tooLate || onTheWay() > 0);
    if (disabled && onTheWay()) remember({});
    for (const group of steps.children) group.disabled = disabled;
    const { locked: over, late } = model.get("words");
    locked.textContent = disabled ? [over, ...(tooLate ? [late] : [])].join(" ") : "";
    show();
  };
  const sayAgain = () => {
    if (!model.get("keep")) return;
    const ids = model.get("steps").map(({ id }) => id);
    const found = Object.entries(shelf(tabStorage(), model.get("keep")).read()).filter(([step]) => ids.includes(step));
    remember(Object.fromEntries(found));
    lock();
    if (!onTheWay()) return;
    model.set("value", { ...model.get("value"), ...waiting });
    model.save_changes();
  };
  const keep = () => {
    const { state = "", text = "" } = model.get("saved");
    saved.dataset.state = state;
    saved.textContent = text && (SIGNS[state] ?? "") + text;
  };
  const draw = () => {
    const [faces, words] = [model.get("faces"), model.get("words")];
    steps.replaceChildren(...model.get("steps").map((step, i) => fieldset(step, i + 1, page, faces, words)));
    say();
    lock();
  };
  const answer = ({ target }) => {
    last = target.dataset.step;
    model.set("value", chosen(model.get("value"), last, Number(target.value)));
    remember(chosen(waiting, last, Number(target.value)));
    model.save_changes();
  };
  const goOn = () => {
    const id = nextUnanswered(model.get("steps"), model.get("value"), last);
    const group = [...steps.children].find((one) => one.dataset.step === id);
    if (!group) return;
    last = id;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    group.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    group.querySelector("input").focus({ preventScroll: true });
  };

  const heard = [
    ["change:steps change:words change:faces", draw],
    ["change:title change:hint", say],
    ["change:value", show],
    ["change:disabled", lock],
    ["change:saved", keep],
    ["change:stored", () => remember(waiting)],
    ["change:keep", sayAgain],
  ];
  for (const [names, then] of heard) model.on(names, then);
  steps.addEventListener("change", answer);
  next.addEventListener("click", goOn);
  draw();
  keep();
  sayAgain();
  el.replaceChildren(root);
  return () => {
    clearTimeout(slow);
    if (onTheWay()) document.dispatchEvent(new CustomEvent("journeykit-waiting", { detail: 0 })); // nobody else would say so
    for (const [names, then] of heard) model.off(names, then);
  };
}
export default { render };
