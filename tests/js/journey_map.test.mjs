import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, pressed } from "../../journeykit/widgets/static/journey_map.js";

const steps = ["book", "wait", "pay"];

test("a press chooses a step, and another press on it takes the choice back", () => {
  assert.equal(pressed(null, "wait"), "wait");
  assert.equal(pressed("book", "wait"), "wait");
  assert.equal(pressed("wait", "wait"), null);
});

test("arrow keys, Home and End move along the steps and stop at their ends", () => {
  assert.equal(neighbour(steps, "book", "ArrowRight"), "wait");
  assert.equal(neighbour(steps, "book", "ArrowLeft"), "book");
  assert.equal(neighbour(steps, "wait", "End"), "pay");
  assert.equal(neighbour(steps, "wait", "Home"), "book");
});

test("other keys move nowhere", () => {
  assert.equal(neighbour(steps, "book", "Tab"), null);
});
