// The fields of a sheet: what people fill in.
//
// A field has an id, a label and a type; if wanted a hint under it, required, disabled, and group: the heading that it
// shares with the fields beside it. By type it also has
//   checkbox; number {min, max, step}; text, long {maxLength, placeholder}; date {min, max}: ISO;
//   choice {options: [[id, text]]}; picks {options, most}; scale {lowest, highest}: the words at 1 and at 5.
// What is filled in is a bool; a number; a string; an ISO date or ""; an option's id; a list of them; 1 to 5.

/** A new element. @param {string} tag @param {Record<string, unknown>} [properties] @param {(Node | string)[]} [inside] */
export const element = (tag, properties = {}, inside = []) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

/** The fields under their headings: those of one group that follow each other stand together.
 *  @param {{group?: string}[]} fields */
export const grouped = (fields) => {
  const groups = [];
  for (const field of fields) {
    const last = groups[groups.length - 1];
    if (last && last.heading === (field.group ?? "")) last.fields.push(field);
    else groups.push({ heading: field.group ?? "", fields: [field] });
  }
  return groups;
};

/** The picks after one more tap, in the order of the options; undefined when they would be too many.
 *  @param {{options: [string, string][], most?: number}} field @param {string[]} before @param {string} id that was tapped */
export const picked = ({ options, most = options.length }, before, id) => {
  const after = options.map(([each]) => each).filter((each) => before.includes(each) !== (each === id));
  return after.length > most && after.length > before.length ? undefined : after;
};

/** When typed text goes to Python: after a pause in typing, but not much later than its first letter.
 *  @param {number} since the time of the first letter that waits @param {number} now both in ms */
export const waitFor = (since, now) => Math.max(0, Math.min(PAUSE_MS, since + LATEST_MS - now));

/** What is filled in and not saved yet, under a name. It outlives the page, as long as its tab; only this tab can read it.
 *  @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage */
export const draft = (storage, name) => ({
  read: () => JSON.parse(storage.getItem(`${DRAFT}${name}`) ?? "{}"),
  put: (filled) => storage.setItem(`${DRAFT}${name}`, JSON.stringify(filled)),
  drop: () => storage.removeItem(`${DRAFT}${name}`),
});

/** What lives as long as this tab; without it, where the reader has switched it off, nothing is kept. */
const tabStorage = () => {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
};

const DRAFT = "jk-draft-";
const PAUSE_MS = 700;
const LATEST_MS = 3000;
const SINGLE = ["checkbox", "number", "text", "long", "date"];
const TYPED = ["text", "long", "date"];
const BOUNDED = ["number", "date"];
const SCALE = ["1", "2", "3", "4", "5"];

const small = (text = "", id = "") => element("p", { className: "jk-quiet jk-small", textContent: text, ...(id && { id }) });

/** A control of a field, which is found by the field's id; JupyterLab leaves its keys alone. */
const input = (tag, { id }, properties) => {
  const made = element(tag, properties);
  Object.assign(made.dataset, { field: id, lmSuppressShortcuts: "true" });
  return made;
};

/** A field with one control: its name, the control, and under it what belongs to it. */
const single = (field, page, words) => {
  const { id, label, type, hint = "", required = false, group: _group, ...limits } = field;
  const made = input(type === "long" ? "textarea" : "input", field, { id: `${page}-${id}`, ...limits });
  if (type === "long") made.rows = 3;
  else made.type = type;
  const name = element("label", { htmlFor: made.id }, [label, ...needed(required, words)]);
  const under = hint ? [small(hint, `${made.id}-hint`)] : [];
  if (type === "long" && limits.maxLength) under.push(small("", `${made.id}-left`));
  if (under.length) made.setAttribute("aria-describedby", under.map((each) => each.id).join(" "));
  if (BOUNDED.includes(type)) under.push(told());
  const both = type === "checkbox" ? [made, name] : [name, made];
  return element("div", { className: `jk-sheet-field jk-sheet-${type}` }, [...both, ...under]);
};

/** In words, as a part of the name: `required` itself makes screen readers call an empty field invalid. */
const needed = (required, words) =>
  required ? [" ", element("small", { className: "jk-quiet", textContent: words.required })] : [];

