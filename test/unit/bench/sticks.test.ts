import { describe, expect, test } from "vitest";
import { measureHabit, STICK_HABITS } from "../../../bench/driving/sticks.ts";
import type { DriveLevel } from "../../../src/shared/control/levels.ts";

const CASES = STICK_HABITS.flatMap((habit) => habit.levels.map((level) => ({ level, habit, name: habit.name })));

describe("whoever tries the sticks out does not fall, whatever they do", () => {
  test.each(CASES)("$level: $name", ({ level, habit }) => {
    expect(measureHabit(level, habit, 2, 12)).toMatchObject({ survived: 1, shortestSeconds: 12, ok: true });
  });

  test("the same hands stand as long, and a fall is told", () => {
    const forward = STICK_HABITS.find(({ name }) => name === "left full forward") ?? expect.unreachable();
    const torque: DriveLevel = "torque";
    const row = measureHabit(torque, forward, 2, 12);
    expect(row).toMatchObject({ survived: 0, ok: false });
    expect(row.medianSeconds).toBeGreaterThan(0);
    expect(row.shortestSeconds).toBeLessThan(3);
    expect(measureHabit(torque, forward, 2, 12)).toEqual(row);
  });
});
