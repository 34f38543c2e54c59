// What is known of the link between this page and its server: says when it is lost and when it is back, and loads the
// page anew when the kernel is gone. Answers are in the store; a new page finds them all. While the websocket is open
// it tells all there is to know, but for a network that swallows everything: that is looked after once in a while.

const LOST_MS = 2000;
const WAITING_MS = 4000;
const WHILE_OPEN_MS = 60000;
const PATIENCE_MS = 5000;
const BACK_MS = 4000;
const UNCONNECTED_MS = 20000;
const MINUTE_MS = 60000;
const RELOADS_A_MINUTE = 3;
const CLOCK_MS = 2500;

/** What a server's sign of life means for a page. @param {{boot: string, kernel?: string}} answer
 *  @param {string | null} boot what the first answer said: another one is another server
 *  @returns {"over" | "reload" | "connected" | "waiting"} */
export function verdict(answer, boot) {
  if (answer.kernel === "ended") return "over"; // these answers were deleted: the page says so, and nothing comes back
  if (answer.kernel === "gone" || (boot !== null && answer.boot !== boot)) return "reload";
  return answer.kernel === "connected" ? "connected" : "waiting";
}

/** When to ask for the next sign of life. @param {{open: boolean, failures: number, chance: number}} state
 *  chance: from 0 to 1, so that the pages of a room do not ask all at once */
export function nextLook({ open, failures, chance }) {
  if (failures) return LOST_MS;
  return open ? WHILE_OPEN_MS * (1 + chance) : WAITING_MS;
}

/** The last reloads that count, by their times. @param {number[]} times @param {number} now */
export const lately = (times, now) => times.filter((at) => now - at < MINUTE_MS);

/** How far a phone's clock is off, in ms; 0 when that is little: whole seconds are all that a server's date tells.
 *  @param {string | null} date @param {number} now */
export function clockOff(date, now) {
  const off = Date.parse(date ?? "") - now;
  return Math.abs(off) > CLOCK_MS ? off : 0;
}

export class Link {
  /** @param {import("./kernel.js").Kernel} kernel
   *  @param {{url: string, forget: string, words: Record<string, string>, badge: HTMLElement}} page */
  constructor(kernel, { url, forget, words, badge }) {
    Object.assign(this, { kernel, url, forget, words, badge });
    this.boot = null;
    this.failures = 0;
    this.wasConnected = false;
    this.unconnectedSince = null;
    this.over = false;
  }

  /** Begin to look after the link. */
  start() {
    for (const event of ["open", "closed", "silent", "dead"]) this.kernel.addEventListener(event, () => this.ask());
    addEventListener("online", () => this.comeBack());
    addEventListener("offline", () => this.failed(true));
    addEventListener("pageshow", ({ persisted }) => persisted && this.comeBack());
    document.addEventListener("visibilitychange", () => document.hidden || this.comeBack());
    // Rarely, on a busy device, a widget cannot be drawn, and its place shows an error for good. A new page draws it.
    new MutationObserver(() => {
      if (document.querySelector(".jupyter-widgets-error-widget")) this.loadAgain();
    }).observe(document.body, { childList: true, subtree: true });
  }

  /** The device is awake or online again: nobody wants to wait now. */
  comeBack() {
    if (!this.kernel.linked) this.kernel.open();
    this.ask();
  }

  /** Ask the server for a sign of life, and set the page's clock by it. */
  async ask() {
    clearTimeout(this.timer);
    if (this.over) return;
    const patience = new AbortController();
    const enough = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(this.url, { cache: "no-store", signal: patience.signal });
      window.journeykitClockMs = clockOff(answer.headers.get("Date"), Date.now());
      if (answer.ok) this.found(await answer.json());
      else this.failed(false);
    } catch {
      this.failed(false);
    } finally {
      clearTimeout(enough);
      clearTimeout(this.timer);
      const open = this.kernel.linked && this.unconnectedSince === null;
      const state = { open, failures: this.failures, chance: Math.random() };
      if (!this.over) this.timer = setTimeout(() => this.ask(), nextLook(state));
    }
  }

  found(answer) {
    const told = verdict(answer, this.boot);
    this.boot ??= answer.boot;
    if (told === "over") this.end();
    else if (told === "reload") this.loadAgain();
    else this.goOn(told);
  }

  goOn(told) {
    const { linked, socket } = this.kernel;
    this.failures = 0;
    if (linked) this.sayBack();
    if (linked && told === "connected") {
      this.wasConnected = true;
      this.unconnectedSince = null;
    } else if (this.wasConnected) {
      this.unconnectedSince ??= Date.now();
      const away = Date.now() - this.unconnectedSince;
      if (away > UNCONNECTED_MS) this.loadAgain();
      else if (!socket || (linked && away > WAITING_MS)) this.kernel.open(); // it waits to try again, or is dead unnoticed
    }
  }

  failed(offline) {
    if (this.over) return;
    this.failures += 1;
    if (offline || this.failures === 2 || !navigator.onLine) this.show(this.words.lost, false);
  }

  sayBack() {
    if (this.badge.hidden) return;
    this.show(this.words.back, false);
    setTimeout(() => {
      if (!this.failures && this.kernel.linked) this.badge.hidden = true;
    }, BACK_MS);
  }

  show(text, button) {
    this.badge.textContent = text;
    if (button) {
      const again = Object.assign(document.createElement("button"), { className: "jk-button", textContent: this.words.reload });
      again.addEventListener("click", () => location.reload());
      this.badge.append(again);
    }
    this.badge.hidden = false;
  }

  end() {
    this.over = true;
    this.badge.hidden = true;
    this.kernel.close();
    // By then the page shows no field any more that would keep a thing anew.
    setTimeout(() => document.head.append(Object.assign(document.createElement("script"), { src: this.forget })), WAITING_MS);
  }

  loadAgain() {
    const now = Date.now();
    const kept = lately(JSON.parse(sessionStorage.getItem("jk-reloads") ?? "[]"), now);
    if (kept.length >= RELOADS_A_MINUTE) {
      this.show(this.words.broken, true);
      return;
    }
    sessionStorage.setItem("jk-reloads", JSON.stringify([...kept, now]));
    location.reload();
  }
}
