import { useCallback, useRef } from "react";
import type { JSX } from "react";
import { shareOfWay } from "../../../../shared/base/math.ts";
import { formatFigure } from "../../../components/format.ts";
import classes from "./gauges.module.css";
import { useInstrument } from "./use-instrument.ts";
import { writeAttribute, writeShown, writeStyle, writeText } from "./write-node.ts";

/** What a gauge shows at a moment. */
export interface GaugeReading {
  /** what the bar shows; NaN where it is not known */
  readonly value: number;
  /** what the digits show */
  readonly figure: number;
  /** what is asked for; NaN where nobody asks */
  readonly command: number;
  /** share of the way to the nearest limit, 0…1 */
  readonly danger: number;
}

interface GaugeProps {
  readonly readFrame: (out: Float64Array) => boolean;
  /** must be stable */
  readonly read: (frame: Float64Array) => GaugeReading;
  readonly label: string;
  readonly unit: string;
  readonly digits: number;
  readonly min: number;
  readonly max: number;
  /** where the bar starts */
  readonly from: number;
  /** the episode ends beyond */
  readonly limit?: number;
  /** the limit in words */
  readonly note?: string;
}

/** of the track; a bar of nothing is still seen */
const LEAST_BAR = 0.011;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** How near a limit is: 0 far, 1 there. */
export function stateOf(danger: number): "good" | "warm" | "bad" {
  return danger > 0.85 ? "bad" : danger > 0.6 ? "warm" : "good";
}

/** One figure with a bar, a mark where it should be, and one where the episode ends. */
export function Gauge({ readFrame, read, label, unit, digits, min, max, from, limit, note }: GaugeProps): JSX.Element {
  const gauge = useRef<HTMLDivElement>(null);
  const asked = useRef<HTMLElement>(null);
  const digitsShown = useRef<HTMLSpanElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const fill = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLElement>(null);
  const draw = useCallback(
    (frame: Float64Array): void => {
      const { value, figure, command, danger } = read(frame);
      const known = !Number.isNaN(value);
      const isAsked = !Number.isNaN(command);
      const start = shareOfWay(from, min, max);
      const end = known ? shareOfWay(value, min, max) : start;
      const text = formatFigure(figure, digits);
      const [left, right] = [Math.min(start, end), Math.max(start, end, Math.min(start, end) + LEAST_BAR)];
      writeAttribute(gauge.current, "data-state", stateOf(danger));
      writeText(asked.current, isAsked ? ` asked ${command.toFixed(1)}` : "");
      writeText(digitsShown.current, text);
      writeAttribute(track.current, "aria-valuenow", String(known ? Number(figure.toFixed(digits)) : min));
      writeAttribute(track.current, "aria-valuetext", known ? `${text} ${unit}` : "not known yet");
      writeStyle(fill.current, "clip-path", `inset(0 ${percent(1 - right)} 0 ${percent(left)} round 3px)`);
      writeShown(mark.current, isAsked);
      if (isAsked) writeStyle(mark.current, "transform", `translateX(${percent(shareOfWay(command, min, max))})`);
    },
    [read, digits, unit, min, max, from],
  );
  useInstrument(readFrame, draw);
  return (
    <div ref={gauge} className={classes.gauge}>
      <span className={classes.label}>
        {label}
        <b ref={asked} className={classes.asked} />
        {note !== undefined && <span className={classes.limits}> {note}</span>}
      </span>
      <span className={classes.value}>
        <span ref={digitsShown} />
        <small>{unit}</small>
      </span>
      <div
        ref={track}
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuenow={min}
        aria-valuemin={min}
        aria-valuemax={max}
      >
        <div ref={fill} className={classes.fill} />
        {limit !== undefined && <i className={classes.limit} style={{ left: percent(shareOfWay(limit, min, max)) }} />}
        <i ref={mark} className={classes.command} hidden />
      </div>
    </div>
  );
}
