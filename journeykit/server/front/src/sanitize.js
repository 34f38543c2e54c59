// In place of sanitize-html, which is as large as half of all else here and which no page of ours needs: markup in the
// description of a widget is shown as the text that it is.

/** @param {string} html */
export default (html) => html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
