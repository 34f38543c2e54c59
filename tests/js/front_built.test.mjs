import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { brotliDecompressSync } from "node:zlib";

const BUILT = new URL("../../journeykit/server/front/built/", import.meta.url);

test("each script lies beside its compressed self", () => {
  const scripts = readdirSync(BUILT).filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length >= 3);
  for (const name of scripts) {
    assert.deepEqual(brotliDecompressSync(readFileSync(new URL(`${name}.br`, BUILT))), readFileSync(new URL(name, BUILT)));
  }
});
