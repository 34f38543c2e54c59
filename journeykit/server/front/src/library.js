// Other libraries of widgets, as they are installed beside Python: one script for the AMD loader of older notebooks.

/** @type {Map<string, Promise<Record<string, any>>>} */
const loaded = new Map();

/** What a library's script exports; loaded once.
 *  @param {string} url @param {(name: string) => any} part what the script may ask for by name */
export function library(url, part) {
  if (!loaded.has(url)) loaded.set(url, load(url, part));
  return loaded.get(url);
}

async function load(url, part) {
  const { needs, factory } = await run(url);
  const parts = await Promise.all(needs.map(part));
  const missing = needs.filter((_, at) => !parts[at]);
  if (missing.length) throw new Error(`${url} needs ${missing.join(", ")}`);
  return factory(...parts);
}

/** The scripts on their way. `define` is there only for them: other scripts would take the page for such a loader. */
const loading = new Set();

function define(...given) {
  const script = document.currentScript;
  if (loading.has(script)) script.defined = { needs: given.find(Array.isArray) ?? [], factory: given.at(-1) };
}
define.amd = {};

function run(url) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url });
    const end = (then) => () => {
      loading.delete(script);
      if (!loading.size) delete window.define;
      then();
    };
    loading.add(script);
    window.define = define;
    script.onload = end(() => (script.defined ? resolve(script.defined) : reject(new Error(`${url} defines no library`))));
    script.onerror = end(() => reject(new Error(`${url} cannot be loaded`)));
    document.head.append(script);
  });
}
