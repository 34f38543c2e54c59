// The widgets of the page. Python tells the states of all of them at once; one is made only when a view needs it, since
// a page holds the screens of a whole session and shows one.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager/lib/manager-base";
import { Comm } from "./comm.js";
import { Scripts } from "./scripts.js";

const CONTROL = "jupyter.widget.control";
const CONTROL_VERSION = "1.0.0";
const LINKS = ["LinkModel", "DirectionalLinkModel"];

/** @typedef {{model_name: string, model_module: string, model_module_version: string, state: Record<string, any>}} Told */

/** Put each buffer of a message into the state of the widget that its path begins with.
 *  @param {Record<string, Told>} states @param {(string | number)[][]} paths @param {DataView[]} buffers */
export function putBuffers(states, paths, buffers) {
  paths.forEach(([widget, ...path], at) => base.put_buffers(states[widget], [path], [buffers[at]]));
}

export class PageManager extends ManagerBase {
  /** @param {import("./kernel.js").Kernel} kernel @param {import("./classes.js").classOf} classOf */
  constructor(kernel, classOf) {
    super();
    this.kernel = kernel;
    this.classOf = classOf;
    /** What Python told of widgets that nothing has needed yet. @type {Map<string, Told>} */
    this.told = new Map();
    this.scripts = new Scripts(location.origin);
    kernel.unknown = (message) => this.takeUnknown(message);
  }

  /** Ask Python for all widgets. */
  async restore() {
    const { data, buffers } = await this.askStates();
    putBuffers(data.states, data.buffer_paths, buffers);
    for (const [model_id, told] of Object.entries(data.states)) {
      if (this.has_model(model_id)) (await super.get_model(model_id)).set_state(told.state);
      else this.told.set(model_id, told);
    }
  }

  /** Make what works without being seen: values of two widgets that are tied together. */
  makeLinks() {
    const links = [...this.told].filter(([, told]) => LINKS.includes(told.model_name));
    return Promise.all(links.map(([model_id]) => this.get_model(model_id)));
  }

  /** The model of a widget, made now if nothing has needed it before. */
  async get_model(model_id) {
    const told = this.told.get(model_id);
    if (!told) return super.get_model(model_id);
    this.told.delete(model_id);
    const { state, ...kind } = told;
    return this.new_model({ ...kind, model_id, comm: new Comm(this.kernel, this.comm_target_name, model_id) }, state);
  }

  loadClass(name, module, version) {
    return this.classOf(name, module, version);
  }

  async _create_comm(target, model_id, data, metadata, buffers) {
    const comm = new Comm(this.kernel, target, model_id);
    if (data || metadata) comm.open(data, {}, metadata, buffers);
    return comm;
  }

  askStates() {
    return new Promise((resolve) => {
      const comm = new Comm(this.kernel, CONTROL, base.uuid());
      comm.open({}, {}, { version: CONTROL_VERSION });
      comm.on_msg(({ content, buffers }) => {
        comm.close();
        resolve({ data: content.data, buffers });
      });
      comm.send({ method: "request_states" });
    });
  }

  takeUnknown(message) {
    const { comm_id, target_name, data } = message.content;
    if (message.header.msg_type === "comm_open") return target_name === this.comm_target_name ? this.takeOpened(message) : undefined;
    const told = this.told.get(comm_id);
    if (!told) return undefined;
    if (message.header.msg_type === "comm_close") return this.told.delete(comm_id);
    if (data.method === "custom") return this.get_model(comm_id).then((model) => model._handle_comm_msg(message));
    base.put_buffers(data.state, data.buffer_paths ?? [], message.buffers);
    return Object.assign(told.state, data.state);
  }

  takeOpened(message) {
    const { comm_id, data } = message.content;
    base.put_buffers(data.state, data.buffer_paths ?? [], message.buffers);
    this.told.set(comm_id, {
      model_name: data.state._model_name,
      model_module: data.state._model_module,
      model_module_version: data.state._model_module_version,
      state: data.state,
    });
  }
}
