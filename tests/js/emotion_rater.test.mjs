import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, chosen, filled, nextUnanswered, shelf, unsent } from "../../journeykit/widgets/static/emotion_rater.js";

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

test("an answer waits until the same one is stored", () => {
  assert.deepEqual(unsent({ wait: 0, booking: 1 }, { booking: 1 }), { wait: 0 });
  assert.deepEqual(unsent({ wait: 0 }, { wait: 2 }), { wait: 0 });
  assert.deepEqual(unsent({ constructor: 1 }, {}), { constructor: 1 });
  assert.deepEqual(unsent({ wait: 0 }, { wait: 0, booking: 2 }), {});
});

const drawer = () => {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
};

test("answers on their way are found again under their own name only", () => {
  const storage = drawer();
  shelf(storage, "abc-1").put({ wait: -2 });
  assert.deepEqual(shelf(storage, "abc-1").read(), { wait: -2 });
  assert.deepEqual(shelf(storage, "abc-2").read(), {});
  assert.deepEqual(shelf(storage, "xyz-1").read(), {});
});

test("answers that have arrived leave nothing behind", () => {
  const storage = drawer();
  shelf(storage, "abc-1").put({ wait: -2 });
  shelf(storage, "abc-1").put({});
  assert.equal(storage.kept.size, 0);
  assert.deepEqual(shelf(storage, "abc-1").read(), {});
});
