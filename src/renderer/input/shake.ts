/** A shake of a pad's two motors. */
export interface Shake {
  /** 0 to 1 */
  readonly strong: number;
  readonly weak: number;
  /** ms */
  readonly duration: number;
}

/** What shakes pads. */
export interface Shaker {
  shake(index: number, shake: Shake): void;
  /** ends what still shakes */
  still(index: number): void;
}

/** The motors of a pad, whichever way the browser reaches them. A refusal is none of the driver's worries. */
interface Motors {
  run(shake: Shake): Promise<unknown>;
  stop(): Promise<unknown>;
}

/** As browsers with the Gamepad extensions have them. */
interface DualRumble {
  readonly effects?: readonly string[];
  playEffect(type: "dual-rumble", options: Readonly<Record<string, number>>): Promise<unknown>;
  reset?(): Promise<unknown>;
}

/** One motor, as the extensions had it before: Firefox. */
interface Pulse {
  pulse(value: number, duration: number): Promise<unknown>;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isDualRumble = (value: unknown): value is DualRumble =>
  isObject(value) && "playEffect" in value && typeof value.playEffect === "function";
const isPulse = (value: unknown): value is Pulse =>
  isObject(value) && "pulse" in value && typeof value.pulse === "function";

function dualRumble(actuator: DualRumble): Motors | null {
  if (actuator.effects?.includes("dual-rumble") === false) return null;
  const run = ({ strong, weak, duration }: Shake): Promise<unknown> =>
    actuator.playEffect("dual-rumble", { startDelay: 0, duration, strongMagnitude: strong, weakMagnitude: weak });
  return {
    run,
    stop: () => actuator.reset?.() ?? run({ strong: 0, weak: 0, duration: 1 }),
  };
}

function motorsOf(index: number): Motors | null {
  const pad: unknown = navigator.getGamepads()[index];
  if (!isObject(pad)) return null;
  if ("vibrationActuator" in pad && isDualRumble(pad.vibrationActuator)) return dualRumble(pad.vibrationActuator);
  const older: unknown = "hapticActuators" in pad && Array.isArray(pad.hapticActuators) ? pad.hapticActuators[0] : null;
  if (!isPulse(older)) return null;
  return {
    run: ({ strong, weak, duration }) => older.pulse(Math.max(strong, weak), duration),
    stop: () => older.pulse(0, 1),
  };
}

/** Whether a pad can shake here. */
export function canShake(index: number): boolean {
  return motorsOf(index) !== null;
}

/** Shakes a pad, where it can. */
export function shakePad(index: number, shake: Shake): void {
  motorsOf(index)
    ?.run(shake)
    .catch(() => undefined);
}

/** Ends what a pad still shakes. */
export function stillPad(index: number): void {
  motorsOf(index)
    ?.stop()
    .catch(() => undefined);
}

/** The pads of this page. */
export const PAGE_SHAKER: Shaker = { shake: shakePad, still: stillPad };
