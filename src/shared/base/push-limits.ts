/** Largest impulse that a person can give a body within one step, N·s: the hopper, 16 kg, changes by half a metre per second. */
export const MAX_PUSH = 8;
/** The controller of level "cruise" survives this much, N·s. */
export const STEADY_PUSH = 4;

/** The same direction, no longer than MAX_PUSH. N·s along x and z. */
export function boundImpulse(x: number, z: number): readonly [x: number, z: number] {
  const size = Math.sqrt(x * x + z * z);
  if (size <= MAX_PUSH) return [x, z];
  return [(x / size) * MAX_PUSH, (z / size) * MAX_PUSH];
}
