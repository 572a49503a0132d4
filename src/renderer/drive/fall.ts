import { STEP_SECONDS } from "../../shared/base/specs.ts";
import type { EpisodeCause } from "../../shared/dataset/columns.ts";
import { DEFAULT_HOPPER_OPTIONS } from "../../shared/sim/hopper-options.ts";
import { formatFigure } from "../components/format.ts";
import type { ShownLimit } from "../viewer/types.ts";
import type { TracedState } from "./hop-trace.ts";

const [LEAST] = DEFAULT_HOPPER_OPTIONS.healthy_z_range;
const [, MOST] = DEFAULT_HOPPER_OPTIONS.healthy_angle_range;

/** Whether an episode ended in a fall. */
export function isFall(cause: EpisodeCause): boolean {
  return cause === "height" || cause === "pitch" || cause === "state";
}

/** The limit that a fall broke, where one can be drawn. */
export function limitOf(cause: EpisodeCause): ShownLimit | null {
  if (cause === "pitch") return { kind: "pitch", most: MOST };
  return cause === "height" ? { kind: "height", least: LEAST } : null;
}

const degrees = (radians: number): string => `${((Math.abs(radians) * 180) / Math.PI).toFixed(1)}°`;

/** The fall in numbers, by the state it ended in; null: it did not fall, or that state is not known. */
export function describeFall(cause: EpisodeCause, end: TracedState | null): string | null {
  if (!isFall(cause) || end === null) return null;
  const [, height = Number.NaN, pitch = Number.NaN] = Array.from(end.qpos);
  const where = `at ${formatFigure(end.speed, 1)} m/s, ${(end.step * STEP_SECONDS).toFixed(1)} s in`;
  if (cause === "pitch") {
    const way = pitch > 0 ? "forward" : "back";
    // A lean just beyond the limit does not read as if it were within.
    return degrees(pitch) === degrees(MOST)
      ? `Leaned ${way} past the limit of ${degrees(MOST)}, ${where}.`
      : `Leaned ${degrees(pitch)} ${way} ${where}; the limit is ${degrees(MOST)}.`;
  }
  if (cause === "height") return `Sank to ${height.toFixed(2)} m ${where}; ${LEAST.toFixed(1)} m is the least.`;
  return `A joint or a speed ran out of range ${where}.`;
}
