/** Fastest command, m/s. The controller falls at 2.5. */
export const MAX_SPEED = 2.2;
/** Slowest command, m/s. */
export const MIN_SPEED = 0;
/** Largest trigger (push-off), without unit: at 1 it falls now and then. */
export const MAX_TRIGGER = 0.8;
