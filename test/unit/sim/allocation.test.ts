import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { bundleScript } from "../../builders/bundle-script.ts";

const SIMULATOR = fileURLToPath(new URL("../../../src/shared/sim/create-hopper.ts", import.meta.url));
const STEPS = 60_000;

/** runs in a Node of its own, bundled as a user's is: the test runner's way of importing keeps V8 from inlining */
const DRIVER = `
const { PerformanceObserver } = require("node:perf_hooks");
const hopper = simulator.createHopper({ terminate_when_unhealthy: false, max_episode_steps: Infinity });
const action = new Float64Array(3);
function run(count) {
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < 3; j++) action[j] = ((k * (7 + j)) % 201) / 100 - 1;
    hopper.step(action);
  }
}
run(${STEPS});
let collections = 0;
const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
setTimeout(() => {
  observer.observe({ entryTypes: ["gc"] });
  run(${STEPS});
  setTimeout(() => console.log(collections), 50);
}, 50);
`;

it("allocates nothing in a step", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "pogo-allocation-"));
  try {
    const file = join(folder, "run.cjs");
    await writeFile(file, `${await bundleScript(SIMULATOR, "simulator")}\n${DRIVER}`);
    let collections = Infinity;
    // On a busy machine V8's other thread may compile the step late, and until then numbers are kept on the heap.
    for (let tries = 0; tries < 4 && collections > 2; tries += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [file]);
      collections = Number(stdout);
    }
    // one boxed number per evaluation, 16 bytes sixteen times a step, would bring about ten
    expect(collections).toBeLessThanOrEqual(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
