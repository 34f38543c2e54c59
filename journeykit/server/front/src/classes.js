// Where the classes of widgets come from: what every page needs is here, all else is loaded when it is first needed.

import * as base from "@jupyter-widgets/base";
import * as boxes from "@jupyter-widgets/controls/lib/widget_box";
import { AnyModel, AnyView } from "./anywidget.js";
import { library } from "./library.js";

const OWN = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": boxes,
  anywidget: { AnyModel, AnyView },
};
const LATER = {
  "@jupyter-widgets/controls": () => import("./controls.js").then(({ controls }) => controls),
  "@jupyter-widgets/output": () => import("./controls.js").then(({ output }) => output),
};

/** The parts that libraries of widgets ask for by name, all of them whole. @param {string} name */
const part = (name) => (name === "@jupyter-widgets/base" ? base : LATER[name]?.());

/** The class of a model or view. Rejects when nothing here or on the server has it.
 *  @param {string} name @param {string} module @param {Record<string, string>} libraries the scripts of other modules */
export async function classOf(name, module, libraries) {
  const found = OWN[module]?.[name] ?? (await LATER[module]?.())?.[name];
  if (found) return found;
  if (!libraries[module]) throw new Error(`No library of widgets is installed that has ${module}`);
  const other = (await library(libraries[module], part))[name];
  if (!other) throw new Error(`${module} has no ${name}`);
  return other;
}
