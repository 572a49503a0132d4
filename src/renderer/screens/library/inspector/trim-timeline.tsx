import { useDebouncedCallback } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { JSX, KeyboardEvent, PointerEvent } from "react";
import { timeTicks } from "../../../components/charts/ticks.ts";
import { linePath } from "../../../components/charts/line-path.ts";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import { moveEnd, stepOfKey, timeOf } from "./trim-range.ts";
import type { TrimEnd, TrimRange } from "./trim-range.ts";
import classes from "./trim-timeline.module.css";

/** One quantity over the episode. */
export interface TimelineTrace {
  readonly label: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
  readonly color: string;
}

interface TrimTimelineProps {
  readonly steps: number;
  /** evenly over the episode: one value per step, or fewer while it loads */
  readonly traces: readonly TimelineTrace[];
  readonly range: TrimRange;
  /** while an end moves */
  readonly onChange: (range: TrimRange) => void;
  /** when it came to rest */
  readonly onCommit: () => void;
  readonly onCancel: () => void;
}

const WIDTH = 1000;
const LANE = 100;
/** A handle moved by keys has come to rest after so long. */
const REST_MILLISECONDS = 900;

/** An episode over time, with a handle at each end of what is kept. Handles move by pointer, and by keys step by step. */
export function TrimTimeline(props: TrimTimelineProps): JSX.Element {
  const { steps, traces, range, onChange, onCommit } = props;
  const track = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<TrimEnd | null>(null);
  const [hover, setHover] = useState<number | null>(null);

  const stepAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.min(steps, Math.max(0, Math.round(((event.clientX - box.left) / box.width) * steps)));
  };
  const grab = (event: PointerEvent<HTMLElement>, end: TrimEnd): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld(end);
  };
  const release = (): void => {
    if (held === null) return;
    setHeld(null);
    onCommit();
  };
  const from = (range.from / steps) * 100;
  const to = ((range.last + 1) / steps) * 100;

  return (
    <div className={classes.timeline}>
      <Legend traces={traces} steps={steps} hover={hover} />
      <div
        ref={track}
        className={classes.track}
        onPointerMove={(event) => {
          const step = stepAt(event);
          setHover(step);
          if (held !== null) onChange(moveEnd(range, held, held === "last" ? step - 1 : step, steps));
        }}
        onPointerLeave={() => setHover(null)}
      >
        {traces.map((trace) => (
          <Lane key={trace.label} trace={trace} />
        ))}
        <div className={classes.cut} style={{ left: 0, width: `${from}%` }} />
        <div className={classes.cut} style={{ right: 0, width: `${100 - to}%` }} />
        {hover !== null && <div className={classes.cursor} style={{ left: `${(hover / steps) * 100}%` }} />}
        <Handle {...props} end="from" at={from} onGrab={grab} onRelease={release} />
        <Handle {...props} end="last" at={to} onGrab={grab} onRelease={release} />
      </div>
      <div className={classes.axis} aria-hidden="true">
        {timeTicks(steps * STEP_SECONDS).map((second) => (
          <span key={second} style={{ left: `${(second / (steps * STEP_SECONDS)) * 100}%` }}>
            {second} s
          </span>
        ))}
      </div>
    </div>
  );
}

function Lane({ trace }: { readonly trace: TimelineTrace }): JSX.Element {
  const { path, low, high } = linePath(trace.values, WIDTH, LANE);
  return (
    <svg
      className={classes.lane}
      viewBox={`0 0 ${WIDTH} ${LANE}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${trace.label} from ${low.toFixed(2)} to ${high.toFixed(2)} ${trace.unit}`}
    >
      <path d={path} fill="none" stroke={trace.color} strokeWidth={1.4} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Names, and the values under the pointer or else the range. */
function Legend({ traces, hover, steps }: Pick<TrimTimelineProps, "traces" | "steps"> & Hover): JSX.Element {
  return (
    <div className={classes.legend} aria-hidden="true">
      {traces.map(({ label, unit, values, color }) => {
        const { low, high } = linePath(values, WIDTH, LANE);
        const value = hover === null ? undefined : values[Math.floor((hover / steps) * values.length)];
        return (
          <span key={label}>
            <b style={{ color }}>{label}</b>{" "}
            {value === undefined ? `${low.toFixed(2)} … ${high.toFixed(2)}` : value.toFixed(2)} {unit}
          </span>
        );
      })}
      {hover !== null && <span>step {hover}</span>}
    </div>
  );
}

interface Hover {
  /** the step under the pointer */
  readonly hover: number | null;
}

interface HandleProps extends TrimTimelineProps {
  readonly end: TrimEnd;
  /** per cent of the track */
  readonly at: number;
  readonly onGrab: (event: PointerEvent<HTMLElement>, end: TrimEnd) => void;
  readonly onRelease: () => void;
}

function Handle({ steps, range, end, at, onChange, onCommit, onCancel, onGrab, onRelease }: HandleProps): JSX.Element {
  const step = range[end];
  const rest = useDebouncedCallback(onCommit, REST_MILLISECONDS);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = stepOfKey(event, step, steps);
    if (target !== null) {
      onChange(moveEnd(range, end, target, steps));
      rest();
    } else if (event.key === "Enter" || event.key === " ") onCommit();
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={end === "from" ? "First step kept" : "Last step kept"}
      aria-valuemin={end === "from" ? 0 : range.from}
      aria-valuemax={end === "from" ? range.last : steps - 1}
      aria-valuenow={step}
      aria-valuetext={`step ${step}, ${timeOf(step)}`}
      className={classes.handle}
      data-end={end}
      style={{ left: `${at}%` }}
      onKeyDown={onKeyDown}
      onBlur={onCommit}
      onPointerDown={(event) => onGrab(event, end)}
      onPointerUp={onRelease}
      onPointerCancel={onRelease}
    />
  );
}
