// Laying out a journey: the page shows the stages and sends edits; Python makes them and answers with the stages.

export const PERIODS = ["before", "during", "after"];
const CONTROLS = ["button", "input", "select", "textarea"];
const PAUSE_MS = 500; // after the last letter, before it is sent
const NEAR = 20; // characters left from which on they are shown
const EDGE_PX = 64; // this near to the window's edge a drag scrolls

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** A text with its {places} filled. @param {string} text @param {Record<string, string | number>} places */
export const filled = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => (has(places, name) ? places[name] : all));

/** How many characters are left, counted as Python counts them. @param {string} text @param {number} most */
export const left = (text, most) => most - [...text.trim()].length;

/** Where everything stands: by id the thing itself, its kind, what it stands in (`to`, with the label `where`),
 *  its number there from 0 (`index`) and how many stand there (`all`); `lists` are the places of its kind, in order. */
export const places = (stages, words = { periods: {} }) => {
  const found = new Map();
  const put = (kind, lists) => {
    for (const { to, where, items } of lists) {
      items.forEach((item, index) => found.set(item.id, { item, kind, to, where, index, all: items.length, lists }));
    }
  };
  const inside = (holders, key) => holders.map((held) => ({ to: held.id, where: held.label, items: held[key] }));
  put("stage", PERIODS.map((to) => ({ to, where: words.periods[to], items: stages.filter(({ period }) => period === to) })));
  put("step", inside(stages, "steps"));
  for (const stage of stages) for (const step of stage.steps) put("touchpoint", inside([step], "touchpoints"));
  return found;
};

/** Where one place up or down leads, over into the neighbouring list at the ends; undefined where it ends. */
export const beside = (place, down) => {
  const { index, all, lists, to } = place;
  if (down ? index < all - 1 : index > 0) return { to, index: index + (down ? 1 : -1) };
  const next = lists[lists.findIndex((list) => list.to === to) + (down ? 1 : -1)];
  return next && { to: next.to, index: down ? 0 : next.items.length };
};

/** Where a thing dropped at a height lands. @param {{to: string, top: number, bottom: number, middles: number[]}[]} lists
 *  the places with their rows' middles, the dragged row left out @param {number} y */
export const landing = (lists, y) => {
  const away = ({ top, bottom }) => Math.max(top - y, y - bottom, 0);
  const nearest = lists.reduce((best, list) => (away(list) < away(best) ? list : best));
  return { to: nearest.to, index: nearest.middles.filter((middle) => middle < y).length };
};

/** What stands where, without any text: while this stays the same, no element has to move. */
const shape = (stages) =>
  JSON.stringify(stages.map((s) => [s.id, s.period, s.steps.map((t) => [t.id, t.touchpoints.map(({ id }) => id)])]));

const element = (tag, properties = {}, inside = [], data = {}) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (CONTROLS.includes(tag)) made.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes their keys for its own
  Object.assign(made.dataset, data);
  made.append(...inside);
  return made;
};

