import { useEffect, useState } from "react";
import { FRAME } from "../../../drive/records.ts";
import { onBeat } from "./beat.ts";
import { INSTRUMENT_RATE } from "./use-instrument.ts";

/** The worker's newest frame record at reading speed, rendered each time; zeros before the first. */
export function useFrame(readFrame: (out: Float64Array) => boolean, rate = INSTRUMENT_RATE): Float64Array {
  const [frame, setFrame] = useState(() => new Float64Array(FRAME.size));
  useEffect(() => {
    const read = (): void => {
      const next = new Float64Array(FRAME.size);
      if (readFrame(next)) setFrame(next);
    };
    read();
    return onBeat(read, rate);
  }, [readFrame, rate]);
  return frame;
}
