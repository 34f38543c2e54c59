// The link between this page and its server: says when it is lost and when it is back, and loads the page anew when the
// server was started again or the kernel is gone. Answers are in the store; a new page finds them all.
(() => {
  const { root, words: json } = document.currentScript.dataset;
  const words = JSON.parse(json);
  const badge = document.getElementById("jk-link");
  const kernel = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}").kernelId ?? "";
  const EVERY_MS = 4000;
  const PATIENCE_MS = 5000;
  const UNCONNECTED_MS = 20000; // the front end gives up by itself after some tries, and says nothing
  const RELOADS_A_MINUTE = 3;
  const CLOCK_MS = 2500;
  let boot = null;
  let failures = 0;
  let wasConnected = false;
  let unconnectedSince = null;
  let timer = 0;
  let over = false;

  const show = (text, button) => {
    badge.textContent = text;
    if (button) {
      const again = document.createElement("button");
      again.className = "jk-button";
      again.textContent = words.reload;
      again.addEventListener("click", () => location.reload());
      badge.append(again);
    }
    badge.hidden = false;
  };

  function loadAgain() {
    const now = Date.now();
    const kept = JSON.parse(sessionStorage.getItem("jk-reloads") ?? "[]").filter((at) => now - at < 60000);
    if (kept.length >= RELOADS_A_MINUTE) return show(words.broken, true);
    sessionStorage.setItem("jk-reloads", JSON.stringify([...kept, now]));
    return location.reload();
  }

  function lost() {
    if (over) return;
    failures += 1;
    if (failures === 2 || !navigator.onLine) show(words.lost, false);
  }

  const forget = () => document.head.append(Object.assign(document.createElement("script"), { src: `${root}kit/forget.js` }));

  function found(answer) {
    if (failures && !badge.hidden) {
      show(words.back, false);
      setTimeout(() => { if (!failures) badge.hidden = true; }, 4000);
    }
    failures = 0;
    boot ??= answer.boot;
    if (answer.kernel === "ended") { // these answers were deleted: the page says so, and nothing comes back
      over = true;
      badge.hidden = true;
      setTimeout(forget, EVERY_MS); // by then the page shows no field any more that would keep a thing anew
      return undefined;
    }
    if (answer.boot !== boot || answer.kernel === "gone") return loadAgain();
    if (answer.kernel === "connected") {
      wasConnected = true;
      unconnectedSince = null;
    } else if (wasConnected) {
      unconnectedSince ??= Date.now();
      if (Date.now() - unconnectedSince > UNCONNECTED_MS) return loadAgain();
    }
    return undefined;
  }

  // Timers count by the server's clock: offline, a phone's own may be minutes off. Whole seconds are all that Date tells.
  function setClock(date) {
    const off = Date.parse(date) - Date.now();
    window.journeykitClockMs = Math.abs(off) > CLOCK_MS ? off : 0;
  }

  async function ask() {
    clearTimeout(timer);
    if (over) return;
    const patience = new AbortController();
    const enough = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const url = `${root}alive?kernel=${encodeURIComponent(kernel)}`;
      const answer = await fetch(url, { cache: "no-store", signal: patience.signal });
      setClock(answer.headers.get("Date"));
      if (answer.ok) found(await answer.json());
      else lost();
    } catch {
      lost();
    } finally {
      clearTimeout(enough);
      clearTimeout(timer);
      timer = setTimeout(ask, failures ? EVERY_MS / 2 : EVERY_MS);
    }
  }

  // Rarely, on a busy device, a widget cannot be drawn, and its place shows an error for good. A new page draws it.
  new MutationObserver(() => {
    if (document.querySelector(".jupyter-widgets-error-widget")) loadAgain();
  }).observe(document.body, { childList: true, subtree: true });

  addEventListener("online", ask);
  addEventListener("offline", () => { failures = Math.max(failures, 1); lost(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  ask();
})();
