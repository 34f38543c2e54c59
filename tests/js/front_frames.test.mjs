import assert from "node:assert/strict";
import test from "node:test";
import { decode, encode } from "../../journeykit/server/front/src/frames.js";

const MESSAGE = {
  channel: "shell",
  header: { msg_id: "1", msg_type: "comm_msg" },
  parent_header: {},
  metadata: { version: "2.1.0" },
  content: { data: { text: "è 漢" } },
};

test("a frame begins with the number of its offsets and where each part begins", () => {
  const frame = encode({ ...MESSAGE, channel: "shell", header: {}, metadata: {}, content: {}, buffers: [] });
  const words = Array.from({ length: 7 }, (_, at) => Number(new DataView(frame.buffer).getBigUint64(8 * at, true)));
  assert.deepEqual(words, [6, 56, 61, 63, 65, 67, 69]); // 7 words of 8 bytes, then "shell" and four times "{}"
  assert.equal(new TextDecoder().decode(frame.slice(56)), "shell{}{}{}{}");
});

test("a message comes out as it went in, its buffers each by itself", () => {
  const buffers = [new Float64Array([1.5, -2]).buffer, new Uint8Array([7, 8, 9]).subarray(1)];
  const { buffers: heard, ...rest } = decode(encode({ ...MESSAGE, buffers }).buffer);
  assert.deepEqual(rest, MESSAGE);
  assert.deepEqual([...new Float64Array(heard[0].buffer)], [1.5, -2]);
  assert.deepEqual([...new Uint8Array(heard[1].buffer)], [8, 9]);
});
