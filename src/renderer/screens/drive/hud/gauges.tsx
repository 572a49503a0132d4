import type { JSX } from "react";
import { FRAME } from "../../../drive/records.ts";
import classes from "./gauges.module.css";
import hud from "../hud.module.css";
import { useFrame } from "./use-frame.ts";

interface GaugeProps {
  readonly label: string;
  readonly value: number;
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

const share = (value: number, min: number, max: number): number =>
  Math.min(1, Math.max(0, (value - min) / (max - min)));

function Gauge({
  label,
  value,
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
  const start = share(from, min, max);
  const end = share(value, min, max);
  const asked = command === undefined || Number.isNaN(command) ? null : command;
  const state = danger > 0.85 ? "bad" : danger > 0.6 ? "warm" : "good";
  return (
    <div className={classes.gauge} data-state={state}>
      <span className={classes.label}>
        {label}
        {asked !== null && <b className={classes.asked}> asked {asked.toFixed(1)}</b>}
        {note !== undefined && <span className={classes.limits}> {note}</span>}
      </span>
      <span className={classes.value}>
        {value.toFixed(digits)}
        <small>{unit}</small>
      </span>
      <div
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuenow={Number(value.toFixed(digits))}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={`${value.toFixed(digits)} ${unit}`}
      >
        <div
          className={classes.fill}
          style={{ left: `${Math.min(start, end) * 100}%`, width: `${Math.abs(end - start) * 100}%` }}
        />
        {limits.map((limit) => (
          <i key={limit} className={classes.limit} style={{ left: `${share(limit, min, max) * 100}%` }} />
        ))}
        {asked !== null && <i className={classes.command} style={{ left: `${share(asked, min, max) * 100}%` }} />}
      </div>
    </div>
  );
}

/** rad; Hopper-v5 ends the episode beyond */
const LEAN_LIMIT = 0.2;
/** m; and below */
const HEIGHT_LIMIT = 0.7;

/** Speed against its command, height and lean against their limits. */
export function Gauges({ readFrame }: { readonly readFrame: (out: Float64Array) => boolean }): JSX.Element {
  const frame = useFrame(readFrame);
  const pitch = frame[FRAME.pitch] ?? 0;
  const height = frame[FRAME.height] ?? 0;
  return (
    <div className={`${hud.panel} ${classes.gauges}`} data-testid="gauges">
      <Gauge
        label="Speed"
        value={frame[FRAME.speed] ?? 0}
        unit="m/s"
        digits={2}
        min={-0.5}
        max={3}
        from={0}
        command={frame[FRAME.command] ?? Number.NaN}
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
        danger={share(height, 1.1, HEIGHT_LIMIT)}
      />
      <Gauge
        label="Lean"
        value={(pitch * 180) / Math.PI}
        unit="°"
        digits={1}
        min={-14}
        max={14}
        from={0}
        note={`falls beyond ${((LEAN_LIMIT * 180) / Math.PI).toFixed(1)}°`}
        limits={[-LEAN_LIMIT, LEAN_LIMIT].map((limit) => (limit * 180) / Math.PI)}
        danger={Math.abs(pitch) / LEAN_LIMIT}
      />
    </div>
  );
}
