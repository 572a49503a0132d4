import type { Result } from "../../src/shared/base/failure.ts";
import { mergeBatches } from "../../src/shared/record/merge-batches.ts";
import type { StepBatch } from "../../src/shared/dataset/columns.ts";
import { sliceBatch } from "../../src/shared/dataset/slice-batch.ts";
import { UNTOUCHED } from "../../src/shared/dataset/curation.ts";
import type { Episode, EpisodeEnd, EpisodeStart, EpisodeSummary } from "../../src/shared/dataset/episode.ts";
import type { ParsedRequestOf, ReplyOf } from "../../src/shared/ipc/contract.ts";

interface Open {
  readonly id: string;
  readonly dataset: string;
  readonly start: EpisodeStart;
  readonly batches: StepBatch[];
}

/** Takes recordings in and keeps them as episodes in memory. */
export interface MemoryRecorder {
  readonly ends: readonly EpisodeEnd[];
  readonly starts: readonly EpisodeStart[];
  /** recordings that were begun and neither finished nor discarded */
  readonly open: number;
  readonly episodes: ReadonlyMap<string, Episode>;
  begin(request: ParsedRequestOf<"recording/begin">): Result<ReplyOf<"recording/begin">>;
  append(request: ParsedRequestOf<"recording/append">): Result<{ readonly steps: number }> | undefined;
  finish(
    request: ParsedRequestOf<"recording/finish">,
  ): { readonly dataset: string; readonly summary: EpisodeSummary } | undefined;
  discard(request: ParsedRequestOf<"recording/discard">): Result<null> | undefined;
  load(id: string): Episode | null;
}

const stepsOf = (batches: readonly StepBatch[]): number => batches.reduce((sum, batch) => sum + batch.count, 0);

/** `idOf`: the ids of its episodes, by number. */
export function createMemoryRecorder(idOf: (index: number) => string): MemoryRecorder {
  const open = new Map<string, Open>();
  const episodes = new Map<string, Episode>();
  const ends: EpisodeEnd[] = [];
  const starts: EpisodeStart[] = [];
  let made = 0;
  /** the rows of the parent before the branch */
  const inherited = ({ parent }: EpisodeStart): StepBatch[] => {
    const from = parent === null ? undefined : episodes.get(parent.episode);
    if (from === undefined || parent === null || parent.step === 0) return [];
    return [sliceBatch(from, 0, parent.step, new Float64Array(11))];
  };
  return {
    ends,
    starts,
    episodes,
    get open(): number {
      return open.size;
    },
    begin({ dataset, start, continues }) {
      const id = idOf(made);
      made += 1;
      starts.push(start);
      open.set(`recording-${made}`, { id, dataset, start, batches: continues ? inherited(start) : [] });
      return { ok: true, value: { recording: `recording-${made}`, episode: id } };
    },
    append({ recording, batch }) {
      const found = open.get(recording);
      if (found === undefined || batch.first !== stepsOf(found.batches)) return undefined;
      found.batches.push(batch);
      return { ok: true, value: { steps: stepsOf(found.batches) } };
    },
    finish({ recording, end }) {
      const found = open.get(recording);
      if (found === undefined) return undefined;
      open.delete(recording);
      if (found.batches.length === 0) return undefined;
      ends.push(end);
      const { id, dataset, start, batches } = found;
      const [first, ...rest] = batches;
      const columns = first === undefined ? {} : mergeBatches([first, ...rest]).columns;
      const summary: EpisodeSummary = {
        ...start,
        id,
        name: `Drive ${episodes.size + 1}`,
        createdAt: "2026-11-21T10:00:00.000Z",
        steps: stepsOf(batches),
        return: 0,
        terminated: false,
        truncated: true,
        cause: end.cause,
        health: end.health,
        recovered: false,
        replays: true,
        finalObservation: [],
        curation: UNTOUCHED,
        dropped: false,
        used: end.cause !== "abandoned",
        bytes: 1000,
      };
      episodes.set(id, { meta: summary, columns, snapshots: [] });
      return { dataset, summary };
    },
    discard({ recording }) {
      return open.delete(recording) ? { ok: true, value: null } : undefined;
    },
    load: (id) => episodes.get(id) ?? null,
  };
}
