import { SegmentedControl } from "@mantine/core";
import { useCallback } from "react";
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
  scales,
  onChange,
}: {
  readonly value: number;
  readonly scales: readonly number[];
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <SegmentedControl
      aria-label="Time scale"
      size="xs"
      radius="lg"
      data-testid="time-scale"
      value={String(value)}
      onChange={(next) => onChange(Number(next))}
      data={scales.map((scale) => ({ value: String(scale), label: scaleName(scale) }))}
    />
  );
}

/** Says so while time runs slower than was chosen, because a fall is near. */
export function AutoSlowNote({
  chosen,
  readFrame,
}: {
  readonly chosen: number;
  readonly readFrame: (out: Float64Array) => boolean;
}): JSX.Element | null {
  const read = useCallback(() => {
    const frame = new Float64Array(FRAME.size);
    return readFrame(frame) && frame[FRAME.running] === 1 ? (frame[FRAME.timeScale] ?? 0) : 0;
  }, [readFrame]);
  const scale = usePoll(read, 10);
  if (scale <= 0 || scale >= chosen) return null;
  return (
    <span className={`${hud.panel} ${classes.slow}`} data-testid="auto-slow" role="status">
      {scaleName(scale)} near a fall
    </span>
  );
}
