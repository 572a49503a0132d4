// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { canShake, shakePad, stillPad } from "../../../../src/renderer/input/shake.ts";

const SHAKE = { strong: 0.8, weak: 0.3, duration: 100 };
const told: unknown[][] = [];
beforeEach(() => void told.splice(0));

function plugIn(pad: object): void {
  Object.assign(navigator, { getGamepads: () => [null, pad] });
}
const tell =
  (name: string) =>
  (...values: unknown[]): Promise<string> => {
    told.push([name, ...values]);
    return Promise.reject(new Error("busy"));
  };

test("both motors shake where the browser has them, and are reset", () => {
  plugIn({ vibrationActuator: { effects: ["dual-rumble"], playEffect: tell("play"), reset: tell("reset") } });
  expect([canShake(1), canShake(0)]).toEqual([true, false]);
  shakePad(1, SHAKE);
  stillPad(1);
  expect(told).toEqual([
    ["play", "dual-rumble", { startDelay: 0, duration: 100, strongMagnitude: 0.8, weakMagnitude: 0.3 }],
    ["reset"],
  ]);
});

test("an older browser's one motor pulses with the stronger of the two", () => {
  plugIn({ hapticActuators: [{ pulse: tell("pulse") }] });
  expect(canShake(1)).toBe(true);
  shakePad(1, SHAKE);
  stillPad(1);
  expect(told).toEqual([
    ["pulse", 0.8, 100],
    ["pulse", 0, 1],
  ]);
});

test("a pad without motors, or with others, cannot, and asking it does nothing", () => {
  for (const pad of [
    {},
    { vibrationActuator: null, hapticActuators: [] },
    { vibrationActuator: { effects: ["trigger-rumble"], playEffect: tell("play") } },
  ]) {
    plugIn(pad);
    expect(canShake(1)).toBe(false);
    shakePad(1, SHAKE);
    stillPad(1);
  }
  expect(told).toEqual([]);
});
