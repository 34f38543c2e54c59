// Kernel messages as the websocket's v1 frames carry them: the number of offsets, the offsets, then channel, header,
// parent header, metadata, content and buffers, one after the other.

/** @typedef {{channel: string, header: Record<string, any>, parent_header: Record<string, any>,
 *  metadata: Record<string, any>, content: Record<string, any>, buffers: (ArrayBuffer | ArrayBufferView)[]}} Message */

const WORD = 8; // bytes of an offset: an unsigned 64-bit little-endian number
const HIGH = 2 ** 32;

const bytes = (buffer) => (ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer));

/** A message as one frame. @param {Message} message @returns {Uint8Array} */
export function encode({ channel, header, parent_header, metadata, content, buffers }) {
  const text = new TextEncoder();
  const parts = [
    text.encode(channel),
    ...[header, parent_header, metadata, content].map((part) => text.encode(JSON.stringify(part))),
    ...buffers.map(bytes),
  ];
  const offsets = [WORD * (parts.length + 2)];
  for (const part of parts) offsets.push(offsets.at(-1) + part.length);
  const frame = new Uint8Array(offsets.at(-1));
  const view = new DataView(frame.buffer);
  [offsets.length, ...offsets].forEach((number, at) => {
    view.setUint32(WORD * at, number % HIGH, true);
    view.setUint32(WORD * at + 4, Math.floor(number / HIGH), true);
  });
  parts.forEach((part, at) => frame.set(part, offsets[at]));
  return frame;
}

/** A frame as a message; each of its buffers is one of its own. @param {ArrayBuffer} frame @returns {Message} */
export function decode(frame) {
  const view = new DataView(frame);
  const word = (at) => view.getUint32(WORD * at, true) + HIGH * view.getUint32(WORD * at + 4, true);
  const offsets = Array.from({ length: word(0) }, (_, at) => word(at + 1));
  const part = (at) => frame.slice(offsets[at], offsets[at + 1]);
  const text = new TextDecoder();
  const json = (at) => JSON.parse(text.decode(part(at)));
  return {
    channel: text.decode(part(0)),
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    buffers: offsets.slice(5, -1).map((_, at) => new DataView(part(at + 5))),
  };
}
