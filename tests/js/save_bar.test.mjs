import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "UTC";
globalThis.document = { documentElement: { lang: "en" } };
const { keeping, unsaved } = await import("../../journeykit/widgets/static/save_bar.js");

const words = { save: "Save", saved: "saved {time}", unsaved: "not saved yet", mend: "To mend" };

test("what is saved is told with its time", () => {
  assert.equal(keeping({ state: "saved", at_ms: Date.UTC(2026, 10, 3, 10, 42) }, words), "✓ saved 10:42");
});

test("nothing is told before anything was saved", () => {
  assert.equal(keeping({ state: "saved", at_ms: 0 }, words), "");
  assert.equal(keeping({ state: "" }, words), "");
});

test("a text goes first", () => {
  assert.equal(keeping({ state: "unsaved" }, words), "not saved yet");
  assert.equal(keeping({ state: "failed", text: "Not saved: 2 things to mend" }, words), "Not saved: 2 things to mend");
  assert.equal(keeping({ state: "saved", at_ms: 1, text: "Left out: 1 quote." }, words), "Left out: 1 quote.");
});

test("who leaves with something unsaved is asked, also when it was typed just now", () => {
  assert.equal(unsaved({ state: "unsaved" }, -Infinity, 0), true);
  assert.equal(unsaved({ state: "failed" }, -Infinity, 0), true);
  assert.equal(unsaved({ state: "saved" }, -Infinity, 0), false);
  assert.equal(unsaved({ state: "saved" }, 10_000, 10_400), true);
  assert.equal(unsaved({ state: "saved" }, 10_000, 13_000), false);
  assert.equal(unsaved({ state: "closed" }, 10_000, 10_400), false);
});
