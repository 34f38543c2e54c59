// All of ipywidgets' controls, for exercises that an analyst makes: loaded when a page has one that is not a box.

import css from "./controls.css";

// Before the page's own styles, which win where both say something.
document.head.prepend(Object.assign(document.createElement("style"), { textContent: css }));

export * as controls from "@jupyter-widgets/controls";
export * as output from "./output.js";
