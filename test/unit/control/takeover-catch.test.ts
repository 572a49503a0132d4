import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STEP_SECONDS } from "../../../src/shared/base/specs.ts";
import { MAX_ACCELERATION } from "../../../src/shared/control/command-limits.ts";
import { createLevelDriver } from "../../../src/shared/control/levels.ts";
import type { LevelDriver, LevelOutput } from "../../../src/shared/control/levels.ts";
import { CATCH_WAYS, createTakeoverCatch } from "../../../src/shared/control/takeover-catch.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";

const sticks = { deadZone: 0, expo: 0 };
const output = (): LevelOutput => ({
  action: new Float64Array(3),
  intended: new Float64Array(3),
  intent: new Float32Array(4),
});
const padAt = (axis: number): { readonly axes: readonly number[]; readonly buttons: readonly number[] } => ({
  axes: [axis, 0, 0, 0],
  buttons: [],
});

/** a hopper that cruises at 2.2 m/s, some hops after its start */
function cruising(steps: number): { readonly hopper: ReturnType<typeof createHopper>; readonly driver: LevelDriver } {
  const hopper = createHopper();
  hopper.reset(5);
  const driver = createLevelDriver("cruise", sticks);
  const out = output();
  while (hopper.steps < steps) {
    driver.act(hopper.observation, padAt(1), out);
    hopper.step(out.action);
  }
  return { hopper, driver };
}

describe("what catches a hopper that is taken over", () => {
  test("does nothing before it is told, and nothing after it is done", () => {
    const caught = createTakeoverCatch();
    const out = new Float64Array([7, 7, 7]);
    expect(caught.act(new Float64Array(11), out)).toBe(false);
    expect([...out]).toEqual([7, 7, 7]);
    const caughtBy = Array.from({ length: CATCH_WAYS }, (_, way) => {
      caught.take(way);
      const unclipped = new Float64Array(3);
      expect(caught.act(new Float64Array(11), out, unclipped)).toBe(true);
      return unclipped.join(" ");
    });
    expect(new Set(caughtBy).size).toBe(CATCH_WAYS);
    caught.reset();
    expect(caught.act(new Float64Array(11), out)).toBe(false);
  });

  test("the command follows the stick at 1 m/s² from a standstill, and stays where the stick is", () => {
    const caught = createTakeoverCatch();
    const up = Array.from({ length: 200 }, () => caught.ease(1.3));
    expect(up[0]).toBeCloseTo(MAX_ACCELERATION * STEP_SECONDS, 12);
    expect(up.findIndex((command) => command === 1.3) * STEP_SECONDS).toBeCloseTo(1.3 / MAX_ACCELERATION, 1);
    expect(up.at(-1)).toBe(1.3);
    expect(caught.ease(0)).toBeCloseTo(1.3 - MAX_ACCELERATION * STEP_SECONDS, 12);
    caught.reset();
    expect(caught.ease(0)).toBe(0);
  });

  test("leads the command from the hopper's own speed to the stick's at 1 m/s²", () => {
    const { hopper } = cruising(300);
    const caught = createTakeoverCatch();
    const action = new Float64Array(3);
    caught.take(0);
    while (caught.act(hopper.observation, action)) hopper.step(action);
    const commands = Array.from({ length: 300 }, () => caught.ease(2.2));
    const first = commands[0] ?? Number.NaN;
    expect(first).toBeGreaterThan(0.3);
    expect(first).toBeLessThan(1.75);
    const steps = commands.slice(1).map((command, i) => command - (commands[i] ?? Number.NaN));
    expect(Math.max(...steps)).toBeLessThanOrEqual(STEP_SECONDS + 1e-12);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(commands.at(-1)).toBe(2.2);
  });

  test("holds a hopper that the controller itself drove, taken over at any step, and slows it to the stick", () => {
    for (const moment of [0, 30, 101, 222, 333, 404]) {
      const { hopper, driver } = cruising(moment);
      const out = output();
      driver.take(0);
      for (let step = 0; step < 550; step += 1) {
        driver.act(hopper.observation, padAt(0.4), out);
        expect(out.intent[0]).toBeCloseTo(0.4 * 2.2, 6);
        expect(hopper.step(out.action).terminated, `taken over at ${moment}, step ${step}`).toBe(false);
      }
      const x = hopper.qpos[0] ?? Number.NaN;
      for (let step = 0; step < 125; step += 1) {
        driver.act(hopper.observation, padAt(0.4), out);
        hopper.step(out.action);
      }
      expect((hopper.qpos[0] ?? Number.NaN) - x).toBeLessThan(1.3);
    }
  });

  test("another driver that is given its memory goes on the same way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250 }), (moment) => {
        const { hopper, driver } = cruising(200);
        const out = output();
        driver.take(0);
        for (let step = 0; step < moment; step += 1) {
          driver.act(hopper.observation, padAt(0.1), out);
          hopper.step(out.action);
        }
        const other = createLevelDriver("cruise", sticks);
        other.memory.set(driver.memory);
        const expected = output();
        for (let step = 0; step < 20; step += 1) {
          driver.act(hopper.observation, padAt(0.1), expected);
          other.act(hopper.observation, padAt(0.1), out);
          expect(out).toEqual(expected);
          hopper.step(out.action);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("nobody catches at joints and torque", () => {
    for (const level of ["joints", "torque"] as const) {
      const driver = createLevelDriver(level, sticks);
      const [before, after] = [output(), output()];
      driver.act(new Float64Array(11), padAt(0.5), before);
      driver.take(0);
      driver.act(new Float64Array(11), padAt(0.5), after);
      expect(after).toEqual(before);
      expect(driver).toMatchObject({ catches: false });
      expect(driver.memory).toHaveLength(0);
    }
  });
});
