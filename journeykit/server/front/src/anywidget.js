// anywidget's two classes. Its package defines them for an AMD loader.

import * as base from "@jupyter-widgets/base";
import "anywidget";
import { defined } from "./define.js";

export const { AnyModel, AnyView } = defined().factory(base);
