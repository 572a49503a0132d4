import { STEP_RATE, STEP_SECONDS } from "../../src/shared/base/specs.ts";
import { createLevelDriver } from "../../src/shared/control/levels.ts";
import type { DriveLevel } from "../../src/shared/control/levels.ts";
import { createOperatorModel, OPERATOR_GOALS } from "../../src/shared/control/operator-model.ts";
import type { OperatorGoal } from "../../src/shared/control/operator-model.ts";
import { DEFAULT_STICK_OPTIONS } from "../../src/shared/control/pad-sample.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** What a level is asked to bear: `share` of the runs reach `seconds`, or their median does. */
interface Trial {
  readonly level: DriveLevel;
  readonly timeScale: number;
  readonly runs: number;
  readonly seconds: number;
  readonly bar: { readonly kind: "share" | "median"; readonly atLeast: number } | null;
}

const TRIALS: readonly Trial[] = [
  { level: "cruise", timeScale: 1, runs: 20, seconds: 60, bar: { kind: "share", atLeast: 0.95 } },
  { level: "hop", timeScale: 1, runs: 20, seconds: 30, bar: { kind: "share", atLeast: 0.8 } },
  { level: "hop", timeScale: 1 / 2, runs: 20, seconds: 30, bar: null },
  { level: "joints", timeScale: 1 / 8, runs: 20, seconds: 20, bar: { kind: "median", atLeast: 5 } },
  { level: "joints", timeScale: 1 / 4, runs: 20, seconds: 20, bar: null },
  { level: "joints", timeScale: 1, runs: 20, seconds: 20, bar: null },
  { level: "torque", timeScale: 1 / 8, runs: 20, seconds: 20, bar: null },
  { level: "torque", timeScale: 1, runs: 20, seconds: 20, bar: null },
];
/** s at the start that say nothing about how well a speed is held */
const SETTLING = 4;
/** s over which the speed is averaged before it is compared: two or three hops */
const HOPS = 1;

/** One row of the table: a level, a time scale and a goal over many seeds. */
export interface OperatorRow {
  readonly level: DriveLevel;
  readonly timeScale: number;
  readonly goal: OperatorGoal;
  readonly runs: number;
  readonly seconds: number;
  /** of the runs that lasted all the `seconds` */
  readonly survived: number;
  readonly medianSeconds: number;
  readonly medianReturn: number;
  /** root mean square of mean speed over HOPS minus the speed wanted, m/s, after SETTLING; null where all fell before */
  readonly trackingError: number | null;
  readonly bar: string | null;
  readonly ok: boolean | null;
}

interface Outcome {
  readonly seconds: number;
  readonly total: number;
  readonly squares: number;
  readonly measured: number;
}

function drive({ level, timeScale, seconds }: Trial, goal: OperatorGoal, seed: number): Outcome {
  const steps = Math.round(seconds * STEP_RATE);
  const hopper = createHopper({ max_episode_steps: steps });
  hopper.reset(seed);
  const operator = createOperatorModel({ level, goal, timeScale, seed, sticks: DEFAULT_STICK_OPTIONS });
  const driver = createLevelDriver(level, DEFAULT_STICK_OPTIONS);
  const out = { action: new Float64Array(3), intended: new Float64Array(3), intent: new Float32Array(4) };
  const places: number[] = [];
  const window = HOPS * STEP_RATE;
  let total = 0;
  let squares = 0;
  let measured = 0;
  for (let step = 0; step < steps; step += 1) {
    const x = hopper.qpos[0] ?? 0;
    places.push(x);
    if (step >= SETTLING * STEP_RATE) {
      const speed = (x - (places[step - window] ?? 0)) / HOPS;
      squares += (speed - operator.wanted(step * STEP_SECONDS, x)) ** 2;
      measured += 1;
    }
    driver.act(hopper.observation, operator.sample(step, hopper.observation, x), out);
    const result = hopper.step(out.action);
    total += result.reward;
    if (result.terminated) return { seconds: (step + 1) * STEP_SECONDS, total, squares, measured };
  }
  return { seconds, total, squares, measured };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

function judge(trial: Trial, share: number, medianSeconds: number): Pick<OperatorRow, "bar" | "ok"> {
  const { bar, seconds } = trial;
  if (bar === null) return { bar: null, ok: null };
  return bar.kind === "share"
    ? { bar: `${seconds} s in ${100 * bar.atLeast} % of runs`, ok: share >= bar.atLeast }
    : { bar: `median ${bar.atLeast} s`, ok: medianSeconds >= bar.atLeast };
}

/** Simulated operators at every level and goal; `report` tells each row as it is measured. */
export function measureOperators(report: (line: string) => void): readonly OperatorRow[] {
  const rows: OperatorRow[] = [];
  report("level     time  goal   survived  median s   return  tracking m/s");
  for (const trial of TRIALS) {
    for (const goal of OPERATOR_GOALS) {
      const outcomes = Array.from({ length: trial.runs }, (_, run) => drive(trial, goal, run + 1));
      const survived = outcomes.filter(({ seconds }) => seconds >= trial.seconds).length / trial.runs;
      const medianSeconds = median(outcomes.map(({ seconds }) => seconds));
      const measured = outcomes.reduce((sum, outcome) => sum + outcome.measured, 0);
      const squares = outcomes.reduce((sum, outcome) => sum + outcome.squares, 0);
      const row: OperatorRow = {
        level: trial.level,
        timeScale: trial.timeScale,
        goal,
        runs: trial.runs,
        seconds: trial.seconds,
        survived,
        medianSeconds,
        medianReturn: median(outcomes.map(({ total }) => total)),
        trackingError: measured === 0 ? null : Math.sqrt(squares / measured),
        ...judge(trial, survived, medianSeconds),
      };
      rows.push(row);
      report(describe(row));
    }
  }
  return rows;
}

function describe(row: OperatorRow): string {
  const time = row.timeScale === 1 ? "1" : `1/${1 / row.timeScale}`;
  const cells = [
    row.level.padEnd(8),
    time.padStart(5),
    ` ${row.goal.padEnd(6)}`,
    `${(100 * row.survived).toFixed(0)} %`.padStart(8),
    row.medianSeconds.toFixed(1).padStart(9),
    row.medianReturn.toFixed(0).padStart(8),
    (row.trackingError?.toFixed(2) ?? "–").padStart(13),
    row.ok === null ? "" : `  ${row.bar}: ${row.ok ? "held" : "MISSED"}`,
  ];
  return cells.join(" ").trimEnd();
}
