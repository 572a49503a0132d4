import { expect, test } from "vitest";
import { END_CAUSES } from "../../../src/shared/dataset/columns.ts";
import type { EpisodeCause, StepColumns } from "../../../src/shared/dataset/columns.ts";
import { describeEpisode, markEnd } from "../../../src/shared/dataset/end-of-episode.ts";
import type { EpisodeMeta } from "../../../src/shared/dataset/episode.ts";
import { trimEpisode } from "../../../src/shared/dataset/trim-episode.ts";
import { episodeStart, stepBatch } from "../../builders/step-batch.ts";

const ROWS = 4;

/** Rows of which the last one says this of the end. */
function rowsEnding(cause: EpisodeCause, terminated: boolean, truncated: boolean): StepColumns {
  const last = (value: number): Uint8Array => Uint8Array.of(0, 0, 0, value);
  return {
    ...stepBatch(0, ROWS).columns,
    cause: last(END_CAUSES.indexOf(cause)),
    terminated: last(Number(terminated)),
    truncated: last(Number(truncated)),
  };
}

function described(columns: StepColumns, end: EpisodeCause | null): EpisodeMeta {
  return describeEpisode({
    start: { ...episodeStart(), id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", createdAt: "" },
    columns,
    rows: ROWS,
    finalObservation: [],
    end: end === null ? null : { cause: end, health: null },
    replays: null,
  });
}

test.each([
  ["pitch", true, "interrupted", "pitch"],
  ["pitch", true, "operator", "pitch"],
  ["time-limit", false, "interrupted", "time-limit"],
  ["pitch", true, "abandoned", "abandoned"],
  ["running", false, "interrupted", "interrupted"],
  ["running", false, "abandoned", "abandoned"],
  ["height", true, null, "height"],
  ["running", false, null, "interrupted"],
] as const)(
  "a last row that says %s (terminated: %s), ended by %s, is an episode that ended by %s",
  (row, fell, end, cause) => {
    const columns = rowsEnding(row, fell, row === "time-limit");
    const meta = described(columns, end);
    expect(meta).toMatchObject({ cause, terminated: fell, truncated: !fell, recovered: end === null });
    const marked = markEnd(columns, ROWS, meta);
    expect([...(marked.terminated ?? [])]).toEqual([0, 0, 0, Number(fell)]);
    expect([...(marked.truncated ?? [])]).toEqual([0, 0, 0, Number(!fell)]);
    expect([...(marked.cause ?? [])]).toEqual([0, 0, 0, END_CAUSES.indexOf(row === "running" ? cause : row)]);
  },
);

test("rows are marked in columns of their own, and only where they say that it goes on", () => {
  const columns = rowsEnding("running", false, false);
  markEnd(columns, ROWS, described(columns, "interrupted"));
  expect([...(columns.truncated ?? [])]).toEqual([0, 0, 0, 0]);
  const { cause: _cause, ...imported } = columns;
  expect(markEnd(imported, ROWS, described(imported, "interrupted"))).toBe(imported);
});

test("the last row of a trimmed episode says why it ends there", () => {
  const columns = rowsEnding("pitch", true, false);
  const { meta, columns: rows } = trimEpisode(
    { meta: described(columns, null), columns, snapshots: [] },
    { from: 1, to: 3 },
  );
  expect(meta).toMatchObject({ cause: "operator", truncated: true });
  expect([...(rows.cause ?? [])].map((code) => END_CAUSES[code])).toEqual(["running", "operator"]);
  expect([...(rows.truncated ?? [])]).toEqual([0, 1]);
});

test("an episode of which nothing is cut off is the same one, unless its last row says that it goes on", () => {
  const whole = rowsEnding("pitch", true, false);
  const episode = { meta: described(whole, null), columns: whole, snapshots: [] };
  expect(trimEpisode(episode, null)).toBe(episode);
  const open = rowsEnding("running", false, false);
  const { columns } = trimEpisode({ meta: described(open, "interrupted"), columns: open, snapshots: [] }, null);
  expect([columns.truncated?.at(-1), END_CAUSES[columns.cause?.at(-1) ?? 0]]).toEqual([1, "interrupted"]);
});
