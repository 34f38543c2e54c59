import assert from "node:assert/strict";
import test from "node:test";
import { Scripts } from "../../journeykit/server/front/src/scripts.js";

const fails = (times, error = new TypeError("Failed to fetch dynamically imported module")) => {
  const asked = [];
  const load = async (url) => {
    asked.push(url);
    if (asked.length <= times) throw error;
  };
  return { asked, scripts: new Scripts("http://kit", load, 1) };
};

test("a script that is text stays as it is", () => {
  const { scripts, asked } = fails(0);
  assert.equal(scripts.come("export default {}"), "export default {}");
  assert.deepEqual(asked, []);
});

test("a script of the server is asked for once, for all widgets that need it", async () => {
  const { scripts, asked } = fails(0);
  assert.deepEqual(await Promise.all([scripts.come("/kit/a.js"), scripts.come("/kit/a.js")]), ["http://kit/kit/a.js", "http://kit/kit/a.js"]);
  assert.deepEqual(asked, ["http://kit/kit/a.js"]);
});

test("a script that the network has swallowed is asked for again, by another address", async () => {
  const { scripts, asked } = fails(2);
  assert.equal(await scripts.come("/kit/a.js"), "http://kit/kit/a.js?try=2");
  assert.equal(asked.length, 3);
});

test("a script that is wrong is not asked for again", async () => {
  const { scripts, asked } = fails(9, new SyntaxError("Unexpected token"));
  const { error } = console;
  console.error = () => {};
  assert.equal(await scripts.come("/kit/a.js"), "http://kit/kit/a.js");
  console.error = error;
  assert.equal(asked.length, 1);
});
