// The script of every page that has a kernel: opens the link to it, shows its widgets, and looks after both.

import { classOf } from "./classes.js";
import { Kernel } from "./kernel.js";
import { Link } from "./link.js";
import { PageManager } from "./manager.js";
import { showAll } from "./views.js";

const told = (id) => JSON.parse(document.getElementById(id).textContent);
const { baseUrl, kernelId } = told("jupyter-config-data");
const { libraries, forget, words } = told("jk-page");

const kernel = new Kernel(`${location.origin.replace("http", "ws")}${baseUrl}api/kernels/${kernelId}/channels`);
const link = new Link(kernel, {
  url: `${baseUrl}alive?kernel=${encodeURIComponent(kernelId)}`,
  badge: document.getElementById("jk-link"),
  forget,
  words,
});
const manager = new PageManager(kernel, (name, module) => classOf(name, module, libraries));

/** Have the browser fetch what a later screen needs, while nobody waits. */
function fetchAhead() {
  for (const href of manager.librariesToCome(libraries)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "script", href }));
  }
}

const whenIdle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1000));

link.start();
kernel.open();
await manager.restore();
await showAll(manager);
document.body.classList.remove("jk-coming");
document.getElementById("jk-first").remove();
await manager.makeLinks();
whenIdle(fetchAhead);
