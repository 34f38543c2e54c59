// Abort signals as anywidget needs them on the phones that people have; esbuild puts these in place of the browser's.

const LEAST_MS = 120000;

/** A signal after some time. anywidget gives a widget two seconds to start and tells a slower one nothing ever again;
 *  a tired phone needs longer. @param {number} ms */
export function abortLater(ms) {
  const later = new AbortController();
  setTimeout(() => later.abort(new DOMException("time is up", "TimeoutError")), Math.max(ms, LEAST_MS));
  return later.signal;
}

/** The first of some signals. Phones of before 2024 have none of their own. @param {AbortSignal[]} signals */
export function abortAny(signals) {
  const any = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) any.abort(signal.reason);
    else signal.addEventListener("abort", () => any.abort(signal.reason), { once: true, signal: any.signal });
  }
  return any.signal;
}
