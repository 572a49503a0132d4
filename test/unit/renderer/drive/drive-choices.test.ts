import { expect, test } from "vitest";
import { DEFAULT_CHOICES, runOf } from "../../../../src/renderer/drive/drive-choices.ts";
import { checkShardSteps } from "../../../../src/shared/dataset/shard.ts";

test.each([0, 8, 3600])("an episode of %s s (0: endless) ends, saved, before its file is full", (episodeSeconds) => {
  const run = runOf({ ...DEFAULT_CHOICES, episodeSeconds });
  if (run.kind !== "person") throw new Error(`not expected: ${run.kind}`);
  const { maxSteps } = run.task;
  expect(() => checkShardSteps(maxSteps)).not.toThrow();
  if (episodeSeconds === 0) expect(() => checkShardSteps(maxSteps + 1)).toThrow(/at most/);
  else expect(maxSteps).toBe(125 * episodeSeconds);
});
