import { describe, expect, it } from "vitest";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { replaysOf, verifyEpisode, verifySteps } from "../../../src/shared/dataset/verify.ts";
import type { CreateReplaySimulator } from "../../../src/shared/dataset/verify.ts";
import { recordedHops as recorded } from "../../builders/recorded-hops.ts";

const create: CreateReplaySimulator = (options) => createHopper(options);

describe("verification", () => {
  it("finds that a recorded episode replays, in slices of a second", () => {
    const { episode } = recorded();
    const verdict = verifyEpisode(episode, create);
    expect(verdict).toEqual({ status: "replays", ok: true, firstDifference: null });
    expect(replaysOf(verdict)).toBe(true);
    expect(verifySteps(episode, create).next()).toEqual({ done: false, value: 125 });
  });

  it.each([
    ["observation", 77 * 11 + 3, 77],
    ["x", 12, 12],
    ["reward", 129, 129],
    ["reward_forward", 0, 0],
    ["contact", 5, 5],
  ] as const)("names a changed value of %s", (name, at, step) => {
    const { episode, columns } = recorded();
    const values = columns[name];
    const before = values[at] ?? 0;
    values[at] = values instanceof Uint8Array ? 1 - before : before + 2 ** -52 * Math.max(1, Math.abs(before));
    expect(verifyEpisode(episode, create)).toMatchObject({
      status: "differs",
      ok: false,
      firstDifference: { step, column: name, expected: values[at], actual: before },
    });
  });

  it("notices changed actions, pushes and snapshots by what follows", () => {
    for (const [name, at, after] of [
      ["action", 60, 20],
      ["push", 40 * 8 + 2, 40],
    ] as const) {
      const { episode, columns } = recorded();
      columns[name][at] = 0.25;
      const { firstDifference } = verifyEpisode(episode, create);
      expect(firstDifference?.step).toBeGreaterThanOrEqual(after);
      expect(firstDifference?.step).toBeLessThanOrEqual(after + 1);
    }
    const { episode } = recorded();
    const [first, second] = episode.snapshots;
    const other = createHopper();
    other.reset(1);
    const swapped = [first, { step: 125, bytes: other.snapshot() }].filter((snapshot) => snapshot !== undefined);
    expect(second?.step).toBe(125);
    expect(verifyEpisode({ ...episode, snapshots: swapped }, create).firstDifference).toMatchObject({
      step: 125,
      column: "snapshot",
    });
    const broken = [{ step: 0, bytes: Uint8Array.of(1, 2, 3) }];
    expect(verifyEpisode({ ...episode, snapshots: broken }, create).firstDifference).toMatchObject({
      step: 0,
      column: "snapshot",
    });
  });

  it("says other-physics and no-snapshot instead of failing", () => {
    const { episode } = recorded();
    expect(verifyEpisode({ ...episode, meta: { ...episode.meta, fingerprint: "of last year" } }, create)).toMatchObject(
      { status: "other-physics", ok: true },
    );
    const options = { of_a_later_version: 1 };
    expect(verifyEpisode({ ...episode, meta: { ...episode.meta, hopperOptions: options } }, create)).toMatchObject({
      status: "other-physics",
      ok: true,
    });
    const imported = verifyEpisode({ ...episode, snapshots: [] }, create);
    expect(imported).toMatchObject({ status: "no-snapshot", ok: true });
    expect(replaysOf(imported)).toBeNull();
  });
});
