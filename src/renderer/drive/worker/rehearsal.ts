import type { PadSample } from "../../../shared/control/pad-sample.ts";
import { createStepInput } from "../../../shared/record/step-input.ts";
import { createHopper } from "../../../shared/sim/create-hopper.ts";
import type { Hopper, HopperOptions } from "../../../shared/sim/types.ts";
import { PAD_AXES, PAD_BUTTONS } from "../records.ts";
import { HAND_BACK, TAKE_OVER } from "./change-plan.ts";
import type { Hands } from "./hands.ts";

/**
 * `wait`: not known yet. `change`: now, it stands. `fell`: it would not have stood. `lost`: it falls before the change could
 * come, whoever holds it.
 */
export type RehearsalAnswer = "wait" | "change" | "fell" | "lost";

/** Tries on a hopper of its own what a change of hands some steps later would lead to; a bounded share of it per tick. */
export interface Rehearsal {
  /** from this state, with the pad held as it is; drops what was rehearsed before */
  begin(hopper: Hopper, hands: Hands, pad: PadSample): void;
  /** a tick's share of the work; call it once per tick, `begin`'s own included. The answer is for this tick's step. */
  advance(): RehearsalAnswer;
}

/**
 * `twin`: hands of the same policy and level as those that are rehearsed for, to be used by nobody else. `options`: the
 * hopper's. It knows nothing of noise, pushes and sticks to come.
 */
export function createRehearsal(twin: Hands, options: Partial<HopperOptions>): Rehearsal {
  const input = createStepInput();
  const pad = { axes: new Float64Array(PAD_AXES), buttons: new Float64Array(PAD_BUTTONS) };
  /** as a recorder rounds it */
  const executed = new Float32Array(3);
  const stage = createHopper({ ...options, max_episode_steps: Infinity });
  let plan = TAKE_OVER;
  let ticks = 0;
  let steps = 0;
  let fell = false;
  return {
    begin(hopper: Hopper, hands: Hands, held: PadSample): void {
      stage.restore(hopper.snapshot());
      twin.become(hands);
      for (let i = 0; i < PAD_AXES; i += 1) pad.axes[i] = held.axes[i] ?? 0;
      for (let i = 0; i < PAD_BUTTONS; i += 1) pad.buttons[i] = held.buttons[i] ?? 0;
      plan = hands.human ? HAND_BACK : TAKE_OVER;
      ticks = 0;
      steps = 0;
      fell = false;
    },
    advance(): RehearsalAnswer {
      if (ticks === plan.lead) return "change";
      ticks += 1;
      const share = (plan.lead + plan.stands) / plan.lead;
      for (const end = steps + share; steps < end && !fell; steps += 1) {
        if (steps === plan.lead) twin.change(!twin.human);
        twin.act(stage, pad, input);
        executed.set(input.action);
        fell = stage.step(executed).terminated;
      }
      if (!fell) return "wait";
      return steps <= plan.lead ? "lost" : "fell";
    },
  };
}
