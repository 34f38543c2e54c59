import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "UTC";
globalThis.document = { documentElement: { lang: "en" } };
const { keeping, timeLeft } = await import("../../journeykit/widgets/static/top_bar.js");

const words = {
  left: "about {minutes} min left",
  last_minute: "the last minute",
  over: "time is up",
  saving: "saving …",
  saved: "saved {time}",
  failed: "not saved yet",
};

test("the time left is told in whole minutes, rounded up, without a countdown of seconds", () => {
  assert.equal(timeLeft(480_000, 0, words), "about 8 min left");
  assert.equal(timeLeft(421_000, 0, words), "about 8 min left");
  assert.equal(timeLeft(61_000, 0, words), "about 2 min left");
  assert.equal(timeLeft(60_000, 0, words), "the last minute");
  assert.equal(timeLeft(1, 0, words), "the last minute");
  assert.equal(timeLeft(1, 1, words), "time is up");
});

test("no time is told where there is none", () => {
  assert.equal(timeLeft(0, 5, words), "");
});

test("what became of the last answer is told with its time", () => {
  assert.equal(keeping({ state: "saved", at_ms: Date.UTC(2026, 10, 3, 0, 5) }, words), "✓ saved 00:05");
  assert.equal(keeping({ state: "saving" }, words), "saving …");
  assert.equal(keeping({ state: "" }, words), "");
});

test("a failure says what to do, or at least that it is one", () => {
  assert.equal(keeping({ state: "failed", text: "Not saved yet. We try again." }, words), "Not saved yet. We try again.");
  assert.equal(keeping({ state: "failed" }, words), "not saved yet");
});
