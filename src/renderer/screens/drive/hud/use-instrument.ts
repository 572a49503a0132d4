import { useMemo } from "react";
import { FRAME } from "../../../drive/records.ts";
import { useBeat } from "./use-beat.ts";

/** How often instruments are written, per second: faster than numbers can be read, slower than the scene. */
export const INSTRUMENT_RATE = 10;

/**
 * Calls `draw` at once and then `rate` times a second with the worker's newest frame record (reused; zeros before the
 * first). It writes into elements and renders nothing: while it renders, the page does not read the pad. `draw` must be
 * stable.
 */
export function useInstrument(
  readFrame: (out: Float64Array) => boolean,
  draw: (frame: Float64Array) => void,
  rate = INSTRUMENT_RATE,
): void {
  const look = useMemo(() => {
    const frame = new Float64Array(FRAME.size);
    return (): void => {
      readFrame(frame);
      draw(frame);
    };
  }, [readFrame, draw]);
  useBeat(look, rate);
}
