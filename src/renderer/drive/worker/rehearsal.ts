import { clamp } from "../../../shared/base/math.ts";
import { createRng } from "../../../shared/base/rng.ts";
import type { Rng } from "../../../shared/base/rng.ts";
import type { PadSample } from "../../../shared/control/pad-sample.ts";
import { createStepInput } from "../../../shared/record/step-input.ts";
import { createHopper } from "../../../shared/sim/create-hopper.ts";
import type { Hopper, HopperOptions } from "../../../shared/sim/types.ts";
import { PAD_AXES, PAD_BUTTONS } from "../records.ts";
import { planOf, TAKE_OVER } from "./change-plan.ts";
import type { Hands } from "./hands.ts";

/**
 * `wait`: not known yet. `change`: now, it stands. `fell`: it would not have stood. `lost`: it falls before the change could
 * come, whoever holds it.
 */
export type RehearsalAnswer = "wait" | "change" | "fell" | "lost";

/** Tries on a hopper of its own what a change of hands some steps later would lead to; a bounded share of it per tick. */
export interface Rehearsal {
  /** from this state, with the pad held as it is, and caught in this way; drops what was rehearsed before */
  begin(hopper: Hopper, hands: Hands, pad: PadSample, way: number): void;
  /** a tick's share of the work; call it once per tick, `begin`'s own included. The answer is for this tick's step. */
  advance(): RehearsalAnswer;
  /** steps of simulation so far: the work, whatever the machine */
  readonly worked: number;
}

/** Seed of the noise that is rehearsed with: never what an episode draws, so that nothing is foreseen that is not known. */
const NOISE_SEED = 0x72656865;

/**
 * `twin`: hands of the same policy and level as those that are rehearsed for, to be used by nobody else. `options`: the
 * hopper's. `noise`: the standard deviation of what the run adds to the torques. It knows nothing of pushes and sticks to
 * come. The same state is rehearsed the same way, whatever was rehearsed before.
 */
export function createRehearsal(twin: Hands, options: Partial<HopperOptions>, noise: number): Rehearsal {
  const input = createStepInput();
  const pad = { axes: new Float64Array(PAD_AXES), buttons: new Float64Array(PAD_BUTTONS) };
  /** as a recorder rounds it */
  const executed = new Float32Array(3);
  const stage = createHopper({ ...options, max_episode_steps: Infinity });
  /** what each draw starts from */
  let state = stage.snapshot();
  const memory = new Float64Array(twin.memorySize);
  let stream: Rng = createRng(NOISE_SEED);
  let plan = TAKE_OVER;
  let way = 0;
  let ticks = 0;
  let draw = 0;
  let steps = 0;
  let fell = false;
  let worked = 0;

  const restart = (): void => {
    stage.restore(state);
    twin.load(memory);
    steps = 0;
  };
  const step = (): void => {
    if (steps === plan.lead) twin.change(!twin.human, way);
    twin.act(stage, pad, input);
    for (let i = 0; i < executed.length; i += 1) {
      const disturbance = noise > 0 ? noise * stream.normal() : 0;
      executed[i] = clamp(clamp(input.action[i] as number, -1, 1) + disturbance, -1, 1);
    }
    fell = stage.step(executed).terminated;
    steps += 1;
    worked += 1;
  };
  return {
    get worked(): number {
      return worked;
    },
    begin(hopper: Hopper, hands: Hands, held: PadSample, by: number): void {
      way = by;
      state = hopper.snapshot();
      hands.save(memory);
      stream = createRng(NOISE_SEED).fork(hopper.steps);
      for (let i = 0; i < PAD_AXES; i += 1) pad.axes[i] = held.axes[i] ?? 0;
      for (let i = 0; i < PAD_BUTTONS; i += 1) pad.buttons[i] = held.buttons[i] ?? 0;
      plan = planOf(!hands.human, noise);
      ticks = 0;
      draw = 0;
      fell = false;
      restart();
    },
    advance(): RehearsalAnswer {
      if (ticks === plan.lead) return "change";
      ticks += 1;
      const length = plan.lead + plan.stands;
      for (let share = (plan.draws * length) / plan.lead; share > 0 && !fell; share -= 1) {
        if (steps === length) {
          draw += 1;
          restart();
        }
        step();
      }
      if (!fell) return "wait";
      return steps <= plan.lead ? "lost" : "fell";
    },
  };
}
