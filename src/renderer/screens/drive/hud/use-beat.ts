import { useLayoutEffect } from "react";
import { onBeat } from "./beat.ts";

/** Calls `draw` at once and then `rate` times a second, to write into elements without rendering. `draw` must be stable. */
export function useBeat(draw: () => void, rate: number): void {
  useLayoutEffect(() => {
    draw();
    return onBeat(draw, rate);
  }, [draw, rate]);
}
