import type { PadSample } from "../../../shared/control/pad-sample.ts";
import type { StepInput } from "../../../shared/record/step-input.ts";
import type { Hopper } from "../../../shared/sim/types.ts";
import type { PersonActor, PolicyActor } from "./actors.ts";

/** A policy and a person, of whom one holds the hopper; it changes hands at once. */
export interface Hands {
  readonly policy: PolicyActor;
  readonly person: PersonActor;
  readonly human: boolean;
  /** from the next step on; `way`: how a person catches what it takes over (CATCH_WAYS) */
  change(human: boolean, way?: number): void;
  readonly memorySize: number;
  /** writes who holds and all that both carry; `load`, here or in hands of the same policy and level, goes on from there */
  save(into: Float64Array): void;
  load(from: Float64Array): void;
  /** `held`: the person holds from the start, with nothing to take over */
  reset(seed: number, held: boolean): void;
  act(hopper: Hopper, pad: PadSample, input: StepInput): void;
}

export function createHands(policy: PolicyActor, person: PersonActor): Hands {
  let human = false;
  /** places of the two in the memory, behind who holds */
  const [ofPolicy, ofPerson] = [1, 1 + policy.memorySize];
  return {
    memorySize: ofPerson + person.memorySize,
    save(into: Float64Array): void {
      into[0] = Number(human);
      into.set(policy.memory, ofPolicy);
      into.set(person.memory, ofPerson);
    },
    load(from: Float64Array): void {
      human = from[0] === 1;
      policy.memory.set(from.subarray(ofPolicy, ofPerson));
      person.memory.set(from.subarray(ofPerson));
    },
    policy,
    person,
    get human(): boolean {
      return human;
    },
    change(next: boolean, way = 0): void {
      if (next && !human) person.take(way);
      human = next;
    },
    reset(seed: number, held: boolean): void {
      human = held;
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
