import assert from "node:assert/strict";
import { test } from "node:test";

import { filled, idIn, percent } from "../../journeykit/widgets/static/upload.js";

const ID = "0123456789abcdef".repeat(2);

test("how much has gone is told in whole percent, and 100 only by the answer", () => {
  assert.deepEqual([[0, 200], [1, 200], [199, 200], [200, 200], [5, 0]].map(([loaded, total]) => percent(loaded, total)), [0, 0, 99, 99, 0]);
});

test("the id is read from an answer that is one", () => {
  assert.equal(idIn(200, JSON.stringify({ id: ID })), ID);
});

test("an answer that is none has no id", () => {
  for (const [status, text] of [[403, JSON.stringify({ id: ID })], [200, ""], [200, "<html>"], [200, "null"], [200, "{}"], [200, '{"id": 5}'], [200, '{"id": "../x"}'], [0, ""]]) {
    assert.equal(idIn(status, text), undefined, text);
  }
});

test("a name with braces stays as it is", () => {
  assert.equal(filled("Sending {name}: {percent} %", { name: "{percent}.csv", percent: 3 }), "Sending {percent}.csv: 3 %");
  assert.equal(filled("{constructor}", {}), "{constructor}");
});
