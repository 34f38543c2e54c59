import assert from "node:assert/strict";
import { test } from "node:test";
import { draft } from "../../journeykit/widgets/static/sheet_fields.js";
import { shelf } from "../../journeykit/widgets/static/emotion_rater.js";

/** A tab's storage: what it holds are its own keys, as in a browser. */
class Tab {
  getItem(key) { return this[key] ?? null; }
  setItem(key, text) { this[key] = text; }
  removeItem(key) { delete this[key]; }
}
const given = (get) => Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get });

test("of somebody who is gone the tab forgets half a card, half a plan and answers on their way, and nothing else", async () => {
  const tab = new Tab();
  given(() => tab);
  draft(tab, "ABC-1-action_card").put({ what: "Half a card" });
  draft(tab, "ABC-1-commitment").put({ if_text: "half a plan" });
  shelf(tab, "ABC-1").put({ wait: -2 });
  tab.setItem("elsewhere", "not ours");
  assert.equal(Object.keys(tab).length, 4);
  await import("../../journeykit/server/static/forget.js?kept");
  assert.deepEqual(Object.keys(tab), ["elsewhere"]);
});

test("where the reader has switched storage off there is nothing to forget", async () => {
  given(() => {
    throw new Error("switched off");
  });
  await import("../../journeykit/server/static/forget.js?off");
});
