import { createLevelDriver } from "../../../shared/control/levels.ts";
import type { DriveLevel } from "../../../shared/control/levels.ts";
import type { PadSample, StickOptions } from "../../../shared/control/pad-sample.ts";
import { createScriptedExpert } from "../../../shared/control/scripted-expert.ts";
import type { ScriptedExpert } from "../../../shared/control/scripted-expert.ts";
import { FailureError } from "../../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../../shared/base/specs.ts";
import type { HelpLevel, StepSource } from "../../../shared/dataset/columns.ts";
import { decodePolicy } from "../../../shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../../shared/policy/policy-runtime.ts";
import type { StepInput } from "../../../shared/record/step-input.ts";
import type { Hopper } from "../../../shared/sim/types.ts";

/** Decides the action of each step: writes action, intended action and intent into the step's input. */
export interface Actor {
  readonly source: StepSource;
  readonly level: HelpLevel;
  /** whether `intent[0]` is a commanded speed */
  readonly commands: boolean;
  /** the numbers of `save` */
  readonly memorySize: number;
  /** writes all that it carries from step to step; it, or another of its kind, goes on from there after `load` */
  save(into: Float64Array): void;
  load(from: Float64Array): void;
  reset(seed: number): void;
  act(hopper: Hopper, pad: PadSample, input: StepInput): void;
}

/** A trained policy. */
export interface PolicyActor extends Actor {
  /** all that it carries from step to step; another runtime of the same policy given the same goes on the same way */
  readonly memory: Float64Array;
}

const remembering = (memory: Float64Array): Pick<PolicyActor, "memory" | "memorySize" | "save" | "load"> => ({
  memory,
  memorySize: memory.length,
  save: (into) => into.set(memory),
  load: (from) => memory.set(from),
});

/** A person: takes over what something else drove. */
export interface PersonActor extends Actor {
  /** all that the level carries from step to step; another of the same level given the same goes on the same way */
  readonly memory: Float64Array;
  /** whether it catches what it takes over, and so whether the moment matters */
  readonly catches: boolean;
  /** the next step is the first after something else drove; `way`: how it is caught */
  take(way: number): void;
}

/** A person, with as much help as the level gives. */
export function createPersonActor(level: DriveLevel, sticks: StickOptions): PersonActor {
  const driver = createLevelDriver(level, sticks);
  return {
    source: "human",
    level,
    commands: driver.commands,
    catches: driver.catches,
    ...remembering(driver.memory),
    take: (way) => driver.take(way),
    reset: () => driver.reset(),
    act: (hopper: Hopper, pad: PadSample, input: StepInput) => driver.act(hopper.observation, pad, input),
  };
}

/** A trained policy; FailureError when the file is no policy for this hopper. */
export function createPolicyActor(bytes: Uint8Array): PolicyActor {
  const policy = decodePolicy(bytes);
  const runtime = createPolicyRuntime(policy);
  const { inputs, outputs } = runtime;
  if (inputs !== OBSERVATION_SIZE || outputs !== ACTION_SIZE) {
    throw new FailureError(
      "unsupported",
      `Policy "${policy.meta.name}" takes ${inputs} numbers and gives ${outputs}; the hopper gives ${OBSERVATION_SIZE} and takes ${ACTION_SIZE}`,
      "Choose a policy that was trained on hopper episodes.",
    );
  }
  return {
    source: "policy",
    level: "none",
    commands: false,
    ...remembering(runtime.memory),
    reset(): void {
      runtime.reset();
    },
    act(hopper: Hopper, _pad: PadSample, input: StepInput): void {
      runtime.act(hopper.observation, input.action);
      input.intended.set(runtime.raw);
    },
  };
}

/** The scripted expert, showing how it is done. */
export function createScriptedActor(speed: readonly [number, number]): Actor {
  let expert: ScriptedExpert = createScriptedExpert({ seed: 0, speed });
  return {
    source: "scripted",
    level: "none",
    commands: true,
    // what it asks for is by the step
    ...remembering(new Float64Array(0)),
    reset(seed: number): void {
      expert = createScriptedExpert({ seed, speed });
    },
    act(hopper: Hopper, _pad: PadSample, input: StepInput): void {
      const command = expert.act(hopper.steps, hopper.observation, input.action, input.intended);
      input.intent[0] = command.speed;
      input.intent[1] = command.trigger;
    },
  };
}
