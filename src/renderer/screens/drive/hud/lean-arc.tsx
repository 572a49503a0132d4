import { useCallback, useRef } from "react";
import type { JSX } from "react";
import { formatFigure } from "../../../components/format.ts";
import { stateOf } from "./gauge.tsx";
import classes from "./lean-arc.module.css";
import { useInstrument } from "./use-instrument.ts";
import { writeAttribute, writeShown, writeText } from "./write-node.ts";

const DEGREES = 180 / Math.PI;
/** degrees; Hopper-v5 ends the episode beyond */
const LIMIT = 0.2 * DEGREES;
/** degrees of lean at the ends of the arc */
const MOST = 14;
/** degrees on the arc per degree of lean: a fall is only eleven away */
const SPREAD = 4.6;
const RADIUS = 62;
/** from the middle; the needle's ends */
const NEEDLE = [0.62 * (RADIUS + 5), RADIUS + 5] as const;

/** degrees on the arc, of degrees of lean */
const angleOf = (lean: number): number => Math.max(-MOST, Math.min(MOST, lean)) * SPREAD;
const at = (lean: number): readonly [number, number] => {
  const angle = angleOf(lean) / DEGREES;
  return [Math.sin(angle) * RADIUS, -Math.cos(angle) * RADIUS];
};

function arc(from: number, to: number): string {
  const [[x0, y0], [x1, y1]] = [at(from), at(to)];
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}A${RADIUS} ${RADIUS} 0 0 ${from < to ? 1 : 0} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
}

/** The torso's lean as a needle between the limits that end the episode; what lies between is free. */
export function LeanArc({
  readFrame,
  read,
}: {
  readonly readFrame: (out: Float64Array) => boolean;
  /** rad, forward positive; NaN where it is not known. Must be stable */
  readonly read: (frame: Float64Array) => number;
}): JSX.Element {
  const panel = useRef<HTMLDivElement>(null);
  const dial = useRef<HTMLDivElement>(null);
  const way = useRef<SVGPathElement>(null);
  const needle = useRef<SVGLineElement>(null);
  const digits = useRef<HTMLSpanElement>(null);
  const draw = useCallback(
    (frame: Float64Array): void => {
      const lean = read(frame) * DEGREES;
      const known = !Number.isNaN(lean);
      const text = formatFigure(lean, 1);
      writeAttribute(panel.current, "data-state", known ? stateOf(Math.abs(lean) / LIMIT) : "good");
      writeAttribute(dial.current, "aria-valuenow", String(known ? Number(lean.toFixed(1)) : 0));
      writeAttribute(dial.current, "aria-valuetext", known ? `${text}°` : "not known yet");
      writeText(digits.current, text);
      writeShown(way.current, known);
      writeShown(needle.current, known);
      if (!known) return;
      writeAttribute(way.current, "d", arc(0, lean));
      writeAttribute(needle.current, "transform", `rotate(${angleOf(lean).toFixed(1)})`);
    },
    [read],
  );
  useInstrument(readFrame, draw);
  return (
    <div ref={panel} className={classes.lean}>
      <span className={classes.label}>Lean</span>
      <span className={classes.note}>falls beyond {LIMIT.toFixed(1)}°</span>
      <div
        ref={dial}
        className={classes.dial}
        role="meter"
        aria-label="Lean"
        aria-valuenow={0}
        aria-valuemin={-MOST}
        aria-valuemax={MOST}
      >
        <svg viewBox="-64 -70 128 52" aria-hidden="true">
          <path className={classes.free} d={arc(-LIMIT, LIMIT)} />
          <path className={classes.over} d={arc(-MOST, -LIMIT)} />
          <path className={classes.over} d={arc(LIMIT, MOST)} />
          <path ref={way} className={classes.way} />
          <line ref={needle} className={classes.needle} y1={-NEEDLE[0]} y2={-NEEDLE[1]} />
        </svg>
        <span className={classes.value}>
          <span ref={digits} />
          <small>°</small>
        </span>
      </div>
    </div>
  );
}
