// The map stands in a shadow tree: the page's style stays out, the look's variables come in.

/** The value after a step was pressed: the same one again takes the choice back. */
export const pressed = (value, step) => (value === step ? null : step);

/** The step to the left or right of one, by arrow key; null when the key moves nowhere. */
export const neighbour = (steps, step, key) => {
  const move = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[key];
  if (move === undefined) return null;
  const place = Math.min(Math.max(steps.indexOf(step) + move, 0), steps.length - 1);
  return steps[place] ?? null;
};

function render({ model, el }) {
  el.classList.add("jk", "jk-journey-map");
  const tree = el.attachShadow({ mode: "open" });

  const stepOf = (event) => event.target.closest?.(".jk-map-choose")?.closest("[data-step]")?.dataset.step;

  const show = () => {
    const value = model.get("value");
    for (const step of tree.querySelectorAll("[data-step]")) {
      const chosen = step.dataset.step === value;
      step.toggleAttribute("data-chosen", chosen);
      step.querySelector("button")?.setAttribute("aria-pressed", String(chosen));
    }
  };

  const draw = () => {
    const page = new DOMParser().parseFromString(model.get("html"), "text/html"); // runs no script
    const body = document.createElement("div");
    body.className = page.body.className;
    body.setAttribute("role", "region");
    body.setAttribute("aria-label", model.get("texts").map ?? "");
    body.append(...page.body.childNodes);
    tree.replaceChildren(...page.querySelectorAll("head > style"), body);
    const chosable = new Set(model.get("steps"));
    for (const step of tree.querySelectorAll("[data-step]")) {
      const head = step.querySelector(".jk-map-step");
      if (!head || !chosable.has(step.dataset.step)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "jk-map-choose";
      button.setAttribute("aria-label", (model.get("texts").choose ?? "{step}").replace("{step}", head.textContent));
      button.append(...head.childNodes);
      head.append(button);
    }
    show();
  };

  const choose = (event) => {
    const step = stepOf(event);
    if (!model.get("steps").includes(step)) return;
    model.set("value", pressed(model.get("value"), step));
    model.save_changes();
  };
  const walk = (event) => {
    const step = neighbour(model.get("steps"), stepOf(event), event.key);
    if (!step) return;
    event.preventDefault();
    tree.querySelector(`[data-step="${CSS.escape(step)}"] button`)?.focus();
  };

  tree.addEventListener("click", choose);
  tree.addEventListener("keydown", walk);
  model.on("change:html change:steps change:texts", draw);
  model.on("change:value", show);
  draw();
  return () => {
    tree.removeEventListener("click", choose);
    tree.removeEventListener("keydown", walk);
    model.off("change:html change:steps change:texts", draw);
    model.off("change:value", show);
  };
}
export default { render };
