import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpolatePoses } from "../../../../src/renderer/viewer/interpolate-poses.ts";
import { createPhysicsFrame } from "../../../../src/renderer/viewer/types.ts";

function frameOf(previous: number, current: number): ReturnType<typeof createPhysicsFrame> {
  const frame = createPhysicsFrame();
  frame.previousTime = 1000;
  frame.time = 1008;
  frame.previous.fill(previous);
  frame.current.fill(current);
  return frame;
}

describe("interpolatePoses", () => {
  test("shows the previous state when the newest arrives, and the newest a period later", () => {
    const out = new Float32Array(12);
    const frame = frameOf(1, 3);
    expect(interpolatePoses(frame, 1008, out)).toBe(0);
    expect(out[0]).toBe(1);
    interpolatePoses(frame, 1012, out);
    expect(out[11]).toBe(2);
    expect(interpolatePoses(frame, 1016, out)).toBe(1);
    expect(out[5]).toBe(3);
  });

  test("never shows what lies outside the two states", () => {
    fc.assert(
      fc.property(
        fc.float({ min: -5, max: 5, noNaN: true }),
        fc.float({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (from, to, now) => {
          const out = new Float32Array(12);
          interpolatePoses(frameOf(from, to), now, out);
          expect(out[3]).toBeGreaterThanOrEqual(Math.min(Math.fround(from), Math.fround(to)) - 1e-6);
          expect(out[3]).toBeLessThanOrEqual(Math.max(Math.fround(from), Math.fround(to)) + 1e-6);
        },
      ),
    );
  });

  test("a single state is shown as it is", () => {
    const frame = frameOf(1, 7);
    frame.previousTime = frame.time;
    const out = new Float32Array(12);
    interpolatePoses(frame, 0, out);
    expect(out[0]).toBe(7);
  });
});
