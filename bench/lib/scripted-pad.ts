/** One moment of a scripted thumb: from `at` seconds on, these axes and buttons (index → value) hold. */
export interface PadMoment {
  readonly at: number;
  readonly axes?: Readonly<Record<number, number>>;
  readonly buttons?: Readonly<Record<number, number>>;
}

/** A pad that is wired otherwise than the standard layout. */
export interface OddLayout {
  /** what each axis says at rest; as many as the pad has */
  readonly axes: readonly number[];
  /** how many it has */
  readonly buttons: number;
}

/** What a test does with the pad; found at `window.__pad`. */
export interface ScriptedPad {
  /** with an odd layout the browser does not know it */
  connect(id?: string, odd?: OddLayout): void;
  disconnect(): void;
  axis(index: number, value: number): void;
  button(index: number, value: number): void;
  /** down, and up again after `milliseconds`, or later: not before the page has seen it down, and then up */
  press(index: number, milliseconds?: number): Promise<void>;
  /** plays the moments in real time; resolves after the last */
  play(timeline: readonly PadMoment[]): Promise<void>;
  /** how often the page has asked for the pads */
  readonly polls: number;
  /** every shake so far, in order */
  readonly shakes: readonly Readonly<Record<string, number>>[];
}

declare global {
  interface Window {
    __pad: ScriptedPad;
  }
}

/**
 * Replaces navigator.getGamepads by one scripted pad of the standard layout, unplugged at first. It stands by itself, so
 * that a browser driver can inject it before the page loads; everything above getGamepads is the shipped code.
 */
export function installScriptedPad(): void {
  let axes = [0, 0, 0, 0];
  let buttons = Array.from({ length: 17 }, () => 0);
  let mapping: GamepadMappingType = "standard";
  const shakes: Readonly<Record<string, number>>[] = [];
  const motors = {
    effects: ["dual-rumble"],
    playEffect: (_type: string, options: Readonly<Record<string, number>>): Promise<string> => {
      shakes.push(options);
      return Promise.resolve("complete");
    },
  };
  let id = "";
  let connected = false;
  let timestamp = 0;
  let polls = 0;

  const snapshot = (): Gamepad => ({
    id,
    index: 0,
    connected,
    mapping,
    timestamp,
    axes: [...axes],
    buttons: buttons.map((value) => ({ pressed: value > 0.5, touched: value > 0, value })),
    // Typed by WebXR, which three brings along.
    hapticActuators: [],
    vibrationActuator: motors as unknown as GamepadHapticActuator,
  });
  const tell = (type: "gamepadconnected" | "gamepaddisconnected"): void => {
    window.dispatchEvent(Object.assign(new Event(type), { gamepad: snapshot() }));
  };
  const touch = (): void => {
    timestamp = performance.now();
  };
  const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  /** Waits, on a busy machine longer: until the page has looked at the pad. A page that never looks is not waited for. */
  const waitForLooks = async (milliseconds: number): Promise<void> => {
    const before = polls;
    const latest = performance.now() + 10_000;
    await wait(milliseconds);
    // Some of the looks only ask whether there is a pad.
    while (connected && polls < before + 4 && performance.now() < latest) await wait(4);
  };

  const pad: ScriptedPad = {
    get polls(): number {
      return polls;
    },
    get shakes(): readonly Readonly<Record<string, number>>[] {
      return shakes;
    },
    connect(name = "Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)", odd?: OddLayout): void {
      id = name;
      mapping = odd === undefined ? "standard" : "";
      axes = [...(odd?.axes ?? [0, 0, 0, 0])];
      buttons = Array.from({ length: odd?.buttons ?? 17 }, () => 0);
      connected = true;
      touch();
      tell("gamepadconnected");
    },
    disconnect(): void {
      tell("gamepaddisconnected");
      connected = false;
    },
    axis(index: number, value: number): void {
      axes[index] = value;
      touch();
    },
    button(index: number, value: number): void {
      buttons[index] = value;
      touch();
    },
    async press(index: number, milliseconds = 80): Promise<void> {
      pad.button(index, 1);
      await waitForLooks(milliseconds);
      pad.button(index, 0);
      await waitForLooks(40);
    },
    async play(timeline: readonly PadMoment[]): Promise<void> {
      const start = performance.now();
      for (const moment of timeline) {
        await wait(Math.max(0, moment.at * 1000 - (performance.now() - start)));
        for (const [index, value] of Object.entries(moment.axes ?? {})) pad.axis(Number(index), value);
        for (const [index, value] of Object.entries(moment.buttons ?? {})) pad.button(Number(index), value);
      }
    },
  };
  navigator.getGamepads = (): (Gamepad | null)[] => {
    polls += 1;
    return [connected ? snapshot() : null, null, null, null];
  };
  Object.assign(window, { __pad: pad });
}
