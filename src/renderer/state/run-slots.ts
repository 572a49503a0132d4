/** Colours that runs are drawn in; see components/curves/run-colors.ts. */
export const RUN_COLORS = 8;

/**
 * Hands out colour slots: whoever asks first gets the least used one and keeps it, so that a run's colour does not change
 * while others come and go.
 */
export function createSlots(): (run: string) => number {
  const slots = new Map<string, number>();
  const uses = Array.from({ length: RUN_COLORS }, () => 0);
  return (run) => {
    const known = slots.get(run);
    if (known !== undefined) return known;
    const slot = uses.indexOf(Math.min(...uses));
    uses[slot] = (uses[slot] ?? 0) + 1;
    slots.set(run, slot);
    return slot;
  };
}
