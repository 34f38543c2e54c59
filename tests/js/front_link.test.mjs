import assert from "node:assert/strict";
import test from "node:test";
import { clockOff, lately, nextLook, verdict } from "../../journeykit/server/front/src/link.js";
import { withMessage } from "../../journeykit/server/front/src/outputs.js";
import sanitize from "../../journeykit/server/front/src/sanitize.js";

test("deleted answers end the page, a kernel or a server that is gone loads it anew", () => {
  assert.equal(verdict({ boot: "a", kernel: "ended" }, "b"), "over");
  assert.equal(verdict({ boot: "a", kernel: "gone" }, "a"), "reload");
  assert.equal(verdict({ boot: "b", kernel: "connected" }, "a"), "reload");
  assert.equal(verdict({ boot: "a", kernel: "connected" }, null), "connected");
  assert.equal(verdict({ boot: "a", kernel: "waiting" }, "a"), "waiting");
});

test("an open link is looked after once in one or two minutes, a lost one each two seconds", () => {
  assert.equal(nextLook({ open: true, failures: 0, chance: 0 }), 60000);
  assert.equal(nextLook({ open: true, failures: 0, chance: 1 }), 120000);
  assert.equal(nextLook({ open: false, failures: 0, chance: 1 }), 4000);
  assert.equal(nextLook({ open: true, failures: 1, chance: 1 }), 2000);
});

test("only the reloads of the last minute count", () => {
  assert.deepEqual(lately([1000, 50000, 61500], 62000), [50000, 61500]);
});

test("a clock counts as off from two and a half seconds on", () => {
  const now = Date.parse("2026-11-03T09:00:00Z");
  assert.equal(clockOff("Tue, 03 Nov 2026 09:00:02 GMT", now), 0);
  assert.equal(clockOff("Tue, 03 Nov 2026 09:05:00 GMT", now), 300000);
  assert.equal(clockOff(null, now), 0);
});

test("printed lines run on, and clearing empties", () => {
  const stream = (text) => ({ header: { msg_type: "stream" }, content: { name: "stdout", text } });
  const printed = withMessage(withMessage([], stream("a\n")), stream("b\n"));
  assert.deepEqual(printed, [{ output_type: "stream", name: "stdout", text: "a\nb\n" }]);
  assert.equal(withMessage(printed, { header: { msg_type: "display_data" }, content: { data: {} } }).length, 2);
  assert.deepEqual(withMessage(printed, { header: { msg_type: "clear_output" }, content: {} }), []);
});

test("markup in a description is shown as it is written", () => {
  assert.equal(sanitize('<img src=x onerror="alert(1)"> &'), "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;");
});
