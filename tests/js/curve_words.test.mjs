import assert from "node:assert/strict";
import { test } from "node:test";
import { frame, isNarrow } from "../../journeykit/widgets/static/curve_words.js";

test("seven step names fit under a wide chart and not on a phone", () => {
  assert.equal(isNarrow(1100, 7, "page"), false);
  assert.equal(isNarrow(250, 7, "phone"), true);
});

test("a projector needs more room for its larger letters", () => {
  assert.equal(isNarrow(1000, 9, "page"), false);
  assert.equal(isNarrow(1000, 9, "projector"), true);
});

test("a chart that is not laid out yet is not called narrow", () => {
  assert.equal(isNarrow(0, 7, "page"), false);
});

test("the frame stands around its step", () => {
  assert.deepEqual(frame(1, 4), { left: 25, width: 25 });
});
