import { ACTION_SIZE } from "../base/specs.ts";
import type { EpisodeCause, StepBatch, StepSource } from "../dataset/columns.ts";
import type { Hopper } from "../sim/types.ts";
import { createNoiseStream } from "./noise-stream.ts";
import { createStepInput } from "./step-input.ts";
import type { StepInput } from "./step-input.ts";
import { createStepRecorder } from "./step-recorder.ts";

/** Who drives a headless episode. */
export interface EpisodeActor {
  readonly source: StepSource;
  /** called before an episode, after the hopper's reset */
  reset(seed: number): void;
  /**
   * Writes what it decides for the hopper's present state: the action (not necessarily clipped), the same before any
   * clipping, and the intent where there is one.
   */
  act(hopper: Hopper, out: Pick<StepInput, "action" | "intended" | "intent">): void;
}

export interface EpisodeRun {
  /** ends by itself after its option max_episode_steps, which must be finite */
  readonly hopper: Hopper;
  readonly actor: EpisodeActor;
  /** of the hopper's reset, the actor and the noise: an integer in 0…2^32-1 */
  readonly seed: number;
  /** standard deviation of the normal noise on executed actions (DART, Laskey 2017); 0 for none */
  readonly noise: number;
  /** gets every batch in order; the next step waits for it */
  readonly append: (batch: StepBatch) => Promise<void>;
  /** monotonic seconds, for the wall_time column; not stored (NaN) when absent */
  readonly now?: () => number;
  /** asked between batches; true ends the episode as "interrupted" */
  readonly stopped?: () => boolean;
}

/** What an episode came to. */
export interface EpisodeOutcome {
  readonly steps: number;
  readonly return: number;
  readonly terminated: boolean;
  readonly cause: EpisodeCause;
}

/** Drives one whole episode through the recorder, as fast as it goes. */
export async function recordEpisode(run: EpisodeRun): Promise<EpisodeOutcome> {
  const { hopper, actor, seed } = run;
  if (!Number.isFinite(hopper.options.max_episode_steps)) throw new Error("a headless episode needs a time limit");
  const pending: StepBatch[] = [];
  const recorder = createStepRecorder((batch) => pending.push(batch));
  const input = createStepInput();
  input.source = actor.source;
  const rng = createNoiseStream(seed);
  hopper.reset(seed);
  actor.reset(seed);
  const start = run.now?.() ?? 0;
  let terminated = false;

  while (recorder.cause === "running") {
    actor.act(hopper, input);
    for (let i = 0; i < ACTION_SIZE; i += 1) {
      input.noise[i] = run.noise > 0 ? run.noise * rng.normal() : 0;
    }
    input.wallTime = run.now === undefined ? Number.NaN : run.now() - start;
    terminated = recorder.step(hopper, input).terminated;
    if (pending.length > 0) {
      await appendAll(pending, run.append);
      if (run.stopped?.() === true && recorder.cause === "running") recorder.finish("interrupted");
    }
  }
  const cause = recorder.finish("interrupted");
  await appendAll(pending, run.append);
  return { steps: recorder.steps, return: recorder.total, terminated, cause };
}

async function appendAll(pending: StepBatch[], append: EpisodeRun["append"]): Promise<void> {
  for (const batch of pending.splice(0)) await append(batch);
}
