import { createRng } from "../../shared/base/rng.ts";
import { ACTION_SIZE } from "../../shared/base/specs.ts";
import { createScriptedExpert } from "../../shared/control/scripted-expert.ts";
import type { EpisodeCause, StepBatch, StepColumns, StepSnapshot } from "../../shared/dataset/columns.ts";
import { decodePolicy } from "../../shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../shared/policy/policy-runtime.ts";
import { mergeBatches } from "../../shared/record/merge-batches.ts";
import { createStepInput } from "../../shared/record/step-input.ts";
import { createStepRecorder } from "../../shared/record/step-recorder.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";

/** A policy and the scripted expert that share the driving, as data that crosses to a worker. */
export interface VisitTask {
  readonly policy: Uint8Array;
  /** probability that the expert acts at a step */
  readonly beta: number;
  /** what the expert is asked for, m/s */
  readonly oracleSpeed: number;
  readonly hopper: Partial<HopperOptions>;
}

/**
 * A whole recorded episode. `action` is what was executed, `action_label` what the expert would do there,
 * `action_intended` what the policy would, before clipping; `source` says who acted.
 */
export interface VisitedEpisode {
  readonly seed: number;
  readonly fingerprint: string;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  readonly finalObservation: Float64Array;
  readonly cause: EpisodeCause;
}

/** Label of the draws of who acts among the generators made from an episode's seed. */
const MIXTURE_STREAM = 0x6d6978;

/** Drives episodes by the mixture; an episode depends on its seed alone. FailureError "invalid-file" for a policy that is none. */
export function createVisitor({
  policy,
  beta,
  oracleSpeed,
  hopper: options,
}: VisitTask): (seed: number) => VisitedEpisode {
  const runtime = createPolicyRuntime(decodePolicy(policy));
  const hopper = createHopper(options);
  const action = new Float64Array(ACTION_SIZE);
  const input = createStepInput();
  return (seed) => {
    const oracle = createScriptedExpert({ seed, speed: [oracleSpeed, oracleSpeed] });
    const rng = createRng(seed).fork(MIXTURE_STREAM);
    const batches: StepBatch[] = [];
    const recorder = createStepRecorder((batch) => batches.push(batch));
    hopper.reset(seed);
    runtime.reset();
    while (recorder.cause === "running") {
      oracle.act(hopper.steps, hopper.observation, input.action);
      // It sees every state, whoever acts: a memory must know the whole episode.
      runtime.act(hopper.observation, action);
      const expertActs = rng.next() < beta;
      input.source = expertActs ? "scripted" : "policy";
      for (let i = 0; i < ACTION_SIZE; i += 1) {
        input.intended[i] = runtime.raw[i]!;
        // In single precision the sum is the policy's action to the bit.
        input.noise[i] = expertActs ? 0 : Math.fround(action[i]!) - input.action[i]!;
      }
      input.wallTime = Number.NaN;
      recorder.step(hopper, input);
    }
    const cause = recorder.finish("interrupted");
    const [first, ...rest] = batches;
    if (first === undefined) throw new Error("an episode has at least one step");
    const { columns, snapshots, finalObservation } = mergeBatches([first, ...rest]);
    return { seed, fingerprint: hopper.fingerprint, columns, snapshots, finalObservation, cause };
  };
}
