// The script of every page that has a kernel: opens the link to it, shows its widgets, and looks after both.

import { classOf } from "./classes.js";
import { Kernel } from "./kernel.js";
import { Link } from "./link.js";
import { PageManager } from "./manager.js";
import { showAll } from "./views.js";

const told = (id) => JSON.parse(document.getElementById(id).textContent);
const { baseUrl, kernelId } = told("jupyter-config-data");
const { libraries, forget, words, later } = told("jk-page");

const kernel = new Kernel(`${location.origin.replace("http", "ws")}${baseUrl}api/kernels/${kernelId}/channels`);
const link = new Link(kernel, {
  url: `${baseUrl}alive?kernel=${encodeURIComponent(kernelId)}`,
  badge: document.getElementById("jk-link"),
  forget,
  words,
});
const manager = new PageManager(kernel, (name, module) => classOf(name, module, libraries));

const SPREAD_MS = 30000;

/** Have the browser fetch what later screens need, while nobody waits; the pages of a room not all at once. */
function fetchLater() {
  if (navigator.connection?.saveData) return;
  for (const href of later) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "script", href }));
  }
}

link.start();
kernel.open();
await manager.restore();
await showAll(manager);
document.body.classList.remove("jk-coming");
document.getElementById("jk-first").remove();
await manager.makeLinks();
setTimeout(fetchLater, SPREAD_MS * Math.random());
