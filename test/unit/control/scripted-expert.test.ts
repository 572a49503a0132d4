import { describe, expect, it } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { createCommandScript } from "../../../src/shared/control/command-script.ts";
import { createScriptedExpert } from "../../../src/shared/control/scripted-expert.ts";

function speeds(seed: number, range: readonly [number, number], count = 1000): number[] {
  const script = createCommandScript({ seed, speed: range });
  return Array.from({ length: count }, (_, step) => script.at(step).speed);
}

describe("a script of commands", () => {
  it("repeats from its seed and differs between seeds", () => {
    expect(speeds(1, [0, 2])).toEqual(speeds(1, [0, 2]));
    expect(speeds(1, [0, 2])).not.toEqual(speeds(2, [0, 2]));
  });

  it("stays in its range and holds each command for 1 to 4 seconds", () => {
    const all = speeds(3, [0.5, 1.5], 10_000);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...all)).toBeLessThan(1.5);
    const changes = all.flatMap((speed, k) => (k > 0 && speed !== all[k - 1] ? [k] : []));
    const held = changes.slice(1).map((at, k) => at - (changes[k] ?? NaN));
    expect(held.length).toBeGreaterThan(20);
    expect(Math.min(...held)).toBeGreaterThanOrEqual(125);
    expect(Math.max(...held)).toBeLessThanOrEqual(500);
  });

  it("starts again when asked for step 0", () => {
    const script = createCommandScript({ seed: 5, speed: [0, 2] });
    const first = script.at(0).speed;
    script.at(3000);
    expect(script.at(0).speed).toBe(first);
  });

  it("refuses ranges that the controller cannot hold", () => {
    for (const range of [
      [-1, 1],
      [0, 3],
      [2, 1],
      [NaN, 1],
    ] as const) {
      expect(() => createCommandScript({ seed: 1, speed: range })).toThrow(FailureError);
    }
  });
});

describe("the scripted expert", () => {
  it("runs at a constant 2.2 m/s unless told otherwise", () => {
    const expert = createScriptedExpert({ seed: 1 });
    const action = new Float64Array(3);
    const observation = [1.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const step of [0, 10, 5000]) expect(expert.act(step, observation, action).speed).toBe(2.2);
    expect(action.some((torque) => torque !== 0)).toBe(true);
  });
});
