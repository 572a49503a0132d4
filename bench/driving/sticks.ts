import { createRng } from "../../src/shared/base/rng.ts";
import type { Rng } from "../../src/shared/base/rng.ts";
import { STEP_RATE, STEP_SECONDS } from "../../src/shared/base/specs.ts";
import { createLevelDriver } from "../../src/shared/control/levels.ts";
import type { DriveLevel } from "../../src/shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS, LEFT_TRIGGER, RIGHT_TRIGGER } from "../../src/shared/control/pad-sample.ts";
import { createStepInput } from "../../src/shared/record/step-input.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** A pad that is moved without any regard for the hopper: axes (4) and both triggers. */
interface Hands {
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
}

/** Moves the hands at a time, s. `rng` is the run's own. */
type Movement = (hands: Hands, time: number, rng: Rng) => void;

/** What somebody does who tries the sticks out. */
export interface StickHabit {
  readonly name: string;
  /** of this level; the left stick and the triggers are tried at both */
  readonly levels: readonly DriveLevel[];
  /** a movement of its own for each run */
  readonly start: () => Movement;
}

/** One row of the table: how long a habit leaves the hopper standing. */
export interface StickRow {
  readonly level: DriveLevel;
  readonly habit: string;
  readonly runs: number;
  readonly seconds: number;
  readonly survived: number;
  readonly shortestSeconds: number;
  readonly medianSeconds: number;
  readonly ok: boolean;
}

/** of the runs that have to reach the end, at every habit */
const BAR = 0.95;
/** s that random hands hold still, shortest and longest */
const STILL = [0.1, 1] as const;

const BOTH = ["cruise", "hop"] as const;
const HOP = ["hop"] as const;

/** Axes and triggers that stay. */
function held(name: string, levels: readonly DriveLevel[], axes: readonly number[], trigger = 0): StickHabit {
  return {
    name,
    levels,
    start: () => (hands) => {
      hands.axes.set(axes);
      hands.buttons[LEFT_TRIGGER] = trigger;
      hands.buttons[RIGHT_TRIGGER] = trigger;
    },
  };
}

/** One axis from end to end, each held for so many seconds. */
function toAndFro(what: string, levels: readonly DriveLevel[], axis: number, seconds: number, trigger = 0): StickHabit {
  return {
    name: `${what} to and fro, ${seconds} s each`,
    levels,
    start: () => (hands, time) => {
      hands.axes[axis] = Math.floor(time / seconds) % 2 === 0 ? 1 : -1;
      hands.buttons[LEFT_TRIGGER] = trigger;
      hands.buttons[RIGHT_TRIGGER] = trigger;
    },
  };
}

/** Everything at once, each time somewhere else. */
function random(name: string, place: (rng: Rng) => number, press: (rng: Rng) => number): StickHabit {
  return {
    name,
    levels: BOTH,
    start: () => {
      let until = 0;
      return (hands, time, rng) => {
        if (time < until) return;
        until = time + rng.uniform(...STILL);
        for (let i = 0; i < 4; i += 1) hands.axes[i] = place(rng);
        hands.buttons[LEFT_TRIGGER] = press(rng);
        hands.buttons[RIGHT_TRIGGER] = press(rng);
      };
    },
  };
}

/** What a person does in the first minute, and what only a malicious one does. */
export const STICK_HABITS: readonly StickHabit[] = [
  held("left full forward", BOTH, [1, 0, 0, 0]),
  held("left full back", BOTH, [-1, 0, 0, 0]),
  held("triggers", BOTH, [0, 0, 0, 0], 1),
  held("left full forward, triggers", BOTH, [1, 0, 0, 0], 1),
  ...[0.25, 0.5, 1, 1.5, 2, 3].map((seconds) => toAndFro("left", BOTH, 0, seconds)),
  toAndFro("left, triggers", BOTH, 0, 3, 1),
  random(
    "random",
    (rng) => rng.uniform(-1, 1),
    (rng) => rng.next(),
  ),
  random(
    "random, from end to end",
    (rng) => rng.int(3) - 1,
    (rng) => rng.int(2),
  ),
  held("lean full forward", HOP, [0, 0, 1, 0]),
  held("lean full back", HOP, [0, 0, -1, 0]),
  held("foot full up", HOP, [0, 0, 0, -1]),
  held("foot full down", HOP, [0, 0, 0, 1]),
  held("left and lean full forward", HOP, [1, 0, 1, 0]),
  held("left full forward, lean full back", HOP, [1, 0, -1, 0]),
  held("left full forward, lean full back, triggers", HOP, [1, 0, -1, 0], 1),
  held("left full forward, foot full up", HOP, [1, 0, 0, -1]),
  toAndFro("lean", HOP, 2, 0.5),
  toAndFro("lean", HOP, 2, 1),
  toAndFro("foot", HOP, 3, 0.5),
];

/** A habit at a level from the very start on; run k has seed k + 1. */
export function measureHabit(level: DriveLevel, habit: StickHabit, runs: number, seconds: number): StickRow {
  const driver = createLevelDriver(level, DEFAULT_STICK_OPTIONS);
  const hopper = createHopper({ max_episode_steps: Math.round(seconds * STEP_RATE) });
  const input = createStepInput();
  const stood = Array.from({ length: runs }, (_, run) => {
    const hands = { axes: new Float64Array(4), buttons: new Float64Array(17) };
    const move = habit.start();
    const rng = createRng(run + 1).fork(1);
    hopper.reset(run + 1);
    driver.reset();
    for (;;) {
      move(hands, hopper.steps * STEP_SECONDS, rng);
      driver.act(hopper.observation, hands, input);
      const { terminated, truncated } = hopper.step(input.action);
      if (terminated || truncated) return terminated ? hopper.steps * STEP_SECONDS : seconds;
    }
  }).toSorted((a, b) => a - b);
  const survived = stood.filter((each) => each >= seconds).length / runs;
  return {
    level,
    habit: habit.name,
    runs,
    seconds,
    survived,
    shortestSeconds: stood[0] ?? 0,
    medianSeconds: stood[runs >> 1] ?? 0,
    ok: survived >= BAR,
  };
}

/** Every habit at its levels; `report` tells each row as it is measured. */
export function measureSticks(
  report: (line: string) => void,
  { runs = 20, seconds = 30 }: { readonly runs?: number; readonly seconds?: number } = {},
): readonly StickRow[] {
  report(`level   sticks                                       stood ${seconds} s  shortest s  median s`);
  return STICK_HABITS.flatMap((habit) =>
    habit.levels.map((level) => {
      const row = measureHabit(level, habit, runs, seconds);
      report(describe(row));
      return row;
    }),
  );
}

function describe(row: StickRow): string {
  return [
    row.level.padEnd(7),
    row.habit.padEnd(44),
    `${(100 * row.survived).toFixed(0)} %`.padStart(9),
    row.shortestSeconds.toFixed(1).padStart(11),
    row.medianSeconds.toFixed(1).padStart(9),
    `  ${100 * BAR} %: ${row.ok ? "held" : "MISSED"}`,
  ].join(" ");
}
