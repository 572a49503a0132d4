import { createHash } from "node:crypto";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { throwIfAborted } from "../../shared/learn/trainer.ts";
import type { EpisodeTransitions } from "../../shared/learn/transitions.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import type { LoadedDataset } from "./run-training.ts";

/**
 * The used episodes of a dataset folder, trimmed, in single precision. What is imitated is the clean action
 * (`action_label`) where noise was executed, the executed one elsewhere.
 */
export async function loadTrainingData(path: string, signal: AbortSignal): Promise<LoadedDataset> {
  const store = await openDataset(path, { mode: "read" });
  try {
    const curations = new Map((await store.episodes()).map(({ id, curation }) => [id, curation]));
    const episodes: EpisodeTransitions[] = [];
    const trims: Record<string, [number, number]> = {};
    const hash = createHash("sha256");
    for await (const { meta, columns } of store.rows(["observation", "action", "action_label"], undefined, {
      reuse: true,
    })) {
      throwIfAborted(signal);
      const observations = Float32Array.from(columns.observation ?? []);
      const actions = Float32Array.from(columns.action_label ?? columns.action ?? []);
      const steps = observations.length / OBSERVATION_SIZE;
      if (actions.length !== steps * ACTION_SIZE)
        throw new Error(`episode ${meta.id} has ${steps} observations and ${actions.length} action values`);
      const { trim = null, split = null } = curations.get(meta.id) ?? {};
      if (trim !== null) trims[meta.id] = [trim.from, trim.from + steps];
      hash
        .update(`${meta.id} ${steps} ${split ?? ""}\n`)
        .update(observations)
        .update(actions);
      episodes.push({ id: meta.id, steps, observations, actions, split });
    }
    return {
      id: store.info.id,
      name: store.info.name,
      data: { inputs: OBSERVATION_SIZE, outputs: ACTION_SIZE, episodes },
      trims,
      digest: hash.digest("hex"),
    };
  } finally {
    await store.close();
  }
}