const told = () => {
  const line = element("p", { className: "jk-small jk-sheet-told" });
  line.setAttribute("role", "status");
  return line;
};

/** A field of several controls under one name: choice, picks and scale. */
const several = (field, page, words) => {
  const { id, label, type, hint = "", required = false, disabled = false } = field;
  const one = (value, inside) =>
    element("label", { className: "jk-sheet-option" }, [
      input("input", field, { type: type === "picks" ? "checkbox" : "radio", name: `${page}-${id}`, value }),
      element("span", {}, inside),
    ]);
  const ends = { 1: field.lowest, 5: field.highest };
  const options = type === "scale"
    ? SCALE.map((points) => one(points, ends[points]
      ? [points, element("span", { className: "jk-aside", textContent: ` (${ends[points]})` })] : [points]))
    : field.options.map(([value, text]) => one(value, [text]));
  const group = element("fieldset", { className: `jk-sheet-field jk-sheet-${type}`, disabled }, [
    element("legend", {}, [label, ...needed(required, words)]),
    ...(hint ? [small(hint, `${page}-${id}-hint`)] : []),
    element("div", { className: "jk-sheet-options" }, options),
  ]);
  if (hint) group.setAttribute("aria-describedby", `${page}-${id}-hint`);
  if (type === "scale") {
    const under = [field.lowest, field.highest].map((text = "") => element("span", { textContent: text }));
    const line = element("p", { className: "jk-quiet jk-small jk-sheet-ends" }, under);
    line.setAttribute("aria-hidden", "true"); // the first and the last number say them
    group.append(line);
  }
  if (type === "picks") group.append(told());
  return group;
};

/** Puts nodes into a place in their order, and moves none that stands right: what is moved loses the focus. */
const put = (parent, nodes) => {
  for (const child of [...parent.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, at) => parent.children[at] !== node && parent.insertBefore(node, parent.children[at] ?? null));
};

const off = ({ validity }) => validity.badInput || validity.rangeUnderflow || validity.rangeOverflow;

/** What stands in a field with one answer, by the control that changed; undefined for a number that is none. */
const answer = ({ type }, changed) => {
  if (type === "checkbox") return changed.checked;
  if (type === "scale") return Number(changed.value);
  if (type === "number") return off(changed) || changed.value === "" ? undefined : changed.valueAsNumber;
  return type === "date" && off(changed) ? "" : changed.value;
};

