// The scripts of widgets, by their addresses on our server.

const AGAIN_MS = 1500;
const MOST_TRIES = 40;

/** Waits for scripts, and asks again for one that a weak network has swallowed: anywidget asks once. */
export class Scripts {
  /** @param {string} origin of the server @param {(url: string) => Promise<unknown>} load @param {number} again_ms */
  constructor(origin, load = (url) => import(url), again_ms = AGAIN_MS) {
    Object.assign(this, { origin, load, again_ms });
    /** @type {Map<string, Promise<string>>} */
    this.known = new Map();
  }

  /** The whole address of a script that has come; a script that is there as text, as it is.
   *  @param {string} script @returns {string | Promise<string>} */
  come(script) {
    if (!script.startsWith("/")) return script;
    if (!this.known.has(script)) this.known.set(script, this.fetched(this.origin + script, 0));
    return this.known.get(script);
  }

  // A browser remembers that an address has failed, so each try has one of its own.
  async fetched(address, tries) {
    const url = tries ? `${address}?try=${tries}` : address;
    try {
      await this.load(url);
    } catch (error) {
      if (tries < MOST_TRIES && error instanceof TypeError) {
        await new Promise((done) => setTimeout(done, this.again_ms));
        return this.fetched(address, tries + 1);
      }
      console.error(error); // the script itself is wrong
    }
    return url;
  }
}
