import { expect, test } from "vitest";
import { STANDARD_PROFILE } from "../../../src/shared/control/pad-profile.ts";
import { headerFromMetadata, headerToMetadata } from "../../../src/shared/dataset/episode-header.ts";
import { episodeStartSchema } from "../../../src/shared/dataset/episode.ts";
import type { EpisodeMeta } from "../../../src/shared/dataset/episode.ts";
import { sampleId } from "../../fakes/sample-host.ts";

const start = {
  source: "human",
  level: "cruise",
  seed: 1,
  fingerprint: null,
  hopperOptions: {},
  policyId: null,
  device: null,
  operator: null,
  noise: 0,
  parent: null,
} as const;

test("options that would outgrow the journal's header are refused when the recording begins", () => {
  expect(episodeStartSchema.safeParse({ ...start, hopperOptions: { max_episode_steps: 2500 } }).success).toBe(true);
  expect(episodeStartSchema.safeParse({ ...start, hopperOptions: { a: "x".repeat(70_000) } }).success).toBe(false);
});

test("options that JSON cannot hold are refused, not thrown at", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  expect(episodeStartSchema.safeParse({ ...start, hopperOptions: cycle }).success).toBe(false);
  expect(episodeStartSchema.safeParse({ ...start, hopperOptions: { a: 1n } }).success).toBe(false);
});

test("how the device was read is stored with the episode; older episodes do without", () => {
  const controls = {
    deadZone: 0.12,
    expo: 0.5,
    layout: {
      axes: STANDARD_PROFILE.axes.map(({ axis }) => ({ axis, invert: axis === 1 })),
      buttons: STANDARD_PROFILE.buttons.map((binding) => (binding?.from === "button" ? binding : null)),
    },
  };
  const meta = {
    ...start,
    id: sampleId(1),
    createdAt: "2026-11-21T10:00:00.000Z",
    steps: 1,
    return: 1,
    terminated: false,
    truncated: true,
    cause: "operator",
    health: null,
    recovered: false,
    replays: true,
    finalObservation: [],
  } as const;
  const through = (one: EpisodeMeta) => headerFromMetadata(headerToMetadata({ kind: "finished", meta: one }));
  const kept = { ...meta, controls, finalObservation: [] };
  expect(through(kept)).toEqual({ kind: "finished", meta: kept });
  const old = { ...meta, finalObservation: [] };
  expect(through(old)).toEqual({ kind: "finished", meta: old });
  expect(episodeStartSchema.safeParse({ ...start, controls: { ...controls, deadZone: 2 } }).success).toBe(false);
});
