import { GamepadListener } from "gamepad.js";
import { padLabels } from "./pad-labels.ts";
import type { PadKind, PadLabels } from "./pad-labels.ts";

/** A pad as its owner names it. */
export interface PadInfo extends PadKind {
  readonly index: number;
  /** false: the browser does not know its layout, so buttons may be elsewhere */
  readonly standard: boolean;
  /** what to press on it, as it is read at the moment */
  readonly labels: PadLabels;
}

/** A pad before anything is known of its profile. */
function describePad(pad: Gamepad): PadInfo {
  const kind = { id: pad.id, standard: pad.mapping === "standard", buttonCount: pad.buttons.length };
  return { ...kind, index: pad.index, labels: padLabels(kind, null) };
}

export interface PadPresence {
  /** somebody read the pad and it was not there; a pad that is back before the next look comes anew */
  missing(index: number): void;
  dispose(): void;
}

/**
 * ms between two looks for pads that come and go. Not at every display frame, as gamepad.js would by itself: a page that asks
 * for display frames is put together for each. A pad that drives and is gone is missed at its next reading.
 */
const LOOK_MS = 50;

/** Tells when pads come and go, as gamepad.js finds them. */
export function watchPads(onConnect: (pad: PadInfo) => void, onDisconnect: (index: number) => void): PadPresence {
  if (typeof navigator.getGamepads !== "function") return { missing: () => {}, dispose: () => {} };
  const known = new Map<number, string>();
  const come = (pad: Gamepad): void => {
    if (known.get(pad.index) === pad.id) return;
    leave(pad.index);
    known.set(pad.index, pad.id);
    onConnect(describePad(pad));
  };
  const leave = (index: number): void => {
    if (known.delete(index)) onDisconnect(index);
  };
  const listen = (): GamepadListener => {
    const made = new GamepadListener({ analog: true, deadZone: 0 });
    made.on("gamepad:connected", ({ detail }) => come(detail.gamepad));
    made.on("gamepad:disconnected", ({ detail }) => leave(detail.index));
    return made;
  };
  const end = (one: GamepadListener): void => one.removeAllEventListeners();
  let listener = listen();
  const look = (): void => listener.update();
  // gamepad.js throws at every look once a pad with fewer buttons has taken another's place. A new one looks at the pads
  // afresh.
  const beginAnew = (): void => {
    end(listener);
    const pads = navigator.getGamepads();
    for (const index of known.keys()) if (!pads[index]) leave(index);
    listener = listen();
  };
  /** One pad in another's place between two looks: gamepad.js sees none go. */
  const onBrowser = (event: GamepadEvent): void => {
    const before = known.get(event.gamepad.index);
    if (before === undefined) return look();
    if (before === event.gamepad.id) return;
    end(listener);
    come(event.gamepad);
    listener = listen();
  };
  const timer = setInterval(look, LOOK_MS);
  window.addEventListener("error", beginAnew);
  window.addEventListener("gamepadconnected", onBrowser);
  return {
    missing(index: number): void {
      end(listener);
      leave(index);
      listener = listen();
    },
    dispose(): void {
      clearInterval(timer);
      window.removeEventListener("error", beginAnew);
      window.removeEventListener("gamepadconnected", onBrowser);
      end(listener);
    },
  };
}
