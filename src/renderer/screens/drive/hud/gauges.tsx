import type { JSX } from "react";
import { shareOfWay } from "../../../../shared/base/math.ts";
import { FRAME } from "../../../drive/records.ts";
import classes from "./gauges.module.css";
import hud from "../hud.module.css";
import { formatFigure } from "../../../components/format.ts";
import { createHopSpeed } from "./hop-speed.ts";
import { LeanArc } from "./lean-arc.tsx";
import { useFrame } from "./use-frame.ts";
import { useReading } from "./use-reading.ts";

interface GaugeProps {
  readonly label: string;
  /** what the bar shows; NaN where it is not known */
  readonly value: number;
  /** what the digits show, where that is another */
  readonly digitsOf?: number;
  readonly unit: string;
  readonly digits: number;
  readonly min: number;
  readonly max: number;
  /** where the bar starts */
  readonly from: number;
  /** what is asked for; NaN where nobody asks */
  readonly command?: number;
  /** the episode ends beyond these */
  readonly limits?: readonly number[];
  /** the limit in words */
  readonly note?: string;
  /** share of the way to the nearest limit, 0…1 */
  readonly danger?: number;
}

const NO_LIMITS: readonly number[] = [];

function Gauge({
  label,
  value,
  digitsOf = value,
  unit,
  digits,
  min,
  max,
  from,
  command,
  limits = NO_LIMITS,
  note,
  danger = 0,
}: GaugeProps): JSX.Element {
  const known = !Number.isNaN(value);
  const start = shareOfWay(from, min, max);
  const end = known ? shareOfWay(value, min, max) : start;
  const text = formatFigure(digitsOf, digits);
  const asked = command === undefined || Number.isNaN(command) ? null : command;
  return (
    <div className={classes.gauge} data-state={stateOf(danger)}>
      <span className={classes.label}>
        {label}
        {asked !== null && <b className={classes.asked}> asked {asked.toFixed(1)}</b>}
        {note !== undefined && <span className={classes.limits}> {note}</span>}
      </span>
      <span className={classes.value}>
        {text}
        <small>{unit}</small>
      </span>
      <div
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuenow={known ? Number(digitsOf.toFixed(digits)) : min}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={known ? `${text} ${unit}` : "not known yet"}
      >
        <div
          className={classes.fill}
          style={{ left: `${Math.min(start, end) * 100}%`, width: `${Math.abs(end - start) * 100}%` }}
        />
        {limits.map((limit) => (
          <i key={limit} className={classes.limit} style={{ left: `${shareOfWay(limit, min, max) * 100}%` }} />
        ))}
        {asked !== null && <i className={classes.command} style={{ left: `${shareOfWay(asked, min, max) * 100}%` }} />}
      </div>
    </div>
  );
}

/** rad; Hopper-v5 ends the episode beyond */
const LEAN_LIMIT = 0.2;
/** m; and below */
const HEIGHT_LIMIT = 0.7;
const DEGREES = 180 / Math.PI;

/** Looks per second: a touchdown is over within a tenth of one. */
const SPEED_RATE = 50;

/** The mean speed over the last hop, in hundredths. */
function createSpeedReader(): (frame: Float64Array) => number {
  const meter = createHopSpeed();
  return (frame) => Math.round(meter.take(frame) * 100) / 100;
}

/** How near a limit is: 0 far, 1 there. */
function stateOf(danger: number): "good" | "warm" | "bad" {
  return danger > 0.85 ? "bad" : danger > 0.6 ? "warm" : "good";
}

/** Speed against its command, height and lean against their limits. */
export function Gauges({
  readFrame,
  ready = true,
}: {
  readonly readFrame: (out: Float64Array) => boolean;
  /** the simulation answers; else nothing is known */
  readonly ready?: boolean;
}): JSX.Element {
  const frame = useFrame(readFrame);
  const mean = useReading(readFrame, createSpeedReader, 0, SPEED_RATE);
  const known = ready && (frame[FRAME.height] ?? 0) !== 0;
  const read = (place: number): number => (known ? (frame[place] ?? 0) : Number.NaN);
  const pitch = read(FRAME.pitch);
  const height = read(FRAME.height);
  const asks = frame[FRAME.running] === 1;
  return (
    <div className={`${hud.panel} ${classes.gauges}`} data-testid="gauges" data-known={known}>
      <Gauge
        label="Speed"
        value={read(FRAME.speed)}
        digitsOf={known ? mean : Number.NaN}
        unit="m/s"
        digits={2}
        min={-0.5}
        max={3}
        from={0}
        command={asks ? read(FRAME.command) : Number.NaN}
      />
      <Gauge
        label="Height"
        value={height}
        unit="m"
        digits={2}
        min={0.6}
        max={1.6}
        from={0.6}
        limits={[HEIGHT_LIMIT]}
        note={`falls below ${HEIGHT_LIMIT}`}
        danger={known ? shareOfWay(height, 1.1, HEIGHT_LIMIT) : 0}
      />
      <LeanArc
        lean={pitch * DEGREES}
        limit={LEAN_LIMIT * DEGREES}
        state={known ? stateOf(Math.abs(pitch) / LEAN_LIMIT) : "good"}
      />
    </div>
  );
}
