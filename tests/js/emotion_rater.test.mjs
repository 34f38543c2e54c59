import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, chosen, filled, nextUnanswered } from "../../journeykit/widgets/static/emotion_rater.js";

const steps = [{ id: "booking" }, { id: "constructor" }, { id: "wait" }];

test("a choice joins the answers and leaves the old ones as they were", () => {
  const before = { booking: 1 };
  assert.deepEqual(chosen(before, "wait", -2), { booking: 1, wait: -2 });
  assert.deepEqual(before, { booking: 1 });
});

test("a change of mind replaces the answer", () => {
  assert.deepEqual(chosen({ wait: -2 }, "wait", 0), { wait: 0 });
});

test("neither is an answer, and a step with an odd name has none by itself", () => {
  assert.equal(answered(steps, {}), 0);
  assert.equal(answered(steps, { booking: 0 }), 1);
});

test("next goes on from the step touched last and comes round to those skipped", () => {
  assert.equal(nextUnanswered(steps, {}), "booking");
  assert.equal(nextUnanswered(steps, { booking: 0 }, "booking"), "constructor");
  assert.equal(nextUnanswered(steps, { wait: 0 }, "wait"), "booking");
  assert.equal(nextUnanswered(steps, {}, "wait"), "booking");
  assert.equal(nextUnanswered(steps, { booking: 0, constructor: 1, wait: 2 }, "wait"), undefined);
});

test("texts fill their own places only", () => {
  assert.equal(filled("{done} of {all}, {constructor}", { done: 2, all: 7 }), "2 of 7, {constructor}");
});
