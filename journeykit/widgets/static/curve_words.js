// The words around the curve of feeling. Its elements are cells of the box's grid, beside the bqplot figure.

/** The least width of a step, in px, at which its name still fits under it. */
const NAME_WIDTH = { phone: 74, page: 74, projector: 120 };

/** What the faces take beside the chart while their words stand with them, in px: face, word and gap as in the CSS. */
const FACES_WIDTH = { phone: 140, page: 146, projector: 190 };

/** Whether step names have to go into a list of their own. @param {number} width of the chart in px */
export const isNarrow = (width, steps, size) => width > 0 && width / Math.max(steps, 1) < NAME_WIDTH[size];

/** The sideways place of the frame around a step, in percent. */
export const frame = (place, steps) => ({ left: (100 * place) / steps, width: 100 / steps });

const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};

const keyEntry = ([shape, text]) => {
  const entry = make("span", "jk-curve-key-entry", text);
  entry.classList.add(`jk-curve-key-${shape}`);
  entry.prepend(make("i", `jk-curve-shape jk-curve-shape-${shape}`));
  return entry;
};

const face = ({ svg, word, top }) => {
  const row = make("div", "jk-curve-face");
  row.style.top = `${top}%`;
  row.innerHTML = svg; // made by look.py from constants
  row.append(make("span", "jk-curve-face-word", word));
  return row;
};

const table = (columns, rows) => {
  const head = make("tr");
  head.append(...columns.map((text) => Object.assign(make("th", "", text), { scope: "col" })));
  const body = rows.map((cells) => {
    const row = make("tr");
    row.append(
      ...cells.map((text, at) => (at ? make("td", "", text) : Object.assign(make("th", "", text), { scope: "row" }))),
    );
    return row;
  });
  const element = make("table", "jk-curve-table");
  element.append(make("thead"), make("tbody"));
  element.tHead.append(head);
  element.tBodies[0].append(...body);
  return element;
};

function render({ model, el }) {
  el.classList.add("jk", "jk-curve-words");
  const key = make("div", "jk-curve-key");
  const faces = make("div", "jk-curve-faces");
  const over = make("div", "jk-curve-over");
  const ticks = make("div", "jk-curve-ticks");
  const names = make("ol", "jk-curve-names");
  const sentence = make("p", "jk-curve-sentence");
  const notes = make("ul", "jk-curve-notes jk-quiet");
  const details = make("details", "jk-curve-numbers");
  const summary = make("summary");
  const scroller = make("div", "jk-curve-scroller");
  for (const drawn of [faces, over, ticks]) drawn.setAttribute("aria-hidden", "true"); // the table says it all
  sentence.setAttribute("role", "status");
  details.append(summary, scroller);
  el.replaceChildren(key, faces, over, ticks, names, sentence, notes, details);

  const box = () => el.closest(".jk-curve");

  const nameFigure = () => {
    const figure = box()?.querySelector(".jk-curve-figure");
    if (!figure) return;
    figure.setAttribute("role", "img");
    figure.setAttribute("aria-label", `${model.get("texts").chart ?? ""}. ${model.get("sentence")}`);
  };

  const drawKey = () => {
    const meanings = { ...model.get("key"), line: model.get("baseline_label") };
    key.replaceChildren(...Object.entries(meanings).filter(([, text]) => text).map(keyEntry));
  };

  const drawSteps = () => {
    const [steps, focus, size] = [model.get("steps"), model.get("focus"), model.get("size")];
    // Measured on what stays as it is: a chart that grows because it is narrow would be wide again, and so on for ever.
    const narrow = isNarrow(key.clientWidth - FACES_WIDTH[size], steps.length, size);
    box()?.classList.toggle("jk-curve-narrow", narrow);
    ticks.style.gridTemplateColumns = `repeat(${Math.max(steps.length, 1)}, minmax(0, 1fr))`;
    ticks.replaceChildren(
      ...steps.map(({ id, label }, at) =>
        make("span", id === focus ? "jk-curve-tick jk-curve-now" : "jk-curve-tick", narrow ? String(at + 1) : label),
      ),
    );
    names.replaceChildren(...steps.map(({ id, label }) => make("li", id === focus ? "jk-curve-now" : "", label)));
    names.hidden = !narrow;
  };

  const drawOver = () => {
    const [steps, focus] = [model.get("steps"), model.get("focus")];
    const label = make("span", "jk-curve-baseline", model.get("baseline_label"));
    label.style.top = `${model.get("baseline")}%`;
    label.dataset.corner = model.get("corner");
    over.replaceChildren(label);
    const place = steps.findIndex(({ id }) => id === focus);
    if (place < 0) return;
    const yellow = make("div", "jk-curve-frame");
    const { left, width } = frame(place, steps.length);
    Object.assign(yellow.style, { left: `${left}%`, width: `${width}%` });
    over.append(yellow);
  };

  const drawTexts = () => {
    const texts = model.get("texts");
    if (sentence.textContent !== model.get("sentence")) sentence.textContent = model.get("sentence");
    const lines = [...model.get("notes"), texts.drag].filter(Boolean);
    notes.replaceChildren(...lines.map((text) => make("li", "", text)));
    notes.hidden = lines.length === 0;
    summary.textContent = texts.numbers ?? "";
    scroller.replaceChildren(table(model.get("columns"), model.get("table")));
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", texts.numbers ?? "");
    scroller.tabIndex = 0; // a wide table scrolls by keyboard too
    nameFigure();
  };

  const drawFaces = () => faces.replaceChildren(...model.get("faces").map(face));

  const watched = [
    ["change:key change:baseline_label", drawKey],
    ["change:faces", drawFaces],
    ["change:steps change:focus change:size", drawSteps],
    ["change:steps change:focus change:baseline change:baseline_label change:corner", drawOver],
    ["change:sentence change:notes change:columns change:table change:texts", drawTexts],
  ];
  for (const [event, draw] of watched) {
    model.on(event, draw);
    draw();
  }
  const resized = new ResizeObserver(drawSteps);
  resized.observe(key);
  // The figure is the box's next child and may come later than this one.
  const arrived = new MutationObserver(nameFigure);
  const watchBox = requestAnimationFrame(() => {
    nameFigure();
    drawSteps();
    if (box()) arrived.observe(box(), { childList: true });
  });

  const motion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const tellMotion = () => {
    if (model.get("calm") === motion.matches) return;
    model.set("calm", motion.matches);
    model.save_changes();
  };
  motion.addEventListener("change", tellMotion);
  tellMotion();

  return () => {
    for (const [event, draw] of watched) model.off(event, draw);
    resized.disconnect();
    arrived.disconnect();
    cancelAnimationFrame(watchBox);
    motion.removeEventListener("change", tellMotion);
  };
}
export default { render };
