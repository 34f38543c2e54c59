// The lobby: asks each second how many are here, and moves on when the page's turn has come.
const { state, next } = document.currentScript.dataset;
const say = (id, text) => {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
};

async function ask() {
  try {
    const answer = await fetch(state, { cache: "no-store", signal: AbortSignal.timeout?.(5000) });
    if (answer.status === 403) return location.reload(); // the seat went on elsewhere: the server says so
    if (answer.ok) {
      const lobby = await answer.json();
      say("ready", lobby.ready);
      say("place", lobby.place);
      if (lobby.open) return location.replace(next);
    }
  } catch {
    // No link for a moment; the next second asks again.
  }
  return setTimeout(ask, 1000);
}
setTimeout(ask, document.currentScript.dataset.open ? 600 : 1000); // long enough to read "You are in"
