import type { PadSample } from "../../shared/control/pad-sample.ts";
import { readPad } from "../../shared/control/pad-sample.ts";

/** One axis that nobody touched. */
export interface AxisRest {
  /** where it rests, in its travel of -1 to 1 */
  readonly offset: number;
  /** furthest from there */
  readonly noise: number;
  /** from the first quarter of the time to the last */
  readonly wander: number;
}

/** What was found of a pad at rest. */
export interface RestReport {
  readonly samples: number;
  /** left x, y, right x, y */
  readonly axes: readonly AxisRest[];
  /** furthest from the middle: left stick, right stick */
  readonly radii: readonly [number, number];
  /** radius of a dead zone that swallows all of it */
  readonly deadZone: number;
  /** something was moved while it was measured: the rest says nothing */
  readonly moved: boolean;
  /** what to know about the sticks, in words */
  readonly warnings: readonly string[];
}

/** Measures a pad in the standard layout while nobody touches it. */
export interface RestMeter {
  add(pad: PadSample): void;
  report(): RestReport;
}

/** seconds that tell noise and drift apart */
export const REST_SECONDS = 2;
/** of the measured radius: sticks come back a little elsewhere each time */
const MARGIN = 1.5;
const LEAST = 0.04;
const MOST = 0.5;
const OFF_CENTRE = 0.08;
const WANDERS = 0.03;
const MOVED = 0.35;

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function restOf(values: readonly number[]): AxisRest {
  if (values.length === 0) return { offset: 0, noise: 0, wander: 0 };
  const offset = mean(values);
  const quarter = Math.max(1, Math.floor(values.length / 4));
  return {
    offset,
    noise: Math.max(...values.map((value) => Math.abs(value - offset))),
    wander: mean(values.slice(-quarter)) - mean(values.slice(0, quarter)),
  };
}

function warningsOf(axes: readonly AxisRest[]): readonly string[] {
  return ["left", "right"].flatMap((side, stick) => {
    const [x, y] = [axes[stick * 2], axes[stick * 2 + 1]];
    if (x === undefined || y === undefined) return [];
    const off = Math.hypot(x.offset, y.offset);
    const wander = Math.hypot(x.wander, y.wander);
    return [
      ...(off * MARGIN > MOST
        ? [
            `The ${side} stick rests ${off.toFixed(2)} off its centre, further than a dead zone can cover: is it a stick at all? Look at the layout.`,
          ]
        : []),
      ...(off > OFF_CENTRE && off * MARGIN <= MOST
        ? [`The ${side} stick rests ${off.toFixed(2)} off its centre: it drifts, and the dead zone has to cover that.`]
        : []),
      ...(wander > WANDERS
        ? [`The ${side} stick went on moving by ${wander.toFixed(2)} by itself: measure again, or have it cleaned.`]
        : []),
    ];
  });
}

export function createRestMeter(): RestMeter {
  const columns: readonly number[][] = [[], [], [], []];
  const radii: [number, number] = [0, 0];
  return {
    add(pad): void {
      for (const [axis, column] of columns.entries()) column.push(readPad(pad.axes, axis));
      for (const stick of [0, 1] as const) {
        const radius = Math.hypot(readPad(pad.axes, stick * 2), readPad(pad.axes, stick * 2 + 1));
        radii[stick] = Math.max(radii[stick], radius);
      }
    },
    report(): RestReport {
      const axes = columns.map(restOf);
      const moved = columns.some((column) => column.length > 0 && spread(column) > MOVED);
      const wanted = Math.max(...radii) * MARGIN;
      return {
        samples: columns[0]?.length ?? 0,
        axes,
        radii,
        deadZone: Math.min(MOST, Math.max(LEAST, Math.ceil(wanted * 100) / 100)),
        moved,
        warnings: moved ? [] : warningsOf(axes),
      };
    },
  };
}
