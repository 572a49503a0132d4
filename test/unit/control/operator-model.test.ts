import { describe, expect, it } from "vitest";
import { createLevelDriver } from "../../../src/shared/control/levels.ts";
import type { DriveLevel } from "../../../src/shared/control/levels.ts";
import { createOperatorModel, OPERATOR_GOALS, THUMB_RATE } from "../../../src/shared/control/operator-model.ts";
import type { OperatorGoal } from "../../../src/shared/control/operator-model.ts";
import { DEFAULT_STICK_OPTIONS } from "../../../src/shared/control/pad-sample.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";

/** Simulated seconds until the fall, and the mean speed of the second half. */
function drive(
  level: DriveLevel,
  goal: OperatorGoal,
  timeScale: number,
  seed: number,
  seconds: number,
): { readonly seconds: number; readonly speed: number; readonly x: number } {
  const steps = seconds * 125;
  const hopper = createHopper({ max_episode_steps: steps });
  hopper.reset(seed);
  const operator = createOperatorModel({ level, goal, timeScale, seed, sticks: DEFAULT_STICK_OPTIONS });
  const driver = createLevelDriver(level, DEFAULT_STICK_OPTIONS);
  const out = { action: new Float64Array(3), intended: new Float64Array(3), intent: new Float32Array(4) };
  let halfway = 0;
  for (let step = 0; step < steps; step++) {
    if (step === steps / 2) halfway = hopper.qpos[0] ?? 0;
    driver.act(hopper.observation, operator.sample(step, hopper.observation, hopper.qpos[0] ?? 0), out);
    if (hopper.step(out.action).terminated) return { seconds: step / 125, speed: Number.NaN, x: hopper.qpos[0] ?? 0 };
  }
  const x = hopper.qpos[0] ?? 0;
  return { seconds, speed: (x - halfway) / (seconds / 2), x };
}

describe("a simulated operator", () => {
  it("cruises without a fall for every goal, and holds its speed", () => {
    for (const goal of OPERATOR_GOALS) expect(drive("cruise", goal, 1, 1, 20).seconds).toBe(20);
    expect(drive("cruise", "hold", 1, 2, 20).speed).toBeCloseTo(1, 1);
    expect(drive("cruise", "stop", 1, 2, 20).speed).toBeLessThan(0.3);
    expect(drive("cruise", "pass", 1, 2, 20).x).toBeGreaterThan(5);
  });

  it("shapes hops for 30 s", () => {
    for (const goal of OPERATOR_GOALS) expect(drive("hop", goal, 1, 3, 30).seconds).toBe(30);
  });

  it("keeps the balance itself in slow motion, and cannot in real time", () => {
    const slow = [1, 2, 3, 4, 5].map((seed) => drive("joints", "hold", 1 / 8, seed, 8).seconds).sort((a, b) => a - b);
    expect(slow[2]).toBeGreaterThanOrEqual(5);
    expect(drive("joints", "hold", 1, 1, 8).seconds).toBeLessThan(3);
    expect(drive("torque", "hold", 1, 1, 8).seconds).toBeLessThan(1);
  });

  it("moves the same by the same seed, 60 times a second and 200 ms late", () => {
    const states = Array.from({ length: 200 }, (_, step) =>
      Float64Array.from({ length: 11 }, (_x, i) => (step < 50 ? 0 : i)),
    );
    const trace = (seed: number): number[] => {
      const operator = createOperatorModel({
        level: "torque",
        goal: "hold",
        timeScale: 1,
        seed,
        sticks: DEFAULT_STICK_OPTIONS,
      });
      return states.map((state, step) => operator.sample(step, state, 0).axes[0] ?? 0);
    };
    const axes = trace(4);
    expect(trace(4)).toEqual(axes);
    expect(trace(5)).not.toEqual(axes);
    const moves = axes.filter((axis, step) => step > 0 && axis !== axes[step - 1]).length;
    expect(moves).toBeGreaterThan((200 / 125) * THUMB_RATE * 0.3);
    expect(moves).toBeLessThanOrEqual((200 / 125) * THUMB_RATE + 1);
  });
});
