import { SegmentedControl, VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { JSX } from "react";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import classes from "./time-control.module.css";
import { usePoll } from "./use-poll.ts";

const NAMES: Readonly<Record<number, string>> = {
  0.03125: "1/32",
  0.0625: "1/16",
  0.125: "⅛",
  0.25: "¼",
  0.5: "½",
  1: "1×",
  2: "2×",
};

/** A time scale as it is written on buttons. */
export function scaleName(scale: number): string {
  return NAMES[scale] ?? String(scale);
}

/** Simulated time per real time. */
export function TimeScaleControl({
  value,
  effective = value,
  scales,
  onChange,
}: {
  /** what was chosen */
  readonly value: number;
  /** what holds at the moment, where that is slower */
  readonly effective?: number;
  readonly scales: readonly number[];
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <SegmentedControl
      aria-label="Time scale"
      size="xs"
      radius="lg"
      data-testid="time-scale"
      data-effective={effective}
      value={String(value)}
      onChange={(next) => onChange(Number(next))}
      data={scales.map((scale) => ({
        value: String(scale),
        label: <ScaleLabel scale={scale} holds={scale === effective && scale !== value} />,
      }))}
    />
  );
}

function ScaleLabel({ scale, holds }: { readonly scale: number; readonly holds: boolean }): JSX.Element {
  return (
    <span className={classes.name} data-holds={holds}>
      {scaleName(scale)}
      {holds && <VisuallyHidden> holds now</VisuallyHidden>}
    </span>
  );
}

/** The time scale that holds: near a fall it may be slower than the one chosen. */
export function effectiveScale(frame: Float64Array, chosen: number): number {
  const scale = frame[FRAME.running] === 1 ? (frame[FRAME.timeScale] ?? 0) : 0;
  return scale > 0 && scale < chosen ? scale : chosen;
}

/** The time scale that holds, followed. */
export function useEffectiveScale(readFrame: (out: Float64Array) => boolean, chosen: number): number {
  const read = useMemo(() => {
    const frame = new Float64Array(FRAME.size);
    return (): number => (readFrame(frame) ? effectiveScale(frame, chosen) : chosen);
  }, [readFrame, chosen]);
  return usePoll(read, 10);
}

/** Says so while time runs slower than was chosen, because a fall is near. */
export function AutoSlowNote({
  chosen,
  readFrame,
}: {
  readonly chosen: number;
  readonly readFrame: (out: Float64Array) => boolean;
}): JSX.Element | null {
  const scale = useEffectiveScale(readFrame, chosen);
  if (scale >= chosen) return null;
  return (
    <span className={`${hud.panel} ${classes.slow}`} data-testid="auto-slow" role="status">
      {scaleName(scale)} near a fall
    </span>
  );
}
