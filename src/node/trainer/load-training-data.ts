import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { throwIfAborted } from "../../shared/learn/trainer.ts";
import type { EpisodeTransitions } from "../../shared/learn/transitions.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import type { LoadedDataset } from "./run-training.ts";

/**
 * The kept episodes of a dataset folder, in single precision. What is imitated is the clean action (`action_label`)
 * where noise was executed, the executed one elsewhere.
 */
export async function loadTrainingData(path: string, signal: AbortSignal): Promise<LoadedDataset> {
  const store = await openDataset(path, { mode: "read" });
  try {
    const episodes: EpisodeTransitions[] = [];
    for await (const { meta, columns } of store.rows(["observation", "action", "action_label"])) {
      throwIfAborted(signal);
      const observations = Float32Array.from(columns.observation ?? []);
      const actions = Float32Array.from(columns.action_label ?? columns.action ?? []);
      const steps = observations.length / OBSERVATION_SIZE;
      if (actions.length !== steps * ACTION_SIZE)
        throw new Error(`episode ${meta.id} has ${steps} observations and ${actions.length} action values`);
      episodes.push({ id: meta.id, steps, observations, actions });
    }
    return {
      id: store.info.id,
      name: store.info.name,
      data: { inputs: OBSERVATION_SIZE, outputs: ACTION_SIZE, episodes },
    };
  } finally {
    await store.close();
  }
}
