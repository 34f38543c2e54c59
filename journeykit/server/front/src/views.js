// The views of the page's widgets, each where its notebook shows it.

import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

/** Show every widget that the page names. Resolves when all of them are drawn.
 *  @param {import("./manager.js").PageManager} manager */
export async function showAll(manager) {
  const places = [...document.querySelectorAll(VIEW)];
  await Promise.all(places.map((place) => show(manager, place).catch((error) => console.error(error))));
}

async function show(manager, place) {
  const { model_id } = JSON.parse(place.textContent);
  const view = await manager.create_view(await manager.get_model(model_id));
  const host = document.createElement("div");
  place.replaceWith(host);
  Widget.attach(view.luminoWidget, host);
  await whole(view);
  new ResizeObserver(() => MessageLoop.postMessage(view.luminoWidget, Widget.ResizeMessage.UnknownSize)).observe(host);
}

/** Wait for a view and for all views inside it. */
async function whole(view) {
  const inside = await Promise.all(view.children_views?.views ?? []);
  await Promise.all(inside.map(whole));
}
