// ipywidgets' Output: what Python prints and displays into a widget. Text, HTML, pictures and widgets are shown.

import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { Widget } from "@lumino/widgets";
import { whole, withMessage } from "./outputs.js";

const MODULE = { _model_module: "@jupyter-widgets/output", _view_module: "@jupyter-widgets/output" };
const WIDGET = "application/vnd.jupyter.widget-view+json";
const PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

export class OutputModel extends DOMWidgetModel {
  defaults() {
    return { ...super.defaults(), ...MODULE, _model_name: "OutputModel", _view_name: "OutputView", msg_id: "", outputs: [] };
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.on("change:msg_id", () => this.listen());
    this.listen();
  }

  // While Python is inside the widget, it names the message whose outputs belong here.
  listen() {
    const { hooks } = this.widget_manager.kernel;
    hooks.delete(this.previous("msg_id"));
    const message_id = this.get("msg_id");
    if (!message_id) return;
    hooks.set(message_id, (message) => {
      this.set("outputs", withMessage(this.get("outputs"), message));
      this.save_changes();
    });
  }
}

export class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.listenTo(this.model, "change:outputs", this.draw);
    this.draw();
  }

  draw() {
    this.el.replaceChildren(...this.model.get("outputs").map((output) => this.one(output)));
  }

  one({ output_type, text, data = {}, ename, evalue }) {
    if (output_type === "stream") return pre(whole(text));
    if (output_type === "error") return pre(`${ename}: ${evalue}`);
    if (data[WIDGET]) return this.widget(data[WIDGET].model_id);
    const picture = PICTURES.find((kind) => data[kind]);
    if (picture) return image(picture, whole(data[picture]));
    if (data["text/html"]) return Object.assign(document.createElement("div"), { className: "jp-RenderedHTMLCommon", innerHTML: whole(data["text/html"]) });
    return pre(whole(data["text/plain"]));
  }

  widget(model_id) {
    const host = document.createElement("div");
    const { widget_manager: manager } = this.model;
    manager.get_model(model_id).then((model) => manager.create_view(model)).then((view) => {
      if (host.isConnected) Widget.attach(view.luminoWidget, host);
    });
    return host;
  }
}

const pre = (textContent) => Object.assign(document.createElement("pre"), { textContent });

const image = (kind, data) => {
  const coded = kind === "image/svg+xml" ? `data:${kind},${encodeURIComponent(data)}` : `data:${kind};base64,${data}`;
  return Object.assign(new Image(), { src: coded, alt: "" });
};