/** The fields of one view of a sheet, drawn into `root`. */
export const fieldsIn = ({ model, root, page }) => {
  const drawn = new Map(); // by what they say: a field that says the same stays, with the focus in it
  let waiting = {}; // what was typed and has not been said yet, by field id
  let since, timer;
  let kept = ""; // the name under which this tab keeps what is filled in

  const described = (id) => model.get("fields").find((field) => field.id === id);
  /** What is filled in, of the fields that there are. */
  const value = () =>
    Object.fromEntries(Object.entries({ ...model.get("value"), ...waiting })
      .filter(([id, filled]) => filled !== undefined && described(id)));
  const remember = () => kept && draft(tabStorage(), kept).put(value());
  /** Python has named, or taken away, what this tab keeps. */
  const keep = () => {
    if (kept && kept !== model.get("keep")) draft(tabStorage(), kept).drop();
    kept = model.get("keep");
  };
  /** What the tab kept beyond a reload goes into the fields of which Python knows nothing. */
  const restore = () => {
    keep();
    const now = value();
    const ours = ([id]) => described(id) && !described(id).disabled && !(id in now);
    const found = kept ? Object.entries(draft(tabStorage(), kept).read()).filter(ours) : [];
    if (!found.length) return;
    model.set("value", { ...now, ...Object.fromEntries(found) });
    model.save_changes();
  };
  const flush = () => {
    clearTimeout(timer);
    const changed = Object.keys(waiting).some((id) => described(id) && !described(id).disabled);
    const now = value();
    waiting = {};
    since = undefined;
    if (!changed) return;
    model.set("value", now);
    model.save_changes();
  };
  const holder = (control) => control.closest(".jk-sheet-field");
  const write = (line, text) => {
    if (line && line.textContent !== text) line.textContent = text; // read aloud when it changes, not each time
  };
  const count = (area) =>
    write(holder(area).querySelector("[id$='-left']"),
      model.get("words").characters_left.replace("{n}", String(area.maxLength - area.value.length)));
  const tell = (control, text) => write(holder(control).querySelector(".jk-sheet-told"), text);
  const fill = () => {
    const now = value();
    for (const control of root.querySelectorAll("[data-field]")) {
      const filled = now[control.dataset.field];
      if (control.type === "radio") control.checked = filled !== undefined && String(filled) === control.value;
      else if (control.type === "checkbox")
        control.checked = Array.isArray(filled) ? filled.includes(control.value) : Boolean(filled);
      else if (document.activeElement !== control && control.value !== String(filled ?? "")) control.value = filled ?? "";
      if (control.tagName === "TEXTAREA") count(control);
    }
    remember();
  };
  const draw = () => {
    const had = root.contains(document.activeElement) ? document.activeElement : null;
    const wanted = new Set();
    const once = (key, make) => {
      wanted.add(key);
      if (!drawn.has(key)) drawn.set(key, make());
      return drawn.get(key);
    };
    const words = model.get("words");
    const nodes = grouped(model.get("fields")).flatMap(({ heading, fields }, at) => {
      const inside = fields.map((field) =>
        once(JSON.stringify(field), () => (SINGLE.includes(field.type) ? single : several)(field, page, words)));
      if (!heading) return inside;
      const key = `${inside.length && fields[0].id}: ${heading}`;
      const group = once(key, () => {
        const made = element("div", { className: "jk-sheet-fieldgroup" }, [
          element("h2", { id: `${page}-group-${at}-${fields[0].id}`, textContent: heading }),
        ]);
        made.setAttribute("role", "group");
        made.setAttribute("aria-labelledby", made.firstElementChild.id);
        return made;
      });
      put(group, [group.firstElementChild, ...inside]);
      return [group];
    });
    put(root, nodes);
    for (const key of [...drawn.keys()]) if (!wanted.has(key)) drawn.delete(key);
    fill();
    if (had && document.activeElement !== had) goBackTo(had);
  };
  /** The focus goes into the control that stands where the one that had it stood, at the same letter. */
  const goBackTo = (had) => {
    const again = [...root.querySelectorAll("[data-field]")].find(({ dataset, type, value: own }) =>
      dataset.field === had.dataset.field && (!["radio", "checkbox"].includes(type) || own === had.value));
    if (!again) return;
    again.focus({ preventScroll: true });
    if (["text", "textarea"].includes(again.type)) again.setSelectionRange(had.selectionStart, had.selectionEnd);
  };
  const typed = ({ target }) => {
    const field = described(target.dataset.field);
    if (!field || !TYPED.includes(field.type)) return;
    waiting[field.id] = answer(field, target);
    remember();
    if (field.type === "long") count(target);
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(flush, waitFor(since, Date.now()));
  };
  const changed = ({ target }) => {
    const field = described(target.dataset.field);
    if (!field || (field.type === "date" && document.activeElement === target)) return; // half a date: `typed` waits
    const after = field.type === "picks" ? picked(field, value()[field.id] ?? [], target.value) : answer(field, target);
    if (field.type === "picks") {
      tell(target, after ? "" : model.get("words").too_many.replace("{most}", String(field.most)));
      if (!after) return fill();
    }
    waiting[field.id] = after;
    flush();
  };
  const left = ({ target }) => {
    tell(target, off(target) ? target.validationMessage : "");
    flush();
    fill(); // what Python has written meanwhile into the field that had the focus
  };
  const enter = ({ key, target }) => key === "Enter" && target.tagName !== "TEXTAREA" && flush();
  const heard = [["input", typed], ["change", changed], ["focusout", left], ["keydown", enter]];
  for (const [name, then] of heard) root.addEventListener(name, then);
  document.addEventListener("visibilitychange", flush); // a phone that is put away may not wake this page again
  return {
    draw,
    fill,
    flush,
    keep,
    restore,
    value,
    leave: () => {
      flush();
      for (const [name, then] of heard) root.removeEventListener(name, then);
      document.removeEventListener("visibilitychange", flush);
    },
  };
};
