import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { MAX_SPEED, MAX_TRIGGER } from "../../../src/shared/control/command-limits.ts";
import { createController, STANDING } from "../../../src/shared/control/hopper-controller.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../../src/shared/sim/types.ts";

interface Episode {
  readonly steps: number;
  readonly return: number;
  readonly speed: number;
  readonly height: number;
}

function drive(seed: number, speed: number, trigger = 0, options: Partial<HopperOptions> = {}): Episode {
  const hopper = createHopper(options);
  const controller = createController();
  const action = new Float32Array(3);
  hopper.reset(seed);
  const start = hopper.qpos[0] ?? NaN;
  let total = 0;
  let height = 0;
  for (;;) {
    controller.act(hopper.observation, { ...STANDING, speed, trigger }, action);
    const result = hopper.step(action);
    total += result.reward;
    if (hopper.steps > 300) height = Math.max(height, hopper.qpos[1] ?? NaN);
    if (result.terminated || result.truncated) {
      return {
        steps: hopper.steps,
        return: total,
        speed: ((hopper.qpos[0] ?? NaN) - start) / hopper.steps / 0.008,
        height,
      };
    }
  }
}

describe("the hopper controller", () => {
  it("hops for 1000 steps at every speed it allows, close to the speed asked for", () => {
    for (const speed of [0, 0.5, 1, 1.5, 2, MAX_SPEED]) {
      const episode = drive(1, speed);
      expect(episode.steps).toBe(1000);
      expect(Math.abs(episode.speed - speed)).toBeLessThan(0.2);
    }
  });

  it("returns at least 3100 at full speed", () => {
    for (let seed = 0; seed < 5; seed++) expect(drive(seed, MAX_SPEED).return).toBeGreaterThan(3100);
  });

  it("hops higher with the trigger", () => {
    expect(drive(1, 1, MAX_TRIGGER).height - drive(1, 1, 0).height).toBeGreaterThan(0.02);
  });

  it("survives pushes, noise and abrupt commands", () => {
    const hopper = createHopper();
    const controller = createController();
    const rng = createRng(8);
    const action = new Float32Array(3);
    let speed = 0;
    for (let k = 0; k < 1000; k++) {
      if (k % 250 === 0) speed = rng.uniform(0, MAX_SPEED);
      if (k % 333 === 100) hopper.push({ body: "torso", x: rng.uniform(-2, 2), z: 0 });
      controller.act(hopper.observation, { ...STANDING, speed }, action);
      for (let j = 0; j < 3; j++) action[j] = (action[j] ?? NaN) + 0.1 * rng.normal();
      expect(hopper.step(action).terminated).toBe(false);
    }
  });

  it("is memoryless and bounded", () => {
    const controller = createController();
    const other = createController();
    const rng = createRng(2);
    const [first, second] = [new Float64Array(3), new Float64Array(3)];
    for (let k = 0; k < 200; k++) {
      const observation = Float64Array.from({ length: 11 }, () => rng.uniform(-3, 3));
      controller.act(observation, { ...STANDING, speed: 1 }, first);
      other.act(observation, { ...STANDING, speed: 1 }, second);
      expect(first).toEqual(second);
      expect(first.every((torque) => Math.abs(torque) <= 1)).toBe(true);
    }
  });
});
