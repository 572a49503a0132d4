import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { END_CAUSES } from "../../../../src/shared/dataset/columns.ts";
import { EARLIER_COLUMNS, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";
import { openForWriting, scratch } from "./store-fixture.ts";

const FIXTURES = resolve(import.meta.dirname, "../../../fixtures");

describe("a dataset of an earlier version stays readable:", () => {
  // Written by the first release: a named episode, a dropped one with the required columns only, and a journal.
  it("version 1", async () => {
    const path = join(scratch(), "copy");
    cpSync(join(FIXTURES, "dataset-v1"), path, { recursive: true });
    const store = await openForWriting(path);
    expect(store.info).toMatchObject({ name: "Version 1", environment: { id: "Hopper-v5", physics: "pogo" } });
    const [first, second, third] = await store.episodes();
    expect(first).toMatchObject({
      name: "Kept",
      steps: 20,
      cause: "operator",
      hopperOptions: { max_episode_steps: Infinity },
    });
    expect(second).toMatchObject({ steps: 3, dropped: true, source: "policy", policyId: "p", cause: "height" });
    expect(third).toMatchObject({ steps: 9, recovered: true });
    expect((await store.load(first?.id ?? "")).columns).toEqual(stepBatch(0, 20, EARLIER_COLUMNS).columns);
    expect((await store.load(second?.id ?? "")).columns).toEqual(stepBatch(0, 3, REQUIRED_COLUMNS).columns);
    // The journal becomes an episode, whose last row says that it is.
    const { cause, truncated, ...others } = stepBatch(0, 9, EARLIER_COLUMNS).columns;
    const ended = { ...others, cause: cause!.slice(), truncated: truncated!.slice() };
    ended.cause[8] = END_CAUSES.indexOf("interrupted");
    ended.truncated[8] = 1;
    expect((await store.load(third?.id ?? "")).columns).toEqual(ended);
    expect(await store.problems()).toEqual([]);
  });
});
