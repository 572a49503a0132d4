import { STEP_RATE } from "../../src/shared/base/specs.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import type { FrameTimes } from "../lib/frame-times.ts";

/** What one condition gave: a face, with or without a training job, with or without the scene. */
export interface LoopRow {
  readonly face: "chromium" | "electron";
  readonly scene: boolean;
  readonly training: boolean;
  /** why it could not be measured here; null where it was, and then the rest is there */
  readonly problem: string | null;
  readonly figures: LoopFigures | null;
}

/** The control loop's account of the recorded steps. Seconds where nothing else is said. */
export interface LoopFigures {
  /** of wall time, recorded */
  readonly seconds: number;
  readonly episodes: number;
  /** ticks per second held, of STEP_RATE */
  readonly rate: number;
  /** missed of all ticks that were due */
  readonly missedShare: number;
  /** from the pad's sample to the torque */
  readonly ageP50: number;
  readonly ageP99: number;
  /** of one tick; the worst episode's */
  readonly workP50: number;
  readonly workP99: number;
  /** between display frames, ms */
  readonly frames: FrameTimes | null;
  readonly ok: LoopVerdict;
}

/** Which of the bars were held. */
export interface LoopVerdict {
  readonly missed: boolean;
  readonly age: boolean;
  readonly work: boolean;
}

/** What the loop is asked to hold, on a machine that does not draw the scene by its processor. */
export const LOOP_BARS = { rate: STEP_RATE, missedShare: 0.001, ageP99: 0.012, workP99: 0.001 } as const;

/** Percentiles of a tick's work, s, as the worker told them at an episode's end. */
export interface TickWork {
  readonly p50: number;
  readonly p99: number;
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The figures of recorded episodes, by what they store of every step. */
export function loopFigures(
  episodes: readonly Episode[],
  works: readonly TickWork[],
  frames: FrameTimes | null,
): LoopFigures {
  let [seconds, ticks, missed] = [0, 0, 0];
  const ages: number[] = [];
  for (const { columns } of episodes) {
    const walls = columns.wall_time ?? [];
    seconds += (walls.at(-1) ?? 0) - (walls[0] ?? 0);
    ticks += Math.max(0, walls.length - 1);
    missed += (columns.missed_ticks?.at(-1) ?? 0) - (columns.missed_ticks?.[0] ?? 0);
    for (const age of columns.pad_age ?? []) if (!Number.isNaN(age)) ages.push(age);
  }
  const sorted = Float64Array.from(ages).sort();
  const found = {
    seconds,
    episodes: episodes.length,
    rate: seconds === 0 ? 0 : ticks / seconds,
    missedShare: ticks + missed === 0 ? 0 : missed / (ticks + missed),
    ageP50: percentile(sorted, 0.5),
    ageP99: percentile(sorted, 0.99),
    workP50: Math.max(...works.map(({ p50 }) => p50)),
    workP99: Math.max(...works.map(({ p99 }) => p99)),
    frames,
  };
  return {
    ...found,
    ok: {
      missed: found.missedShare < LOOP_BARS.missedShare,
      age: found.ageP99 < LOOP_BARS.ageP99,
      work: found.workP99 < LOOP_BARS.workP99,
    },
  };
}

export const LOOP_HEADER =
  "loop      scene  job    s  Hz held  missed %   age p50/p99 ms  work p50/p99 ms  frames p50/p99 ms";

/** A line of the table. */
export function describeLoop({ face, scene, training, problem, figures }: LoopRow): string {
  const head = `${face.padEnd(8)}  ${(scene ? "yes" : "no").padEnd(5)}  ${(training ? "yes" : "no").padEnd(3)}`;
  if (figures === null) return `${head}  not measured: ${problem ?? ""}`;
  const { ok, frames } = figures;
  const ms = (seconds: number): string => (1000 * seconds).toFixed(2);
  const missed = [
    ...(ok.missed ? [] : [`missed < ${100 * LOOP_BARS.missedShare} %`]),
    ...(ok.age ? [] : [`age p99 < ${1000 * LOOP_BARS.ageP99} ms`]),
    ...(ok.work ? [] : [`work p99 < ${1000 * LOOP_BARS.workP99} ms`]),
  ];
  return [
    head,
    figures.seconds.toFixed(0).padStart(4),
    figures.rate.toFixed(2).padStart(8),
    (100 * figures.missedShare).toFixed(3).padStart(9),
    `${ms(figures.ageP50)}/${ms(figures.ageP99)}`.padStart(16),
    `${ms(figures.workP50)}/${ms(figures.workP99)}`.padStart(16),
    (frames === null ? "–" : `${frames.p50.toFixed(0)}/${frames.p99.toFixed(0)}`).padStart(18),
    missed.length === 0 ? "  ok" : `  NOT ok: ${missed.join(", ")}`,
  ].join(" ");
}
