// One line of talk between a widget on the page and its half in Python.

/** What the widgets' libraries know as a comm. */
export class Comm {
  /** @param {import("./kernel.js").Kernel} kernel @param {string} target_name @param {string} comm_id */
  constructor(kernel, target_name, comm_id) {
    this.kernel = kernel;
    this.target_name = target_name;
    this.comm_id = comm_id;
    this.heard = () => {};
    this.closed = () => {};
    kernel.comms.set(comm_id, this);
  }

  /** Open Python's half. @returns {string} the message's id; likewise below */
  open(data, callbacks, metadata, buffers) {
    return this.say("comm_open", { target_name: this.target_name, data }, callbacks, metadata, buffers);
  }

  /** Say something. */
  send(data, callbacks, metadata, buffers) {
    return this.say("comm_msg", { data }, callbacks, metadata, buffers);
  }

  /** Close both halves. */
  close(data, callbacks, metadata, buffers) {
    this.kernel.comms.delete(this.comm_id);
    return this.say("comm_close", { data: data ?? {} }, callbacks, metadata, buffers);
  }

  /** @param {(message: import("./frames.js").Message) => unknown} heard */
  on_msg(heard) {
    this.heard = heard;
  }

  /** @param {(message: import("./frames.js").Message) => unknown} closed */
  on_close(closed) {
    this.closed = closed;
  }

  say(kind, content, callbacks, metadata, buffers) {
    return this.kernel.send(kind, { comm_id: this.comm_id, ...content }, { callbacks, metadata, buffers });
  }
}
