// The bar over a participant's page.

/** What is said of the time left. @param {number} ends_at_ms @param {number} now_ms @param {Record<string, string>} words */
export const timeLeft = (ends_at_ms, now_ms, words) => {
  if (!ends_at_ms) return "";
  const seconds = (ends_at_ms - now_ms) / 1000;
  if (seconds <= 0) return words.over;
  return seconds <= 60 ? words.last_minute : words.left.replace("{minutes}", String(Math.ceil(seconds / 60)));
};

/** What is said of the last answer. @param {{state: string, at_ms?: number, text?: string}} saved */
export const keeping = ({ state, at_ms, text }, words) => {
  if (state === "saving") return words.saving;
  if (state === "failed") return text || words.failed;
  if (state !== "saved") return "";
  const time = new Date(at_ms).toLocaleTimeString(document.documentElement.lang || [], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `✓ ${words.saved.replace("{time}", time)}`;
};

function render({ model, el }) {
  const [initial, title, time, saved] = ["span", "strong", "span", "span"].map((tag) => document.createElement(tag));
  initial.className = "jk-top-initial";
  initial.ariaHidden = "true";
  time.className = "jk-quiet jk-small";
  saved.className = "jk-quiet jk-small jk-top-saved";
  saved.setAttribute("role", "status");
  const names = document.createElement("div");
  names.append(title, time);
  const root = document.createElement("div");
  root.className = "jk jk-top";
  const screen = document.createElement("p");
  screen.className = "jk-aside";
  screen.setAttribute("role", "status");
  root.append(initial, names, saved, screen);

  const put = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };
  let waiting = 0; // answers that are on their way for longer than usual: the rater says so
  const kept = () => (waiting && model.get("saved").state !== "failed" ? { state: "saving" } : model.get("saved"));
  const draw = () => {
    put(initial, model.get("initial"));
    put(title, model.get("title"));
    put(time, timeLeft(model.get("ends_at_ms"), Date.now() + (window.journeykitClockMs ?? 0), model.get("words")));
    put(saved, keeping(kept(), model.get("words")));
    saved.dataset.state = kept().state;
  };
  const wait = ({ detail }) => {
    waiting = detail;
    draw();
  };
  // Another screen begins at its top, and is told to those who do not see it.
  const turn = () => {
    scrollTo({ top: 0 });
    put(screen, model.get("screen"));
  };
  model.on("change", draw);
  model.on("change:screen", turn);
  document.addEventListener("journeykit-waiting", wait);
  const clock = setInterval(draw, 1000);
  draw();
  el.replaceChildren(root);
  return () => {
    clearInterval(clock);
    model.off("change", draw);
    model.off("change:screen", turn);
    document.removeEventListener("journeykit-waiting", wait);
  };
}
export default { render };
