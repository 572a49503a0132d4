import { useEffect, useState } from "react";
import { FRAME } from "../../../drive/records.ts";

/** How often instruments are redrawn, per second: faster than numbers can be read, slower than the scene. */
const INSTRUMENT_RATE = 10;

/** The worker's newest frame record at reading speed; zeros before the first. */
export function useFrame(readFrame: (out: Float64Array) => boolean, rate = INSTRUMENT_RATE): Float64Array {
  const [frame, setFrame] = useState(() => new Float64Array(FRAME.size));
  useEffect(() => {
    const read = (): void => {
      const next = new Float64Array(FRAME.size);
      if (readFrame(next)) setFrame(next);
    };
    const timer = setInterval(read, 1000 / rate);
    read();
    return () => clearInterval(timer);
  }, [readFrame, rate]);
  return frame;
}
