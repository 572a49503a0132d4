import { basename } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, MAX_EPISODE_STEPS } from "../../shared/base/specs.ts";
import type { EpisodeTransitions } from "../../shared/learn/transitions.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { exists } from "../datasets/durable-files.ts";
import { openOrCreateDataset } from "../datasets/open-dataset.ts";
import { createReplaySimulator } from "../record/replay-simulator.ts";
import type { VisitedEpisode } from "../rollouts/visit-episode.ts";

/** The dataset that a training's rounds are recorded into. */
export interface KeptRounds {
  /** its folder; null before the first round */
  readonly path: string | null;
  /** Stores a round's episodes in the split "round-N", and answers them as they are learned from. */
  keep(round: number, episodes: readonly VisitedEpisode[], maxSteps: number): Promise<readonly EpisodeTransitions[]>;
  close(): Promise<void>;
}

/**
 * A new dataset beside the one that is learned from, made with the first round: `<dataset>-dagger`, or the first free of
 * `-dagger-2`, … `wanted` names another folder, which must not exist (FailureError "already-exists").
 */
export function keepRounds(datasetPath: string, policyId: string, wanted: string | null): KeptRounds {
  let store: DatasetStore | null = null;
  const open = async (): Promise<DatasetStore> => {
    const path = wanted ?? (await freeSibling(datasetPath));
    if (wanted !== null && (await exists(wanted)))
      throw new FailureError("already-exists", `${wanted} exists already.`, "Name a new folder for the rounds.");
    return openOrCreateDataset({ path, name: basename(path) }, { createSimulator: createReplaySimulator });
  };
  return {
    get path() {
      return store?.path ?? null;
    },
    async keep(round, episodes, maxSteps) {
      store ??= await open();
      const split = `round-${round}`;
      const kept: EpisodeTransitions[] = [];
      for (const { seed, fingerprint, columns, snapshots, finalObservation, cause } of episodes) {
        const { id } = await store.addEpisode({
          curation: { split },
          start: {
            source: "policy",
            level: "none",
            seed,
            fingerprint,
            hopperOptions: maxSteps === MAX_EPISODE_STEPS ? {} : { max_episode_steps: maxSteps },
            policyId,
            device: null,
            operator: null,
            noise: 0,
            parent: null,
          },
          columns,
          snapshots,
          finalObservation,
          end: { cause, health: null },
        });
        const actions = Float32Array.from(columns.action_label ?? []);
        const observations = Float32Array.from(columns.observation ?? []);
        kept.push({ id, steps: actions.length / ACTION_SIZE, observations, actions, split });
      }
      return kept;
    },
    async close() {
      await store?.close();
    },
  };
}

async function freeSibling(datasetPath: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const path = `${datasetPath}-dagger${n === 1 ? "" : `-${n}`}`;
    if (!(await exists(path))) return path;
  }
}
