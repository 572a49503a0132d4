/** A shake of a pad's two motors. */
export interface Shake {
  /** 0 to 1 */
  readonly strong: number;
  readonly weak: number;
  /** ms */
  readonly duration: number;
}

/** The motors of a pad, as browsers with the Gamepad extensions have them. */
interface Actuator {
  readonly effects?: readonly string[];
  playEffect(type: "dual-rumble", options: Readonly<Record<string, number>>): Promise<unknown>;
}

function isActuator(value: unknown): value is Actuator {
  return typeof value === "object" && value !== null && "playEffect" in value && typeof value.playEffect === "function";
}

function actuatorOf(index: number): Actuator | null {
  const pad: unknown = navigator.getGamepads()[index];
  const actuator: unknown =
    typeof pad === "object" && pad !== null && "vibrationActuator" in pad ? pad.vibrationActuator : null;
  if (!isActuator(actuator)) return null;
  return actuator.effects === undefined || actuator.effects.includes("dual-rumble") ? actuator : null;
}

/** Whether a pad can shake here. */
export function canShake(index: number): boolean {
  return actuatorOf(index) !== null;
}

/** Shakes a pad, where it can. A pad that refuses, or is gone, is none of the driver's worries. */
export function shakePad(index: number, { strong, weak, duration }: Shake): void {
  actuatorOf(index)
    ?.playEffect("dual-rumble", { startDelay: 0, duration, strongMagnitude: strong, weakMagnitude: weak })
    .catch(() => undefined);
}
