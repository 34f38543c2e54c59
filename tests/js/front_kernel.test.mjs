import assert from "node:assert/strict";
import test from "node:test";
import { decode, encode } from "../../journeykit/server/front/src/frames.js";
import { Comm } from "../../journeykit/server/front/src/comm.js";
import { callBack, Kernel, patience } from "../../journeykit/server/front/src/kernel.js";

/** A kernel whose sockets are opened and cut by hand; `said` is what went over the last one. */
function page(silence_ms = 5000) {
  const sockets = [];
  const kernel = new Kernel("ws://kit/channels", () => {
    const socket = { sent: [], send: (frame) => socket.sent.push(decode(frame.buffer)), close: () => {} };
    sockets.push(socket);
    return socket;
  }, silence_ms);
  const last = () => sockets.at(-1);
  return {
    kernel,
    sockets,
    said: () => last().sent.map(({ header, content }) => content.data ?? header.msg_type),
    connect: () => {
      kernel.open();
      last().onopen();
    },
    cut: () => last().onclose(),
    hear: (msg_type, parent, content = {}, channel = "iopub") =>
      last().onmessage({
        data: encode({ channel, header: { msg_type }, parent_header: { msg_id: parent }, metadata: {}, content, buffers: [] }).buffer,
      }),
    settled: () => kernel.chain,
    end: () => kernel.close(),
  };
}

const status = (execution_state) => ({ execution_state });

test("what is said before the link is open goes over it in order", () => {
  const { kernel, connect, said, end } = page();
  const comm = new Comm(kernel, "jupyter.widget", "a");
  comm.send("first");
  comm.send("second");
  connect();
  comm.send("third");
  assert.deepEqual(said(), ["first", "second", "third"]);
  end();
});

test("after a loss only what the kernel did not hear is said again, before what was said meanwhile", async () => {
  const { kernel, connect, cut, hear, said, settled, sockets, end } = page();
  const comm = new Comm(kernel, "jupyter.widget", "a");
  connect();
  const heard = comm.send("heard");
  comm.send("lost");
  const replayed = comm.send("heard, and told after the loss");
  hear("status", heard, status("busy"));
  await settled();
  cut();
  comm.send("meanwhile");
  connect();
  assert.deepEqual(said(), ["kernel_info_request"]);
  hear("status", replayed, status("busy"));
  hear("status", sockets.at(-1).sent[0].header.msg_id, status("idle"));
  await settled();
  assert.deepEqual(said(), ["kernel_info_request", "lost", "meanwhile"]);
  end();
});

test("a loss while it is asked what was heard loses nothing either", async () => {
  const { kernel, connect, cut, hear, said, settled, sockets, end } = page();
  connect();
  new Comm(kernel, "jupyter.widget", "a").send("lost");
  cut();
  connect();
  cut();
  connect();
  assert.deepEqual(said(), ["kernel_info_request"]);
  hear("status", sockets.at(-1).sent[0].header.msg_id, status("idle"));
  await settled();
  assert.deepEqual(said(), ["kernel_info_request", "lost"]);
  end();
});

test("without anything on its way a new link is used at once", () => {
  const { connect, cut, said, end } = page();
  connect();
  cut();
  connect();
  assert.deepEqual(said(), []);
  end();
});

test("a comm hears one message after the other, and what no comm knows goes to the page", async () => {
  const { kernel, connect, hear, settled, end } = page();
  const heard = [];
  new Comm(kernel, "jupyter.widget", "a").on_msg(async ({ content }) => {
    await new Promise((done) => setTimeout(done, content.data === "slow" ? 20 : 0));
    heard.push(content.data);
  });
  kernel.unknown = ({ content }) => heard.push(`unknown ${content.comm_id}`);
  connect();
  hear("comm_msg", "", { comm_id: "a", data: "slow" });
  hear("comm_msg", "", { comm_id: "b", data: "" });
  hear("comm_msg", "", { comm_id: "a", data: "quick" });
  await settled();
  assert.deepEqual(heard, ["slow", "unknown b", "quick"]);
  end();
});

test("who sent a message is told when the kernel is done with it", async () => {
  const { kernel, connect, hear, settled, end } = page();
  const states = [];
  const callbacks = { iopub: { status: ({ content }) => states.push(content.execution_state) } };
  connect();
  const message = new Comm(kernel, "jupyter.widget", "a").send("x", callbacks);
  for (const state of ["busy", "idle", "busy"]) hear("status", message, status(state));
  await settled();
  assert.deepEqual(states, ["busy", "idle"]);
  end();
});

test("a dead kernel is told of, and a failing widget stops no other message", async () => {
  const { kernel, connect, hear, settled, end } = page();
  let dead = 0;
  kernel.addEventListener("dead", () => (dead += 1));
  kernel.unknown = () => {
    throw new Error("as a widget may");
  };
  const { error } = console;
  console.error = () => {};
  connect();
  hear("comm_msg", "", { comm_id: "a", data: "" });
  hear("status", "", status("dead"));
  await settled();
  console.error = error;
  assert.equal(dead, 1);
  end();
});

test("a message without an answer is noticed, also one that came after another was answered", async () => {
  const { kernel, connect, hear, settled, end } = page(30);
  let silent = 0;
  kernel.addEventListener("silent", () => (silent += 1));
  connect();
  const comm = new Comm(kernel, "jupyter.widget", "a");
  hear("status", comm.send("answered"), status("idle"));
  await settled();
  await new Promise((done) => setTimeout(done, 10));
  comm.send("swallowed");
  await new Promise((done) => setTimeout(done, 200));
  assert.equal(silent, 1);
  end();
});

test("the pauses between tries grow to five seconds, half of it up or down", () => {
  assert.equal(patience(0, 0.5), 300);
  assert.equal(patience(2, 0.5), 1200);
  assert.equal(patience(9, 0), 2500);
  assert.equal(patience(9, 1), 7500);
});

test("replies and outputs go to their own callbacks", () => {
  const heard = [];
  const to = (name) => () => heard.push(name);
  const callbacks = { shell: { reply: to("reply") }, iopub: { status: to("status"), output: to("output"), clear_output: to("clear") } };
  for (const [channel, msg_type] of [["shell", "x_reply"], ["iopub", "status"], ["iopub", "stream"], ["iopub", "clear_output"], ["iopub", "comm_msg"]]) {
    callBack(callbacks, { channel, header: { msg_type } });
  }
  assert.deepEqual(heard, ["reply", "status", "output", "clear"]);
});
