// The websocket to the page's kernel. It comes back by itself after a loss, and nothing that was said gets lost or is
// said twice: what the kernel may not have heard is said again once it has told what it did hear.

import { decode, encode } from "./frames.js";

/** @typedef {import("./frames.js").Message} Message */

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const SOONEST_MS = 300;
const LATEST_MS = 5000;
const OPENING_MS = 15000; // a network that swallows everything opens nothing and refuses nothing
const SILENCE_MS = 5000;
const OUTPUTS = ["display_data", "execute_result", "update_display_data", "stream", "error"];

const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** When to try again after so many failures: soon at first, and not all pages of a room at once.
 *  @param {number} failures @param {number} chance from 0 to 1 */
export const patience = (failures, chance) => Math.min(SOONEST_MS * 2 ** failures, LATEST_MS) * (0.5 + chance);

/** Hand a message to whoever waits for what becomes of their own: the parts of Jupyter's `callbacks`.
 *  @param {Record<string, any>} callbacks @param {Message} message */
export function callBack({ shell, iopub }, message) {
  const kind = message.header.msg_type;
  if (message.channel === "shell") shell?.reply?.(message);
  else if (kind === "status") iopub?.status?.(message);
  else if (kind === "clear_output") iopub?.clear_output?.(message);
  else if (OUTPUTS.includes(kind)) iopub?.output?.(message);
}

/** The connection of one page. Its events: `open`, `closed`, `silent` (no answer for long) and `dead`. */
export class Kernel extends EventTarget {
  /** @param {string} url of its channels @param {(url: string, protocol: string) => WebSocket} connect
   *  @param {number} silence_ms how long an answer may take before it is asked whether the server is there */
  constructor(url, connect = (to, protocol) => new WebSocket(to, protocol), silence_ms = SILENCE_MS) {
    super();
    this.silence_ms = silence_ms;
    this.session = id();
    this.url = `${url}?session_id=${this.session}`;
    this.connect = connect;
    /** @type {Map<string, import("./comm.js").Comm>} */
    this.comms = new Map();
    /** Who takes what comes for no comm that is known. @type {(message: Message) => unknown} */
    this.unknown = () => {};
    /** Who hears the outputs of a message before anybody else, by the message's id. @type {Map<string, (message: Message) => void>} */
    this.hooks = new Map();
    /** What was said and is not done yet, in order. @type {Map<string, {frame: Uint8Array, callbacks: any, heard: boolean}>} */
    this.underWay = new Map();
    this.queue = [];
    this.chain = Promise.resolve();
    this.failures = 0;
    /** Whether the websocket is open. */
    this.linked = false;
    /** Whether what is said goes over it at once. */
    this.ready = false;
    this.lastHeard = this.lastSent = 0;
    /** The message that asks what was heard, while it is under way. @type {string | undefined} */
    this.question = undefined;
    this.over = false;
  }

  /** Open the websocket, and again whenever it is lost. A second call tries at once. */
  open() {
    if (this.over) return;
    clearTimeout(this.timer);
    this.drop();
    const socket = this.connect(this.url, PROTOCOL);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    const enough = setTimeout(() => this.lost(socket), OPENING_MS);
    socket.onopen = () => {
      clearTimeout(enough);
      this.opened();
    };
    socket.onmessage = ({ data }) => this.hear(data);
    socket.onclose = () => {
      clearTimeout(enough);
      this.lost(socket);
    };
  }

  /** End for good. */
  close() {
    this.over = true;
    clearTimeout(this.timer);
    clearTimeout(this.listening);
    this.drop();
  }

  /** Say something to the kernel, now or as soon as it can be reached. @returns {string} the message's id */
  send(kind, content, { callbacks = {}, metadata = {}, buffers = [], channel = "shell" } = {}) {
    const header = { msg_id: id(), msg_type: kind, session: this.session, username: "", version: "5.3", date: new Date().toISOString() };
    const frame = encode({ channel, header, parent_header: {}, metadata: metadata ?? {}, content, buffers: buffers ?? [] });
    this.underWay.set(header.msg_id, { frame, callbacks: callbacks ?? {}, heard: false });
    if (this.ready) this.put(header.msg_id);
    else this.queue.push(header.msg_id);
    return header.msg_id;
  }

  put(message_id) {
    this.socket.send(this.underWay.get(message_id).frame);
    this.lastSent = performance.now();
    this.listen();
  }

  // A network that swallows everything tells nobody: no answer is all that there is to notice.
  listen() {
    this.listening ??= setTimeout(() => {
      this.listening = undefined;
      if (!this.underWay.size || this.lastHeard >= this.lastSent) return;
      if (performance.now() - this.lastSent < this.silence_ms) this.listen();
      else this.dispatchEvent(new Event("silent"));
    }, this.silence_ms);
  }

  opened() {
    this.failures = 0;
    this.linked = true;
    const doubtful = [...this.underWay.keys()].filter((each) => !this.queue.includes(each));
    if (doubtful.length) this.askWhatWasHeard(doubtful);
    else this.flush();
    this.dispatchEvent(new Event("open"));
  }

  // The server has kept what the kernel said meanwhile and sends it first; the kernel answers in order. So once it has
  // answered this, what it never began with did not reach it.
  askWhatWasHeard(doubtful) {
    this.ready = true;
    const answered = ({ content }) => {
      if (content.execution_state !== "idle") return;
      this.question = undefined;
      this.queue.unshift(...doubtful.filter((each) => this.underWay.get(each)?.heard === false));
      this.flush();
    };
    this.question = this.send("kernel_info_request", {}, { callbacks: { iopub: { status: answered } } });
    this.ready = false;
  }

  flush() {
    this.ready = true;
    for (const message_id of this.queue.splice(0)) this.put(message_id);
  }

  lost(socket) {
    if (socket !== this.socket) return;
    this.drop();
    this.underWay.delete(this.question); // it is asked anew
    this.timer = setTimeout(() => this.open(), patience(this.failures, Math.random()));
    this.failures += 1;
    this.dispatchEvent(new Event("closed"));
  }

  drop() {
    this.linked = this.ready = false;
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  hear(frame) {
    this.lastHeard = performance.now();
    const message = decode(frame);
    this.chain = this.chain.then(() => this.take(message)).catch((error) => console.error(error));
  }

  /** Take one message, the next only when this one is done: a widget's updates come in the order they were made. */
  async take(message) {
    const kind = message.header.msg_type;
    const parent = message.parent_header.msg_id;
    this.answer(parent, message);
    if (kind === "comm_msg" || kind === "comm_close" || kind === "comm_open") await this.tell(kind, message);
    else if (kind === "status" && message.content.execution_state === "dead") this.dispatchEvent(new Event("dead"));
  }

  answer(parent, message) {
    const hook = OUTPUTS.includes(message.header.msg_type) || message.header.msg_type === "clear_output" ? this.hooks.get(parent) : undefined;
    if (hook) {
      hook(message);
      return;
    }
    const mine = this.underWay.get(parent);
    if (!mine) return;
    mine.heard = true;
    callBack(mine.callbacks, message);
    if (message.header.msg_type === "status" && message.content.execution_state === "idle") this.underWay.delete(parent);
  }

  async tell(kind, message) {
    const comm = this.comms.get(message.content.comm_id);
    if (!comm || kind === "comm_open") await this.unknown(message);
    else if (kind === "comm_msg") await comm.heard(message);
    else {
      this.comms.delete(comm.comm_id);
      await comm.closed(message);
    }
  }
}
