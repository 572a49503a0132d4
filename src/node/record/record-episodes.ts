import type { EpisodeMeta } from "../../shared/dataset/episode.ts";
import { checkShardSteps } from "../../shared/dataset/shard.ts";
import { recordEpisode } from "../../shared/record/record-episode.ts";
import type { EpisodeActor } from "../../shared/record/record-episode.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";

export interface RecordOptions {
  /** open for writing */
  readonly store: DatasetStore;
  readonly actor: EpisodeActor;
  readonly episodes: number;
  /** of the first episode; each further one takes the next (modulo 2^32) */
  readonly seed: number;
  /** time limit of an episode, steps */
  readonly maxSteps: number;
  /** standard deviation of the noise on executed actions */
  readonly noise: number;
  readonly policyId: string | null;
  readonly operator: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (episodes: number, steps: number) => void;
}

/**
 * Records whole episodes without a window, through the recorder and the journal that the app uses. On abort the
 * episode in hand is saved as "interrupted" when it has steps; what was recorded is answered either way.
 */
export async function recordEpisodes(options: RecordOptions): Promise<readonly EpisodeMeta[]> {
  const { store, actor, signal, maxSteps } = options;
  checkShardSteps(maxSteps);
  // Only what differs from the defaults is stored with an episode, so that replaying it needs no more.
  const hopperOptions: Partial<HopperOptions> =
    maxSteps === createHopper().options.max_episode_steps ? {} : { max_episode_steps: maxSteps };
  const hopper = createHopper(hopperOptions);
  const metas: EpisodeMeta[] = [];
  let steps = 0;
  for (let i = 0; i < options.episodes && !signal.aborted; i += 1) {
    const seed = (options.seed + i) % 2 ** 32;
    const recording = await store.begin({
      source: actor.source,
      level: "none",
      seed,
      fingerprint: hopper.fingerprint,
      hopperOptions,
      policyId: options.policyId,
      device: null,
      operator: options.operator,
      noise: options.noise,
      parent: null,
    });
    const outcome = await recordEpisode({
      hopper,
      actor,
      seed,
      noise: options.noise,
      append: async (batch) => {
        await recording.append(batch);
        steps += batch.count;
        options.onProgress(i, steps);
      },
      now: () => performance.now() / 1000,
      stopped: () => signal.aborted,
    });
    metas.push(await recording.finish({ cause: outcome.cause, health: null }));
    options.onProgress(i + 1, steps);
  }
  return metas;
}
