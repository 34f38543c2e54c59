// What Python's output adds up to.

/** A text, which notebooks may keep as a list of lines. @param {string | string[] | undefined} text */
export const whole = (text) => (Array.isArray(text) ? text.join("") : (text ?? ""));

/** What one message adds to the outputs. @param {Record<string, any>[]} outputs @param {import("./frames.js").Message} message */
export function withMessage(outputs, { header, content }) {
  if (header.msg_type === "clear_output") return [];
  const last = outputs.at(-1);
  if (header.msg_type === "stream" && last?.output_type === "stream" && last.name === content.name) {
    return [...outputs.slice(0, -1), { ...last, text: whole(last.text) + whole(content.text) }];
  }
  return [...outputs, { output_type: header.msg_type, ...content }];
}
