import type { PhysicsFrame } from "./types.ts";

/**
 * Poses at display time `now`, one physics period behind the newest state: at `time` the previous state is shown, a
 * period later the newest. Beyond that the newest stays; nothing is extrapolated, so what is seen did happen.
 */
export function interpolatePoses(frame: PhysicsFrame, now: number, out: Float32Array): number {
  const period = frame.time - frame.previousTime;
  const fraction = period > 0 ? Math.min(1, Math.max(0, (now - frame.time) / period)) : 1;
  for (let i = 0; i < 12; i += 1) {
    const from = frame.previous[i] ?? 0;
    out[i] = from + ((frame.current[i] ?? 0) - from) * fraction;
  }
  return fraction;
}
