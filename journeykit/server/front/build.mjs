// Builds the script of journeykit's pages, under names that its content gives it: `make front` runs this.
// The folder `built` is what the server serves; another one can be given for tests.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] ?? join(HERE, "built");
const TARGET = ["chrome100", "firefox100", "safari15.4"];
/** What anywidget's ready-made file holds of others. */
const INSIDE = ["node_modules/@lukeed/uuid", "node_modules/solid-js"];
/** The licence of the packages that come without their own copy: all of them are Project Jupyter's. */
const JUPYTERS = join(HERE, "JUPYTER_LICENCE.txt");
const LUMINO = join(HERE, "node_modules/@lumino/widgets/src");

/** Lumino from its sources, file by file: its ready-made file is one piece, and pages need a tenth of it. */
const lumino = {
  name: "lumino",
  setup({ onResolve }) {
    onResolve({ filter: /^@lumino\/widgets$/ }, () => ({ path: join(LUMINO, "index.ts"), sideEffects: false }));
    onResolve({ filter: /^\.\// }, ({ path, resolveDir }) =>
      resolveDir === LUMINO ? { path: join(LUMINO, `${path}.ts`), sideEffects: false } : undefined,
    );
  },
};

/** A stylesheet as text, with all that it imports. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, write: false, target: TARGET });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

/** The packages whose sources went into the outputs, by their folder. */
function packages({ inputs }) {
  const folders = Object.keys(inputs).map((path) => path.match(/.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]);
  return [...new Set([...folders.filter(Boolean), ...INSIDE])].sort();
}

/** A package's name, version and the text of its licence. */
function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
  const file = readdirSync(join(HERE, folder)).find((each) => /^licen[cs]e/i.test(each));
  if (!file && !/^@(jupyter-widgets|lumino)\//.test(name)) throw new Error(`${name} has no licence text`);
  const text = readFileSync(file ? join(HERE, folder, file) : JUPYTERS, "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ["src/page.js"],
  outdir: OUT,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: [...TARGET, "es2022"],
  legalComments: "none", // they are in licences.txt
  metafile: true,
  plugins: [lumino, styles],
  alias: { jquery: "jquery/dist/jquery.slim.js", "sanitize-html": "./src/sanitize.js" },
  inject: ["src/define.js", "src/patience.js"],
  define: { "AbortSignal.any": "abortAny", "AbortSignal.timeout": "abortLater" },
  logLevel: "warning",
});
const [page, { imports }] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === "src/page.js");
const file = (path) => path.split("/").pop();
const first = [page, ...imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path)].map(file);
writeFileSync(join(OUT, "first.json"), `${JSON.stringify(first, null, 2)}\n`);
writeFileSync(join(OUT, "licences.txt"), packages(metafile).map(licence).join(`\n${"-".repeat(78)}\n\n`));
for (const name of readdirSync(OUT).filter((each) => each.endsWith(".js"))) {
  writeFileSync(join(OUT, `${name}.br`), brotliCompressSync(readFileSync(join(OUT, name))));
}
