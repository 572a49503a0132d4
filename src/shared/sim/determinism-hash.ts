import { atan2, exp, log, tanh } from "../base/math.ts";
import { createRng } from "../base/rng.ts";
import { BODIES } from "../base/specs.ts";
import { createHopper } from "./create-hopper.ts";
import type { Hopper, Integrator } from "./types.ts";

/**
 * Runs a fixed script (hopping, falling, lying, pushes, a restore; both integrators; the functions of base/math) and hashes
 * every bit of every state: 16 hex digits that must be the same in Node, a worker, Chromium and Electron. Takes some 0.1 s.
 */
export function determinismHash(): string {
  const digest = new BitDigest();
  const integrators: readonly Integrator[] = ["rk4", "euler"];
  for (const integrator of integrators) {
    const hopper = createHopper({ integrator, terminate_when_unhealthy: false, max_episode_steps: Infinity });
    for (let seed = 1; seed <= 4; seed++) runScript(hopper, seed, digest);
  }
  const rng = createRng(99);
  for (let k = 0; k < 2000; k++) {
    const [x, y] = [rng.uniform(-20, 20), rng.normal()];
    for (const value of [exp(x), log(Math.abs(x)), tanh(y), atan2(x, y)]) digest.add(value);
  }
  return digest.hex();
}

const STEPS = 300;

function runScript(hopper: Hopper, seed: number, digest: BitDigest): void {
  const rng = createRng(seed);
  const action = new Float64Array(3);
  hopper.reset(seed);
  for (let step = 0; step < STEPS; step++) {
    const pull = seed % 2 === 0 ? 1 : 0;
    // random torques, or a spring towards a crouch that hops and then topples
    for (let j = 0; j < 3; j++) {
      const spring = -2 * (hopper.observation[2 + j] ?? NaN) - 0.3 * (hopper.observation[8 + j] ?? NaN);
      action[j] = pull * spring + rng.uniform(-1, 1);
    }
    if (step % 50 === 25)
      hopper.push({ body: BODIES[rng.int(4)] ?? "torso", x: rng.uniform(-3, 3), z: rng.uniform(0, 3) });
    if (step === 150) hopper.restore(hopper.snapshot());
    digest.add(hopper.step(action).reward);
    for (const value of hopper.qpos) digest.add(value);
    for (const value of hopper.qvel) digest.add(value);
  }
}

/** Two runs of Fowler, Noll and Vo's hash over the words of doubles, low word first on every host. */
class BitDigest {
  private readonly view = new DataView(new ArrayBuffer(8));
  private a = 0x811c9dc5;
  private b = 0x9747b28c;

  add(value: number): void {
    this.view.setFloat64(0, value, true);
    for (const at of [0, 4]) {
      const word = this.view.getUint32(at, true);
      this.a = Math.imul(this.a ^ word, 0x01000193);
      this.b = Math.imul(this.b ^ (word >>> 15) ^ (word << 17), 0x01000193);
    }
  }

  hex(): string {
    return [this.a, this.b].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
