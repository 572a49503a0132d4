/** One reading of a pad, in the W3C standard layout: raw, before dead zones. */
export interface PadSample {
  /** left stick x, y, right stick x, y; right and down are positive */
  readonly axes: ArrayLike<number>;
  /** values in [0, 1] */
  readonly buttons: ArrayLike<number>;
}

/** How sticks are read. */
export interface StickOptions {
  /** radius of the stick's rest, 0…0.9 of its travel */
  readonly deadZone: number;
  /** 0: even; 1: cubic, fine around the middle. r becomes (1 − expo)·r + expo·r³ */
  readonly expo: number;
}

export const DEFAULT_STICK_OPTIONS: StickOptions = { deadZone: 0.12, expo: 0 };

/** Buttons of the standard layout. */
export const LEFT_TRIGGER = 6;
export const RIGHT_TRIGGER = 7;

/** A value of a pad that may have fewer axes or buttons, or report nonsense. */
export function readPad(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  return value !== undefined && Number.isFinite(value) ? value : 0;
}

/**
 * A round dead zone and a response curve: nothing inside the radius, and from its rim to full travel from 0 to 1, in
 * the same direction. Writes x and y into `out`.
 */
export function shapeStick(
  x: number,
  y: number,
  { deadZone, expo }: StickOptions,
  out: { x: number; y: number },
): void {
  const length = Math.sqrt(x * x + y * y);
  if (!(length > deadZone)) {
    out.x = 0;
    out.y = 0;
    return;
  }
  const travel = Math.min(1, (length - deadZone) / (1 - deadZone));
  const scale = ((1 - expo) * travel + expo * travel * travel * travel) / length;
  out.x = x * scale;
  out.y = y * scale;
}
