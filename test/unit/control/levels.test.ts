import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clamp } from "../../../src/shared/base/math.ts";
import { MAX_HOP_HEIGHT, MAX_HOP_THRUST, MAX_TRIGGER } from "../../../src/shared/control/command-limits.ts";
import { createController, STANDING } from "../../../src/shared/control/hopper-controller.ts";
import { JOINT_SPRINGS, JOINT_TRAVELS } from "../../../src/shared/control/joint-targets.ts";
import { createLevelDriver, DRIVE_LEVELS } from "../../../src/shared/control/levels.ts";
import type { LevelOutput } from "../../../src/shared/control/levels.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";

const sticks = { deadZone: 0.1, expo: 0 };
const output = (): LevelOutput => ({
  action: new Float64Array(3),
  intended: new Float64Array(3),
  intent: new Float32Array(4),
});

describe("levels of help", () => {
  it("cruise is the controller itself", () => {
    const hopper = createHopper();
    hopper.reset(3);
    const out = output();
    const expected = new Float64Array(3);
    createLevelDriver("cruise", sticks).act(hopper.observation, { axes: [], buttons: [] }, out);
    createController().act(hopper.observation, STANDING, expected);
    expect(out.action).toEqual(expected);
  });

  it("hop gives height and thrust together no more push-off than the controller bears; the row says what was asked for", () => {
    const hopper = createHopper();
    hopper.reset(3);
    const out = output();
    const expected = new Float64Array(3);
    const buttons = Array.from({ length: 17 }, () => 1);
    createLevelDriver("hop", sticks).act(hopper.observation, { axes: [], buttons }, out);
    createController().act(hopper.observation, { ...STANDING, trigger: MAX_TRIGGER }, expected);
    expect(out.action).toEqual(expected);
    expect([...out.intent]).toEqual([0, MAX_HOP_HEIGHT, 0, MAX_HOP_THRUST]);
  });

  it("torque gives the sticks to the joints, past the dead zone", () => {
    const out = output();
    const driver = createLevelDriver("torque", sticks);
    driver.act(new Float64Array(11), { axes: [1, 0, 0, -0.55], buttons: [] }, out);
    expect([...out.action]).toEqual([1, expect.closeTo(0, 12), expect.closeTo(0.5, 12)]);
    driver.act(new Float64Array(11), { axes: [0.05, 0.05, 0, 0], buttons: [] }, out);
    expect([...out.action].map(Math.abs)).toEqual([0, 0, 0]);
  });

  it("joints pulls to the sticks with spring and damper, and keeps what clipping took", () => {
    const out = output();
    const driver = createLevelDriver("joints", sticks);
    const observation = new Float64Array(11);
    observation[3] = JOINT_TRAVELS[1].rest + 0.1;
    observation[9] = 0.2;
    driver.act(observation, { axes: [0, 0, 0, 0], buttons: [] }, out);
    const { stiffness, damping } = JOINT_SPRINGS[1];
    expect(out.action[1]).toBeCloseTo(-0.1 * stiffness - 0.2 * damping, 12);
    driver.act(observation, { axes: [-1, 0, 0, 0], buttons: [] }, out);
    expect(out.action[0]).toBe(-1);
    expect(out.intended[0]).toBeCloseTo(
      JOINT_SPRINGS[0].stiffness * (JOINT_TRAVELS[0].rest - JOINT_TRAVELS[0].travel),
      12,
    );
  });

  it("always gives torques within their limits, and beside them those that were wanted", () => {
    const axis = fc.double({ min: -1, max: 1, noNaN: true });
    const state = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(
        fc.constantFrom(...DRIVE_LEVELS),
        state,
        fc.array(axis, { minLength: 4, maxLength: 4 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 17, maxLength: 17 }),
        fc.boolean(),
        (level, observation, axes, buttons, isTakenOver) => {
          const out = output();
          const driver = createLevelDriver(level, sticks);
          if (isTakenOver) driver.take(0);
          driver.act(observation, { axes, buttons }, out);
          expect(out.action.every((torque) => torque >= -1 && torque <= 1)).toBe(true);
          expect(out.intended.every(Number.isFinite)).toBe(true);
          expect(out.action).toEqual(out.intended.map((torque) => clamp(torque, -1, 1)));
        },
      ),
    );
  });

  it.each(["cruise", "hop"] as const)("%s keeps what clipping took, whoever held before", (level) => {
    for (const isTakenOver of [false, true]) {
      const hopper = createHopper();
      hopper.reset(3);
      const driver = createLevelDriver(level, sticks);
      if (isTakenOver) driver.take(0);
      const out = output();
      const wanted: number[] = [];
      for (let step = 0; step < 200 && !hopper.step(Float32Array.from(out.action)).terminated; step += 1) {
        driver.act(hopper.observation, { axes: [0.4, 0, 0, 0], buttons: [] }, out);
        wanted.push(...out.intended);
      }
      expect(wanted.filter((torque) => Math.abs(torque) > 1).length).toBeGreaterThan(10);
    }
  });
});
