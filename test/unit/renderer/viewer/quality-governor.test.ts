import { describe, expect, test } from "vitest";
import {
  GPU_BOUNDS,
  QUALITY_LEVELS,
  SOFTWARE_BOUNDS,
  createQualityGovernor,
} from "../../../../src/renderer/viewer/quality-governor.ts";
import type { QualityGovernor } from "../../../../src/renderer/viewer/quality-governor.ts";

function feed(governor: QualityGovernor, milliseconds: number, frames: number): void {
  for (let i = 0; i < frames; i += 1) governor.frame(milliseconds);
}

describe("quality governor", () => {
  test("steps down while frames are slow, and stops at the last level", () => {
    const governor = createQualityGovernor(GPU_BOUNDS);
    feed(governor, 30, 24);
    expect(governor.index).toBe(2);
    feed(governor, 30, 24 * 20);
    expect(governor.index).toBe(QUALITY_LEVELS.length - 1);
  });

  test("takes two steps at once, after few frames, where frames are far too slow", () => {
    const governor = createQualityGovernor(GPU_BOUNDS);
    feed(governor, 300, 4);
    expect(governor.index).toBe(3);
  });

  test("a single slow frame changes nothing", () => {
    const governor = createQualityGovernor(GPU_BOUNDS);
    feed(governor, 16.6, 12);
    governor.frame(400);
    feed(governor, 16.6, 11);
    expect(governor.index).toBe(1);
  });

  test("climbs only after a calm time, which grows with each failure", () => {
    const governor = createQualityGovernor({ ...GPU_BOUNDS, start: 3 });
    feed(governor, 16.6, 24 * 7);
    expect(governor.index).toBe(3);
    feed(governor, 16.6, 24);
    expect(governor.index).toBe(2);
    feed(governor, 40, 24);
    expect(governor.index).toBe(3);
    feed(governor, 16.6, 24 * 15);
    expect(governor.index).toBe(3);
    feed(governor, 16.6, 24);
    expect(governor.index).toBe(2);
  });
});

test("by the processor the level follows what a picture costs, and stays where it is neither slow nor fast", () => {
  const usual = createQualityGovernor(SOFTWARE_BOUNDS);
  feed(usual, 14, 24 * 100);
  expect(usual.level).toEqual({ pixelRatio: 0.62, shadowSize: 0 });
  const slow = createQualityGovernor(SOFTWARE_BOUNDS);
  feed(slow, 90, 24 * 4);
  expect(slow.level.pixelRatio).toBe(0.5);
  const fast = createQualityGovernor(SOFTWARE_BOUNDS);
  feed(fast, 4, 24 * 40);
  expect(fast.level.pixelRatio).toBe(1);
});
