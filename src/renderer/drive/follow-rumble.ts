import { PAGE_SHAKER } from "../input/shake.ts";
import type { Shaker } from "../input/shake.ts";
import { shakeOf } from "./rumble.ts";
import type { HopWatch } from "./watch-hops.ts";

/**
 * Lets the driving pad feel what the newest frames show; `strength` (0 to 1) weakens all of it. What shakes is stilled as
 * soon as nothing may shake. Returns the end of it.
 */
export function followRumble(hops: HopWatch, strength: number, shaker: Shaker = PAGE_SHAKER): () => void {
  let shaking: number | null = null;
  const still = (): void => {
    if (shaking !== null) shaker.still(shaking);
    shaking = null;
  };
  const unwatch = hops.listen(({ state: { device }, event, silent }) => {
    if (silent) still();
    if (device.kind !== "pad" || event === null) return;
    const { strong, weak, duration } = shakeOf(event);
    shaking = device.pad.index;
    shaker.shake(shaking, { strong: strong * strength, weak: weak * strength, duration });
  });
  return () => {
    unwatch();
    still();
  };
}
