import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, focusAfter, left, typing } from "../../journeykit/widgets/static/sheet.js";
import { draft, grouped, picked, waitFor } from "../../journeykit/widgets/static/sheet_fields.js";

test("the time left is told in minutes and seconds and never goes below zero", () => {
  assert.equal(left(481_000, 0), "08:01");
  assert.equal(left(1_001, 1_000), "00:01");
  assert.equal(left(1_000, 1_000), "00:00");
  assert.equal(left(0, 99_000), "00:00");
  assert.equal(left(6_000_000, 0), "100:00");
});

test("a key presses the action that names it, unless that is disabled", () => {
  const next = { id: "next", key: "ArrowRight" };
  assert.equal(actionOf([{ id: "a" }, next], "ArrowRight"), next);
  assert.equal(actionOf([{ ...next, disabled: true }], "ArrowRight"), undefined);
  assert.equal(actionOf([{ id: "a" }], undefined), undefined);
  assert.equal(actionOf([], "ArrowRight"), undefined);
});

test("a key that somebody types or scrolls with is no shortcut", () => {
  const within = (selector) => ({ closest: (selectors) => (selectors.split(", ").includes(selector) ? {} : null) });
  for (const place of ["input", "select", "textarea", "[contenteditable]", "[role=slider]", "[role=region][tabindex]"]) {
    assert.equal(typing(within(place)), true, place);
  }
  assert.equal(typing(within("button")), false);
  assert.equal(typing(null), false);
  assert.equal(typing({}), false);
});

test("when buttons change the focus stays on the same one, or on what does the same, or on the first", () => {
  const actions = [{ id: "lock:2", disabled: true }, { id: "uncover:1:wait" }, { id: "extend:1" }];
  assert.equal(focusAfter(actions, "extend:1"), "extend:1");
  assert.equal(focusAfter(actions, "uncover:1:book"), "uncover:1:wait");
  assert.equal(focusAfter(actions, "lock:1"), "uncover:1:wait");
  assert.equal(focusAfter([], "lock:1"), undefined);
});

test("fields of one group that follow each other stand under one heading", () => {
  const [a, b, c, d] = [{ id: "a" }, { id: "b", group: "Now" }, { id: "c", group: "Now" }, { id: "d" }];
  assert.deepEqual(grouped([a, b, c, d]), [
    { heading: "", fields: [a] },
    { heading: "Now", fields: [b, c] },
    { heading: "", fields: [d] },
  ]);
  assert.deepEqual(grouped([]), []);
});

test("a tap picks or takes back, in the order of the options, and never picks too many", () => {
  const field = { options: [["a", "A"], ["b", "B"], ["c", "C"]], most: 2 };
  assert.deepEqual(picked(field, [], "b"), ["b"]);
  assert.deepEqual(picked(field, ["b"], "a"), ["a", "b"]);
  assert.deepEqual(picked(field, ["a", "b"], "a"), ["b"]);
  assert.equal(picked(field, ["a", "b"], "c"), undefined);
  assert.deepEqual(picked({ ...field, most: 1 }, ["a", "b", "c"], "c"), ["a", "b"]); // too many already: may take back
  assert.deepEqual(picked({ options: field.options }, ["a", "b"], "c"), ["a", "b", "c"]);
});

test("what is typed goes after a pause of 700 ms, and at the latest 3 s after its first letter", () => {
  assert.equal(waitFor(10_000, 10_000), 700);
  assert.equal(waitFor(10_000, 12_000), 700);
  assert.equal(waitFor(10_000, 12_900), 100);
  assert.equal(waitFor(10_000, 13_500), 0);
});

test("what is filled in and not saved is kept under its name, apart from every other", () => {
  const held = new Map();
  const storage = {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => held.set(key, text),
    removeItem: (key) => held.delete(key),
  };
  draft(storage, "ABC-1-card").put({ what: "A board", share: true });
  assert.deepEqual(draft(storage, "ABC-1-card").read(), { what: "A board", share: true });
  assert.deepEqual(draft(storage, "XYZ-1-card").read(), {});
  draft(storage, "XYZ-1-card").drop();
  assert.deepEqual(draft(storage, "ABC-1-card").read(), { what: "A board", share: true });
  draft(storage, "ABC-1-card").drop();
  assert.equal(held.size, 0);
});
