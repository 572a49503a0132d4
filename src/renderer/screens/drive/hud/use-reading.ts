import { useEffect, useState } from "react";
import { FRAME } from "../../../drive/records.ts";

/**
 * What a reader with a memory makes of the frames that pass, `rate` times a second; renders only when it changes.
 * `createReader` must be stable; `initial` stands before the first frame.
 */
export function useReading<T extends string | number>(
  readFrame: (out: Float64Array) => boolean,
  createReader: () => (frame: Float64Array) => T,
  initial: T,
  rate: number,
): T {
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const read = createReader();
    const frame = new Float64Array(FRAME.size);
    const look = (): void => {
      if (readFrame(frame)) setValue(read(frame));
    };
    const timer = setInterval(look, 1000 / rate);
    look();
    return () => clearInterval(timer);
  }, [readFrame, createReader, rate]);
  return value;
}
