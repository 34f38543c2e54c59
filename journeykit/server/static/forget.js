// What this tab kept of somebody who is not here any more: half a card or plan, answers on their way.
try {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("jk-")) sessionStorage.removeItem(name);
} catch {
  // The reader has switched storage off: nothing was kept.
}
