import { expect, test } from "vitest";
import { INITIAL_STATE } from "../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../src/renderer/drive/drive-state.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import { endsHere, viewRewind } from "../../../../src/renderer/drive/rewind-view.ts";
import type { EpisodeCause } from "../../../../src/shared/dataset/columns.ts";
import { STEADY_HEALTH } from "../../../builders/steady-health.ts";

test("the newest state stays as a ghost while earlier ones are looked at", () => {
  const frame =
    (x: number) =>
    (out: Float64Array): boolean => {
      out[FRAME.poses] = x;
      return true;
    };
  const first = viewRewind(null, { step: 90, oldest: 0, newest: 90 }, frame(7));
  expect(first.ghost?.[0]).toBe(7);
  const second = viewRewind(first, { step: 40, oldest: 0, newest: 90 }, frame(3));
  expect(second).toMatchObject({ step: 40, newest: 90 });
  expect(second.ghost?.[0]).toBe(7);
  expect(viewRewind(null, { step: 0, oldest: 0, newest: 0 }, () => false).ghost).toBeNull();
});

test("an episode that fell cannot go on from its end; one that was stopped can", () => {
  const looking = (cause: EpisodeCause, step: number): DriveState => ({
    ...INITIAL_STATE,
    recorder: { ...INITIAL_STATE.recorder, phase: "looking-back" },
    rewind: { step, oldest: 0, newest: 90, ghost: null },
    review: {
      rewindable: true,
      dataset: "d",
      episode: "e",
      name: "Episode",
      outcome: {
        cause,
        steps: 90,
        return: 0,
        distance: 0,
        health: STEADY_HEALTH,
      },
    },
  });
  expect(endsHere(looking("pitch", 90))).toBe(true);
  expect(endsHere(looking("time-limit", 90))).toBe(true);
  expect(endsHere(looking("pitch", 89))).toBe(false);
  expect(endsHere(looking("operator", 90))).toBe(false);
  const open = (over: boolean, step: number): DriveState => ({
    ...looking("pitch", step),
    review: null,
    recorder: { ...INITIAL_STATE.recorder, phase: "rewinding", over },
  });
  expect(endsHere(open(false, 90))).toBe(false);
  expect(endsHere(open(true, 90))).toBe(true);
  expect(endsHere(open(true, 89))).toBe(false);
});
