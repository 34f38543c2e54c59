import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, left, rows, withOneMore, withoutRow, withRow } from "../../journeykit/widgets/static/persona_builder.js";

test("characters are counted as Python counts them, without the spaces around", () => {
  assert.equal(left(" Amina ", 60), 55);
  assert.equal(left("👍🏽", 60), 58);
  assert.equal(left("x".repeat(61), 60), -1);
});

test("an empty list invites with one empty row", () => {
  assert.deepEqual(rows({}, "fears"), [""]);
  assert.deepEqual(rows({ fears: [] }, "fears"), [""]);
  assert.deepEqual(rows({ fears: ["a", ""] }, "fears"), ["a", ""]);
});

test("writing, adding and removing rows leave the old draft as it was", () => {
  const draft = { name: "Amina", fears: ["a", "b"] };
  assert.deepEqual(withRow(draft, "fears", 1, "c"), { name: "Amina", fears: ["a", "c"] });
  assert.deepEqual(withOneMore(draft, "fears"), { name: "Amina", fears: ["a", "b", ""] });
  assert.deepEqual(withoutRow(draft, "fears", 0), { name: "Amina", fears: ["b"] });
  assert.deepEqual(draft, { name: "Amina", fears: ["a", "b"] });
});

test("the first letter in the inviting row begins the list", () => {
  assert.deepEqual(withRow({}, "fears", 0, "a"), { fears: ["a"] });
});

test("texts fill their own places only", () => {
  assert.equal(filled("{n} left, {toString}", { n: 3 }), "3 left, {toString}");
});
