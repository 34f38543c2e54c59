// A sheet of words, fields and buttons.
import { element, fieldsIn } from "./sheet_fields.js";

// Kinds of blocks: title, heading, text, quiet, strong, badge, foot, code, tick {text}; quote {text, by}; list {items: [text]};
// terms, facts {items: [[name, text]]}: over each other, in one line each; dots {done, of, text}; clock {ends_at_ms};
// picture {src, text}; link {href, text, window, tab, download}; agenda {items: [{text, state, note}]}; tally {items: [[label,
// n]], text}: a dot for each who picked an item; notes {items: [text]}: cards of what people wrote; table {columns: [text],
// rows: [[text]]}; alarm {text}: what is badly missing; group {blocks}: a card around other blocks; plain {blocks}: the same without its frame; row {blocks}:
// side by side. Fields: see sheet_fields.js.

/** Minutes and seconds until a time. @param {number} ends_at_ms @param {number} now_ms */
export const left = (ends_at_ms, now_ms) => {
  const seconds = Math.max(0, Math.ceil((ends_at_ms - now_ms) / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
};

/** Whether a key press belongs to what has the focus, so that it is no shortcut. @param {Element | null} focused */
export const typing = (focused) =>
  Boolean(focused?.closest?.("input, select, textarea, [contenteditable], [role=slider], [role=region][tabindex]"));

/** The action that a key presses; undefined where there is none. */
export const actionOf = (actions, key) => actions.find((action) => action.key && action.key === key && !action.disabled);

/** The id of the button that takes the focus when buttons change: the same, else one that does the same, else the first.
 *  @param {{id: string, disabled?: boolean}[]} actions @param {string} before the id that had it: "verb:run:step" */
export const focusAfter = (actions, before) => {
  const usable = actions.filter(({ disabled }) => !disabled);
  const verb = (id) => id.split(":")[0];
  const same = usable.find(({ id }) => id === before) ?? usable.find(({ id }) => verb(id) === verb(before));
  return (same ?? usable[0])?.id;
};

const SIGNS = { done: "✓", now: "▶", next: "○", later: "○" };

const silent = (node) => {
  node.setAttribute("aria-hidden", "true");
  return node;
};
/** So many dots, of which the first are filled. */
const dots = (of, done = of) =>
  silent(element("div", { className: "jk-sheet-dots" },
    Array.from({ length: of }, (_, i) => element("i", { className: i < done ? "jk-sheet-in" : "" }))));
const plain = (tag, className) => ({ text }) => element(tag, { className, textContent: text });

const drawn = {
  title: plain("h1", "jk-sheet-title"),
  heading: plain("h2", ""),
  text: plain("p", ""),
  quiet: plain("p", "jk-quiet"),
  strong: plain("p", "jk-sheet-strong"),
  badge: plain("p", "jk-sheet-badge"),
  foot: plain("p", "jk-quiet jk-sheet-foot"),
  code: plain("p", "jk-sheet-code"),
  tick: ({ text }) =>
    element("p", { className: "jk-sheet-strong" }, [
      silent(element("span", { className: "jk-sheet-tick", textContent: "✓ " })),
      text,
    ]),
  quote: ({ text, by }) =>
    element("figure", { className: "jk-sheet-quote" }, [
      element("blockquote", { textContent: text }),
      ...(by ? [element("figcaption", { className: "jk-quiet jk-small", textContent: by })] : []),
    ]),
  list: ({ items }) => element("ul", {}, items.map((text) => element("li", { textContent: text }))),
  terms: ({ items }) =>
    element("dl", {}, items.map(([term, text]) =>
      element("div", {}, [element("dt", { textContent: term }), element("dd", { textContent: text })]))),
  facts: ({ items }) =>
    element("dl", { className: "jk-sheet-facts" }, items.flatMap(([name, text]) =>
      [element("dt", { textContent: name }), element("dd", { textContent: text })])),
  dots: ({ done, of, text }) =>
    element("div", {}, [
      element("p", { className: "jk-sheet-strong", textContent: text }),
      dots(of, done),
    ]),
  tally: ({ items, text }) =>
    element("div", { className: "jk-sheet-tally" }, [
      ...(text ? [element("p", { className: "jk-sheet-strong", textContent: text })] : []),
      element("ul", {}, items.map(([label, n]) =>
        element("li", {}, [element("span", { textContent: label }), dots(n), element("strong", { textContent: n })]))),
    ]),
  notes: ({ items }) =>
    element("ul", { className: "jk-sheet-notes" }, items.map((text) => element("li", { className: "jk-card", textContent: text }))),
  table: ({ columns, rows }) =>
    element("table", { className: "jk-sheet-table" }, [
      element("thead", {}, [
        element("tr", {}, columns.map((text) => element("th", { scope: "col", textContent: text }))),
      ]),
      element("tbody", {}, rows.map(([first, ...others]) =>
        element("tr", {}, [
          element("th", { scope: "row", textContent: first }),
          ...others.map((text) => element("td", { textContent: text })),
        ]))),
    ]),
  alarm: plain("p", "jk-sheet-alarm"),
  clock: ({ ends_at_ms }) => {
    const unit = element("span", { className: "jk-aside" });
    const clock = element("p", { className: "jk-sheet-clock" }, [element("span"), unit]);
    clock.dataset.ends = ends_at_ms;
    return clock;
  },
  picture: ({ src, text }) => element("img", { className: "jk-sheet-picture", src, alt: text }),
  link: ({ href, text, window: own, tab, download }) => {
    const link = element("a", { className: "jk-button jk-sheet-link", href, textContent: text });
    if (download) link.download = "";
    if (tab) Object.assign(link, { target: "_blank", rel: "noopener" });
    if (own) {
      link.target = "journeykit-window";
      link.addEventListener("click", (event) => {
        if (open(href, link.target, "popup,width=1280,height=720")) event.preventDefault();
      });
    }
    return link;
  },
  agenda: ({ items }) =>
    element("ol", { className: "jk-sheet-agenda" }, items.map(({ text, state, note }) => {
      const item = element("li", { className: `jk-sheet-${state}` }, [
        silent(element("span", { textContent: SIGNS[state] })),
        element("span", { textContent: text }),
        element("em", { textContent: note }),
      ]);
      if (state === "now") item.setAttribute("aria-current", "step");
      return item;
    })),
  group: ({ blocks }) => element("div", { className: "jk-card jk-sheet-group" }, blocks.map(block)),
  plain: ({ blocks }) => element("div", { className: "jk-sheet-group" }, blocks.map(block)),
  row: ({ blocks }) => element("div", { className: "jk-sheet-row" }, blocks.map(block)),
};
const block = (described) => drawn[described.kind](described);

function render({ model, el }) {
  const page = `jk${Math.random().toString(36).slice(2)}`; // one model may stand on a page twice
  const blocks = element("div", { className: "jk-sheet-blocks" });
  const fieldsRoot = element("div", { className: "jk-sheet-fields" });
  const fields = fieldsIn({ model, root: fieldsRoot, page });
  const actions = element("div", { className: "jk-sheet-actions" });
  const root = element("section", { className: "jk jk-sheet" }, [blocks, fieldsRoot, actions]);
  const told = element("p", { className: "jk-aside" });
  told.setAttribute("role", "status");

  const tick = () => {
    const words = model.get("words");
    for (const clock of blocks.querySelectorAll("[data-ends]")) {
      const [ends, now] = [Number(clock.dataset.ends), Date.now() + (window.journeykitClockMs ?? 0)];
      const texts = ends > now ? [left(ends, now), ` ${words.left}`] : [words.over, ""];
      [...clock.children].forEach((part, i) => part.textContent !== texts[i] && (part.textContent = texts[i]));
    }
  };
  let shown = []; // each block as text: one that says the same stays, with the focus in it
  const draw = () => {
    const described = model.get("blocks");
    const texts = described.map((each) => JSON.stringify(each));
    while (blocks.children.length > texts.length) blocks.lastElementChild.remove();
    for (const [at, text] of texts.entries()) {
      if (at >= blocks.children.length) blocks.append(block(described[at]));
      else if (text !== shown[at]) blocks.children[at].replaceWith(block(described[at]));
    }
    shown = texts;
    tick();
  };
  const name = () => {
    if (model.get("label")) root.setAttribute("aria-label", model.get("label"));
  };
  const focus = (id) => actions.querySelector(`[data-action="${CSS.escape(id ?? "")}"]`)?.focus();
  // With what is filled in: while the kernel is busy a change of it waits, and the press would overtake it.
  const press = (id) => {
    fields.flush();
    model.send({ press: id, ...(model.get("fields").length && { value: fields.value() }) });
  };
  let asking; // the id of the action whose question is open: news must not close it under somebody's finger
  const offer = () => {
    const asked = model.get("actions").find(({ id }) => id === asking);
    if (asked) return begin(asked, actions.contains(document.activeElement));
    const focused = actions.contains(document.activeElement) ? (document.activeElement.dataset.action ?? asking) : undefined;
    asking = undefined;
    actions.replaceChildren(
      ...model.get("actions").map((action) => {
        const { id, label, main = false, disabled = false, hint = "" } = action;
        const button = element("button", { type: "button", className: `jk-button${main ? " jk-button-main" : ""}`, disabled }, [label]);
        if (hint) button.append(" ", element("small", { textContent: hint }));
        button.dataset.action = id;
        button.addEventListener("click", ({ detail }) => {
          if (detail > 1 && action.key) return; // a double click takes one step, not the next one too
          begin(action);
        });
        return button;
      }),
    );
    if (focused) focus(focusAfter(model.get("actions"), focused));
  };
  const begin = ({ id, label, confirm }, takesFocus = true) => {
    if (!confirm) return press(id);
    const onNo = asking === id && document.activeElement?.dataset.no;
    asking = id;
    const question = element("p", { className: "jk-sheet-strong", textContent: confirm });
    const yes = element("button", { type: "button", className: "jk-button jk-button-main", textContent: label });
    const no = element("button", { type: "button", className: "jk-button", textContent: model.get("words").not_yet });
    no.dataset.no = "1";
    const asked = element("div", { className: "jk-sheet-confirm" }, [question, yes, no]);
    asked.setAttribute("role", "group");
    asked.setAttribute("aria-label", confirm);
    const back = () => {
      asking = undefined;
      offer();
      focus(id);
    };
    yes.addEventListener("click", () => {
      asking = undefined;
      offer();
      focus(id);
      press(id);
    });
    no.addEventListener("click", back);
    asked.addEventListener("keydown", ({ key }) => key === "Escape" && back());
    actions.replaceChildren(asked);
    if (told.textContent !== confirm) told.textContent = confirm;
    if (takesFocus) (onNo ? no : yes).focus();
  };
  const shortcut = (event) => {
    if (asking || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(document.activeElement)) return;
    const action = actionOf(model.get("actions"), event.key);
    if (!action || event.repeat) return;
    event.preventDefault();
    begin(action);
  };

  const heard = [
    ["change:blocks", draw],
    ["change:fields", fields.draw],
    ["change:value", fields.fill],
    ["change:keep", fields.keep],
    ["change:actions", offer],
    ["change:label", name],
  ];
  for (const [names, then] of heard) model.on(names, then);
  document.addEventListener("keydown", shortcut);
  const clock = setInterval(tick, 500);
  draw();
  name();
  fields.draw();
  fields.restore();
  offer();
  el.replaceChildren(root, told);
  return () => {
    clearInterval(clock);
    fields.leave();
    document.removeEventListener("keydown", shortcut);
    for (const [names, then] of heard) model.off(names, then);
  };
}
export default { render };
