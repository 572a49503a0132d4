import { expect, test } from "vitest";
import { episodeStartSchema } from "../../../src/shared/dataset/episode.ts";

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
