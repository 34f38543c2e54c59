import assert from "node:assert/strict";
import { test } from "node:test";
import { beside, filled, landing, left, places } from "../../journeykit/widgets/static/stage_builder.js";

const words = { periods: { before: "Before", during: "During", after: "After" } };
const step = (id, touchpoints = []) => ({ id, label: id.toUpperCase(), touchpoints });
const stages = [
  { id: "plan", label: "Plan", period: "before", steps: [step("ring")] },
  { id: "arrive", label: "Arrive", period: "during", steps: [] },
  { id: "visit", label: "Visit", period: "during", steps: [step("wait"), step("doctor", [{ id: "room", label: "Room" }])] },
];
const at = (id) => places(stages, words).get(id);

test("everything is found with its place in words", () => {
  assert.deepEqual([...places(stages, words).keys()], ["plan", "arrive", "visit", "ring", "wait", "doctor", "room"]);
  const { kind, to, where, index, all } = at("doctor");
  assert.deepEqual({ kind, to, where, index, all }, { kind: "step", to: "visit", where: "Visit", index: 1, all: 2 });
  assert.equal(at("visit").where, "During");
});

test("up and down go one place further in the same list", () => {
  assert.deepEqual(beside(at("doctor"), false), { to: "visit", index: 0 });
  assert.deepEqual(beside(at("wait"), true), { to: "visit", index: 1 });
});

test("at the end of a list a step goes over into the next stage, also an empty one", () => {
  assert.deepEqual(beside(at("wait"), false), { to: "arrive", index: 0 });
  assert.deepEqual(beside(at("ring"), true), { to: "arrive", index: 0 });
});

test("a stage goes over into the next period", () => {
  assert.deepEqual(beside(at("visit"), true), { to: "after", index: 0 });
  assert.deepEqual(beside(at("arrive"), false), { to: "before", index: 1 });
});

test("at both ends of the journey there is nowhere to go, and a touchpoint stays at its step", () => {
  assert.equal(beside(at("ring"), false), undefined);
  assert.equal(beside(at("doctor"), true), undefined);
  assert.equal(beside(at("room"), true), undefined);
});

test("a drop lands in the nearest list, after the rows whose middle is above", () => {
  const lists = [
    { to: "plan", top: 0, bottom: 100, middles: [25, 75] },
    { to: "arrive", top: 120, bottom: 140, middles: [] },
  ];
  assert.deepEqual(landing(lists, 10), { to: "plan", index: 0 });
  assert.deepEqual(landing(lists, 50), { to: "plan", index: 1 });
  assert.deepEqual(landing(lists, 108), { to: "plan", index: 2 });
  assert.deepEqual(landing(lists, 115), { to: "arrive", index: 0 });
  assert.deepEqual(landing(lists, 999), { to: "arrive", index: 0 });
});

test("texts are filled and counted as Python does it", () => {
  assert.equal(filled("Move “{label}” up", { label: "Wait" }), "Move “Wait” up");
  assert.equal(left("👍 ok", 60), 56);
});
