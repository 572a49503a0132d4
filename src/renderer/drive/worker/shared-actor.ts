import type { PadSample } from "../../../shared/control/pad-sample.ts";
import type { HelpLevel, StepSource } from "../../../shared/dataset/columns.ts";
import { CATCH_WAYS } from "../../../shared/control/takeover-catch.ts";
import type { StepInput } from "../../../shared/record/step-input.ts";
import type { Hopper } from "../../../shared/sim/types.ts";
import type { Actor } from "./actors.ts";
import { planOf } from "./change-plan.ts";
import type { Hands } from "./hands.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** A policy that a person may take over from, and hand back to. */
export interface SharedActor extends Actor {
  /** who is to hold; `now`: at once, else at the next moment that leaves the hopper standing */
  hold(human: boolean, now: boolean): void;
  /** the change that was asked for has not come yet */
  readonly changing: boolean;
  /** as `reset`, but whoever holds or is to hold then holds from the start */
  restart(seed: number): void;
}

/**
 * Where a controller catches what is taken over, it depends on the moment whether the hopper stands, both ways: so each
 * change is rehearsed first, one moment after another, and until one is found whoever holds goes on, unless that would be
 * a fall. `rehearsal` null: every change comes at once.
 */
export function createSharedActor(hands: Hands, rehearsal: Rehearsal | null): SharedActor {
  const { policy, person } = hands;
  let wanted = false;
  let waited = 0;
  let isRehearsing = false;
  /** rehearsals since the wish; each tries the next way to catch */
  let trials = 0;

  const change = (way = 0): void => {
    hands.change(wanted, way);
    isRehearsing = false;
  };
  /** before the step of this tick */
  const consider = (hopper: Hopper, pad: PadSample): void => {
    const { longestWait } = planOf(wanted, 0);
    if (rehearsal === null || waited >= longestWait) return change();
    waited += 1;
    const way = trials % CATCH_WAYS;
    if (!isRehearsing) rehearsal.begin(hopper, hands, pad, way);
    const answer = rehearsal.advance();
    isRehearsing = answer === "wait";
    if (answer === "fell") trials += 1;
    if (answer === "change" || answer === "lost") change(way);
  };

  return {
    get source(): StepSource {
      return hands.human ? person.source : policy.source;
    },
    get level(): HelpLevel {
      return hands.human ? person.level : policy.level;
    },
    get commands(): boolean {
      return hands.human && person.commands;
    },
    get changing(): boolean {
      return wanted !== hands.human;
    },
    hold(human: boolean, now: boolean): void {
      if (human !== wanted) {
        wanted = human;
        waited = 0;
        trials = 0;
        isRehearsing = false;
      }
      if (now) change();
    },
    memorySize: hands.memorySize,
    save: (into) => hands.save(into),
    load(from: Float64Array): void {
      hands.load(from);
      wanted = hands.human;
      isRehearsing = false;
    },
    reset(seed: number): void {
      wanted = false;
      isRehearsing = false;
      hands.reset(seed, false);
    },
    restart(seed: number): void {
      isRehearsing = false;
      hands.reset(seed, wanted);
    },
    act(hopper: Hopper, pad: PadSample, input: StepInput): void {
      if (wanted !== hands.human) consider(hopper, pad);
      hands.act(hopper, pad, input);
    },
  };
}
