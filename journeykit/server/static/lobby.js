// The lobby: hears when the page's turn has come, and until then which place it has in the queue.
const { state, next, before } = document.currentScript.dataset;
const say = (id, text) => {
  const place = document.getElementById(id);
  if (place && place.textContent !== text) place.textContent = text;
};
let seen = before;

async function ask() {
  try {
    // The server answers when there is news, at the latest after 20 s.
    const answer = await fetch(`${state}?seen=${seen}`, { cache: "no-store", signal: AbortSignal.timeout?.(40000) });
    if (answer.status === 403) return location.reload(); // the seat went on elsewhere: the server says so
    if (answer.ok) {
      const lobby = await answer.json();
      say("ready", lobby.ready);
      say("place", lobby.place);
      if (lobby.open) return location.replace(next);
      seen = lobby.before;
      return ask();
    }
  } catch {
    // No link for a moment.
  }
  return setTimeout(ask, 1000);
}
ask();
