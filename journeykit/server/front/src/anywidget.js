// anywidget's two classes. Its package defines them for an AMD loader.

import * as base from "@jupyter-widgets/base";
import "anywidget";
import { defined } from "./define.js";

const { AnyModel: Model, AnyView } = defined().factory(base);

/** A widget whose script may be an address on our server: it is made as soon as the script is there. */
class AnyModel extends Model {
  static serializers = { ...Model.serializers, _esm: { deserialize: (script, manager) => manager.scripts.come(script) } };
}

export { AnyModel, AnyView };
