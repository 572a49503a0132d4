import { useCallback, useEffect, useRef } from "react";
import type { JSX } from "react";
import { shareOfWay } from "../../../../shared/base/math.ts";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import { Gauge } from "./gauge.tsx";
import type { GaugeReading } from "./gauge.tsx";
import classes from "./gauges.module.css";
import { createHopSpeed } from "./hop-speed.ts";
import { LeanArc } from "./lean-arc.tsx";
import { useInstrument } from "./use-instrument.ts";
import { writeAttribute } from "./write-node.ts";

/** m; Hopper-v5 ends the episode below */
const HEIGHT_LIMIT = 0.7;
/** m; from here down it becomes dangerous */
const SAFE_HEIGHT = 1.1;

/** Looks per second: a touchdown is over within a tenth of one. */
const SPEED_RATE = 50;

/** m/s; the mean over the last hop, followed without rendering. */
function useHopSpeed(readFrame: (out: Float64Array) => boolean): () => number {
  const mean = useRef(0);
  useEffect(() => {
    const meter = createHopSpeed();
    const frame = new Float64Array(FRAME.size);
    const look = (): void => {
      if (readFrame(frame)) mean.current = meter.take(frame);
    };
    look();
    const timer = setInterval(look, 1000 / SPEED_RATE);
    return () => clearInterval(timer);
  }, [readFrame]);
  return useCallback(() => mean.current, []);
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
  const panel = useRef<HTMLDivElement>(null);
  const meanSpeed = useHopSpeed(readFrame);
  const isKnown = useCallback((frame: Float64Array): boolean => ready && (frame[FRAME.height] ?? 0) !== 0, [ready]);
  const read = useCallback(
    (frame: Float64Array, place: number): number => (isKnown(frame) ? (frame[place] ?? 0) : Number.NaN),
    [isKnown],
  );
  const readSpeed = useCallback(
    (frame: Float64Array): GaugeReading => ({
      value: read(frame, FRAME.speed),
      figure: isKnown(frame) ? meanSpeed() : Number.NaN,
      command: frame[FRAME.running] === 1 ? read(frame, FRAME.command) : Number.NaN,
      danger: 0,
    }),
    [read, isKnown, meanSpeed],
  );
  const readHeight = useCallback(
    (frame: Float64Array): GaugeReading => {
      const height = read(frame, FRAME.height);
      const danger = Number.isNaN(height) ? 0 : shareOfWay(height, SAFE_HEIGHT, HEIGHT_LIMIT);
      return { value: height, figure: height, command: Number.NaN, danger };
    },
    [read],
  );
  const readLean = useCallback((frame: Float64Array): number => read(frame, FRAME.pitch), [read]);
  const tellKnown = useCallback(
    (frame: Float64Array): void => writeAttribute(panel.current, "data-known", String(isKnown(frame))),
    [isKnown],
  );
  useInstrument(readFrame, tellKnown);
  return (
    <div ref={panel} className={`${hud.panel} ${classes.gauges}`} data-testid="gauges">
      <Gauge readFrame={readFrame} read={readSpeed} label="Speed" unit="m/s" digits={2} min={-0.5} max={3} from={0} />
      <Gauge
        readFrame={readFrame}
        read={readHeight}
        label="Height"
        unit="m"
        digits={2}
        min={0.6}
        max={1.6}
        from={0.6}
        limit={HEIGHT_LIMIT}
        note={`falls below ${HEIGHT_LIMIT}`}
      />
      <LeanArc readFrame={readFrame} read={readLean} />
    </div>
  );
}
