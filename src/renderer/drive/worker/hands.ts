import type { PadSample } from "../../../shared/control/pad-sample.ts";
import type { StepInput } from "../../../shared/record/step-input.ts";
import type { Hopper } from "../../../shared/sim/types.ts";
import type { PersonActor, PolicyActor } from "./actors.ts";

/** A policy and a person, of whom one holds the hopper; it changes hands at once. */
export interface Hands {
  readonly policy: PolicyActor;
  readonly person: PersonActor;
  readonly human: boolean;
  /** from the next step on */
  change(human: boolean): void;
  /** goes on as the other, of the same policy and level */
  become(other: Hands): void;
  reset(seed: number): void;
  act(hopper: Hopper, pad: PadSample, input: StepInput): void;
}

export function createHands(policy: PolicyActor, person: PersonActor): Hands {
  let human = false;
  return {
    policy,
    person,
    get human(): boolean {
      return human;
    },
    change(next: boolean): void {
      if (next && !human) person.take();
      human = next;
    },
    become(other: Hands): void {
      human = other.human;
      policy.memory.set(other.policy.memory);
      person.memory.set(other.person.memory);
    },
    reset(seed: number): void {
      human = false;
      policy.reset(seed);
      person.reset(seed);
    },
    act(hopper: Hopper, pad: PadSample, input: StepInput): void {
      // A policy with a memory is to know what the person did.
      if (!human || policy.memory.length > 0) policy.act(hopper, pad, input);
      if (human) person.act(hopper, pad, input);
      else input.intent.fill(0);
    },
  };
}