function render({ model, el }) {
  const page = `jk${Math.random().toString(36).slice(2)}`;
  const words = model.get("words");
  const limits = model.get("limits");
  const opened = new Set(); // steps whose lines are shown
  const typed = new Map(); // by "id.field": a text that Python does not have, or refused
  const timers = new Map();
  let shown = []; // the stages as drawn
  let asked; // the edit on its way, for what to say and where to put the focus

  const status = element("p", { className: "jk-stages-status" });
  status.setAttribute("role", "status");
  const undo = element("button", { type: "button", className: "jk-button", textContent: words.undo });
  const few = element("p", { className: "jk-quiet" });
  const body = element("div", { className: "jk-stages-body" });

  const send = (edit) => {
    if (edit.do !== "set") asked = edit;
    model.send(edit);
  };
  const flush = (key) => {
    clearTimeout(timers.get(key));
    if (!timers.delete(key)) return;
    const [id, field] = key.split(".");
    send({ do: "set", id, field, text: typed.get(key) });
  };
  const write = ({ target }) => {
    const { key } = target.dataset;
    if (!target.dataset.field) return;
    typed.set(key, target.value);
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => flush(key), PAUSE_MS));
    count(target);
  };
  const count = (control) => {
    const most = limits[control.dataset.field];
    const note = control.parentElement.querySelector(".jk-counter");
    if (!most || !note) return;
    const n = left(control.value, most);
    note.textContent = n < 0 ? filled(words.over, { n: -n }) : filled(words.left, { n });
    note.hidden = n > NEAR;
    note.classList.toggle("jk-over", n < 0);
  };

  // --- elements ---
  const button = (id, what, sign, word) =>
    element("button", { type: "button", className: "jk-button jk-round", textContent: sign }, [], { id, do: what, key: `${id}.${what}`, word });
  const control = (tag, item, field, caption) => {
    const key = `${item.id}.${field}`;
    const made = element(tag, { className: "jk-input", id: `${page}-${key}` }, [], { key, field, id: item.id });
    const error = element("p", { className: "jk-error", id: `${made.id}-error` }, [], { errorOf: key });
    const counter = element("p", { className: "jk-quiet jk-counter" });
    made.setAttribute("aria-describedby", error.id);
    if (tag === "input") made.autocomplete = "off";
    const name = element("label", { className: "jk-caption", htmlFor: made.id, textContent: caption });
    return element("div", { className: `jk-field jk-field-${field}` }, [name, made, element("div", { className: "jk-under" }, [error, counter])]);
  };
  const choice = (item, field, options) => {
    const made = control("select", item, field, words.labels[field]);
    const select = made.querySelector("select");
    select.dataset.word = `${field}_of`;
    select.append(...Object.entries(options).map(([value, textContent]) => element("option", { value, textContent })));
    return made;
  };
  const arrows = (id) => [button(id, "up", "↑", "up"), button(id, "down", "↓", "down")];
  const handle = (id) => {
    const made = element("span", { className: "jk-handle", title: words.drag, textContent: "⠿" }, [], { id });
    made.setAttribute("aria-hidden", "true");
    return made;
  };
  const adder = (what, to, word) =>
    element("button", { type: "button", className: "jk-button jk-add", textContent: `+ ${words[`add_${what}`]}` }, [], { do: "add", what, to, key: `${to}.add`, word });
  const list = (kind, to, items) => element("ol", { className: `jk-list-${kind}` }, items, { kind, to });
  const row = (kind, item, inside) => element("li", { className: `jk-item jk-${kind}` }, inside, { item: item.id });
  const head = (item, kind, buttons) =>
    element("div", { className: "jk-head" }, [handle(item.id), control("input", item, "label", words.labels[kind]), element("div", { className: "jk-buttons" }, buttons)]);

  const touchpoint = (item) =>
    row("touchpoint", item, [
      control("input", item, "label", words.labels.touchpoint),
      choice(item, "channel", words.channels),
      choice(item, "mode", words.modes),
      element("div", { className: "jk-buttons" }, [...arrows(item.id), button(item.id, "remove", "✕", "remove")]),
    ]);
  const step = (item, holder) => {
    const more = button(item.id, "open", "▾", "open");
    more.setAttribute("aria-expanded", String(opened.has(item.id)));
    const lines = ["doing", "thinking", "expecting"].map((field) => {
      const made = control("textarea", item, field, words.labels[field]);
      Object.assign(made.querySelector("textarea"), { rows: 2, placeholder: filled(words.example, { text: words.examples[field] }) });
      return made;
    });
    const target = element("select", { className: "jk-input" }, [], { key: `${item.id}.target`, word: "move_to", id: item.id });
    target.append(...shown.map(({ id, label }) => element("option", { value: id, textContent: label })));
    target.value = holder;
    const move = element("button", { type: "button", className: "jk-button", textContent: words.move }, [], { id: item.id, do: "go", key: `${item.id}.go` });
    const about = element("div", { className: "jk-about", hidden: !opened.has(item.id), id: `${page}-${item.id}-about` }, [
      element("div", { className: "jk-lines" }, lines),
      element("h4", { textContent: words.touchpoints }),
      list("touchpoint", item.id, item.touchpoints.map(touchpoint)),
      element("div", { className: "jk-tools" }, [
        adder("touchpoint", item.id, "add_touchpoint_to"),
        element("div", { className: "jk-move" }, [element("span", { className: "jk-quiet", textContent: words.move_to_short }), target, move]),
      ]),
    ]);
    more.setAttribute("aria-controls", about.id);
    return row("step", item, [head(item, "step", [...arrows(item.id), more, button(item.id, "remove", "✕", "remove")]), about]);
  };
  const stage = (item) =>
    row("stage", item, [
      head(item, "stage", [...arrows(item.id), button(item.id, "remove", "✕", "remove")]),
      list("step", item.id, item.steps.map((one) => step(one, item.id))),
      element("p", { className: "jk-quiet jk-small", textContent: words.empty_stage, hidden: item.steps.length > 0 }),
      adder("step", item.id, "add_step_to"),
    ]);
  const period = (name) => {
    const items = shown.filter((one) => one.period === name);
    const heading = element("h3", { className: "jk-period-name", textContent: words.periods[name], id: `${page}-${name}` });
    const none = element("p", { className: "jk-quiet jk-small", textContent: words.empty_period, hidden: items.length > 0 });
    const made = element("section", { className: "jk-period" }, [heading, list("stage", name, items.map(stage)), none, adder("stage", name, "add_stage_to")]);
    made.setAttribute("aria-labelledby", heading.id);
    return made;
  };

  // --- showing what Python says ---
  const refresh = () => {
    const where = places(shown, words);
    const labelOf = (id) => where.get(id)?.item.label ?? words.periods[id] ?? "";
    for (const one of body.querySelectorAll("[data-field]")) {
      const { key, id, field } = one.dataset;
      const known = where.get(id).item[field];
      if (typed.get(key)?.trim() === known && !timers.has(key)) typed.delete(key);
      const text = typed.get(key) ?? known;
      if (one.value !== text && one !== document.activeElement) one.value = text;
      count(one);
    }
    for (const one of body.querySelectorAll("[data-word]")) {
      const { word, id, to } = one.dataset;
      one.setAttribute("aria-label", filled(words[word], { label: labelOf(id ?? to), period: labelOf(to) }));
    }
    for (const one of body.querySelectorAll("[data-do=up], [data-do=down]")) {
      one.disabled = !beside(where.get(one.dataset.id), one.dataset.do === "down");
    }
    for (const one of body.querySelectorAll("[data-do=add]")) {
      const { what, to } = one.dataset;
      const there = what === "stage" ? shown : what === "step" ? where.get(to).item.steps : where.get(to).item.touchpoints;
      one.disabled = there.length >= limits[what];
    }
    few.textContent = shown.length < limits.fewest ? filled(words.few, { n: limits.fewest }) : "";
    undo.hidden = !model.get("removed");
  };
  const tell = () => {
    const errors = model.get("errors");
    for (const error of body.querySelectorAll("[data-error-of]")) {
      const text = errors[error.dataset.errorOf] ?? "";
      error.textContent = text;
      const one = error.closest(".jk-field").querySelector(".jk-input");
      if (text) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
    if (errors[""]) status.textContent = errors[""];
  };
  const keyed = (key) => [...body.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  const focus = (...keys) => {
    const one = keys.map(keyed).find(Boolean);
    one?.focus();
    return one;
  };
  const draw = () => {
    const at = body.contains(document.activeElement) ? document.activeElement : undefined;
    const [key, caret] = [at?.dataset.key, at?.selectionStart];
    body.replaceChildren(...PERIODS.map(period));
    refresh();
    tell();
    const again = key && focus(key);
    if (again && caret !== undefined && caret !== null && again.setSelectionRange) again.setSelectionRange(caret, caret);
  };
  const say = (before) => {
    const where = places(shown, words);
    const { do: done, id } = asked ?? {};
    if (done === "move" && where.has(id)) {
      const { item, index, all, where: place } = where.get(id);
      status.textContent = filled(words.moved, { label: item.label, n: index + 1, all, place });
      focus(`${id}.${asked.by}`, `${id}.up`, `${id}.down`);
    } else if (done === "remove" && !where.has(id)) {
      status.textContent = filled(words.removed, { label: before.get(id)?.item.label ?? "" });
      undo.hidden = false;
      undo.focus();
    } else if (done === "add" || done === "undo") {
      const fresh = [...where.keys()].find((one) => !before.has(one));
      if (fresh === undefined) return;
      const { label } = where.get(fresh).item;
      status.textContent = filled(done === "add" ? words.added : words.back, { label });
      const one = focus(`${fresh}.label`);
      if (done === "add") one?.select();
    }
    asked = undefined;
  };
  const take = () => {
    const before = places(shown, words);
    const same = shape(shown) === shape(model.get("value"));
    shown = model.get("value");
    if (same) return refresh();
    for (const [id, { kind }] of places(shown, words)) if (kind === "step" && asked?.do === "add" && !before.has(id)) opened.add(id);
    draw();
    say(before);
  };

  // --- what people do ---
  const press = ({ target }) => {
    const pressed = target.closest("button[data-do]");
    if (!pressed) return;
    const { id, do: what, to } = pressed.dataset;
    const at = places(shown).get(id);
    if (what === "add") send({ do: "add", what: pressed.dataset.what, to });
    if (what === "remove") send({ do: "remove", id });
    if (what === "up" || what === "down") move(id, beside(at, what === "down"), what);
    if (what === "go") {
      const goal = pressed.parentElement.querySelector("select").value;
      if (goal !== at.to) move(id, { to: goal, index: at.lists.find((one) => one.to === goal).items.length }, "target");
    }
    if (what === "open") {
      if (!opened.delete(id)) opened.add(id);
      pressed.setAttribute("aria-expanded", String(opened.has(id)));
      pressed.closest("li").querySelector(".jk-about").hidden = !opened.has(id);
    }
  };
  const move = (id, goal, by) => {
    if (!goal) return;
    model.send({ do: "move", id, ...goal });
    asked = { do: "move", id, by };
  };

  const grab = (event) => {
    const grip = event.target.closest(".jk-handle");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    const dragged = grip.closest("li");
    const { kind } = dragged.parentElement.dataset;
    const mark = element("li", { className: "jk-drop" });
    mark.setAttribute("aria-hidden", "true");
    let y = event.clientY;
    let goal;
    let frame;
    const others = (one) => [...one.children].filter((child) => child !== dragged && child !== mark);
    const lists = () => [...body.querySelectorAll(`ol[data-kind=${kind}]`)].filter((one) => !dragged.contains(one));
    const follow = () => {
      if (y < EDGE_PX || y > innerHeight - EDGE_PX) scroller(dragged).scrollBy(0, y < EDGE_PX ? -12 : 12);
      const all = lists();
      const boxes = all.map((one) => {
        const { top, bottom } = one.parentElement.getBoundingClientRect();
        const middles = others(one).map((child) => child.getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
        return { to: one.dataset.to, top, bottom, middles };
      });
      goal = landing(boxes, y);
      const list = all.find((one) => one.dataset.to === goal.to);
      if (mark.parentElement !== list || others(list)[goal.index] !== mark.nextElementSibling) list.insertBefore(mark, others(list)[goal.index] ?? null);
      frame = requestAnimationFrame(follow);
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      grip.removeEventListener("pointermove", go);
      removeEventListener("keydown", escape, true);
      dragged.classList.remove("jk-dragged");
      mark.remove();
    };
    const go = (moved) => (y = moved.clientY);
    const escape = (pressed) => pressed.key === "Escape" && stop();
    const drop = () => {
      const { id } = grip.dataset;
      const at = places(shown).get(id);
      const there = goal;
      const dropped = mark.isConnected;
      stop();
      if (dropped && at && (there.to !== at.to || there.index !== at.index)) move(id, there, "up");
    };
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", go);
    grip.addEventListener("pointerup", drop, { once: true });
    grip.addEventListener("pointercancel", stop, { once: true });
    addEventListener("keydown", escape, true);
    dragged.classList.add("jk-dragged");
    follow();
  };

  body.addEventListener("input", write);
  body.addEventListener("change", ({ target }) => flush(target.dataset.key));
  body.addEventListener("click", press);
  body.addEventListener("pointerdown", grab);
  undo.addEventListener("click", () => send({ do: "undo" }));
  model.on("change:value", take);
  model.on("change:errors", tell);
  model.on("change:removed", refresh);
  const title = element("h2", { className: "jk-stages-title", id: `${page}-title`, textContent: words.title });
  const root = element("section", { className: "jk jk-stages" }, [
    element("header", {}, [title, element("p", { className: "jk-quiet", textContent: words.hint }), few]),
    body,
    element("footer", { className: "jk-stages-foot" }, [status, undo]),
  ]);
  root.setAttribute("aria-labelledby", title.id);
  shown = model.get("value");
  draw();
  el.replaceChildren(root);
  return () => {
    for (const key of [...timers.keys()]) flush(key);
    model.off("change:value", take);
    model.off("change:errors", tell);
    model.off("change:removed", refresh);
  };
}

/** What scrolls when a drag comes to the window's edge. */
const scroller = (from) => {
  for (let one = from.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
};
export default { render };
