import { ACTION_SIZE, OBSERVATION_SIZE } from "../../src/shared/base/specs.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import type { StepColumns } from "../../src/shared/dataset/columns.ts";
import { describeEpisode } from "../../src/shared/dataset/end-of-episode.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import { episodeStart } from "./step-batch.ts";

/** A valid episode id that orders by `index`. */
export function episodeId(index: number): string {
  return `01KA${String(index).padStart(22, "0")}`;
}

/** An episode of seeded random rows, with torques at their limits now and then. */
export function randomEpisode(index: number, steps: number, more: StepColumns = {}): Episode {
  const rng = createRng(index + 1);
  const observation = Float64Array.from({ length: steps * OBSERVATION_SIZE }, () => rng.normal());
  const columns: StepColumns = {
    step: Int32Array.from({ length: steps }, (_step, i) => i),
    observation,
    action: Float32Array.from({ length: steps * ACTION_SIZE }, () => Math.max(-1, Math.min(1, rng.normal()))),
    reward: Float64Array.from({ length: steps }, () => rng.uniform(0, 4)),
    terminated: new Uint8Array(steps),
    truncated: Uint8Array.from({ length: steps }, (_step, i) => (i === steps - 1 ? 1 : 0)),
    ...more,
  };
  const start = { ...episodeStart(), id: episodeId(index), createdAt: "2026-11-21T10:00:00.000Z" };
  const meta = describeEpisode({
    start,
    columns,
    rows: steps,
    finalObservation: observation.subarray(0, OBSERVATION_SIZE),
    end: { cause: "time-limit", health: null },
    replays: null,
  });
  return { meta, columns, snapshots: [] };
}
