import { applyProfile } from "../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../shared/control/pad-profile.ts";
import { BINDINGS } from "../input/bindings.ts";
import { watchPads } from "../input/pad-presence.ts";
import type { PadInfo } from "../input/pad-presence.ts";
import { createRawPad } from "../input/raw-pad.ts";
import type { RawPad } from "../input/raw-pad.ts";
import { createPadNavigator } from "./pad-navigator.ts";
import type { PadMove, PadNavigator } from "./pad-navigator.ts";

/** `home`: one of the buttons that mean something on Drive alone, and lead there */
export type PageMove = PadMove | "home";

interface KnownPad {
  readonly info: PadInfo;
  readonly raw: RawPad;
  readonly moves: PadNavigator;
  /** was down at the last look, or when it was first looked at */
  home: boolean;
}

/** ms; nobody drives here, so twice a display frame would be waste */
const POLL_MS = 16;
const PRESSED = 0.5;
const HOME = [BINDINGS.startStop.button, BINDINGS.quickMenu.button];

/**
 * Tells what any pad asks of a page that is not driven on. `profileOf`: how a pad is read; null: nobody knows its buttons,
 * and it moves nothing. Returns the end of it.
 */
export function watchPadMoves(
  profileOf: (pad: PadInfo) => PadProfile | null,
  onMove: (move: PageMove, pad: PadInfo) => void,
): () => void {
  const known = new Map<number, KnownPad>();
  const mapped: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
  const look = (one: KnownPad, pad: Gamepad, now: number): PageMove | null => {
    const profile = profileOf(one.info);
    if (profile === null) return null;
    one.raw.take(pad);
    applyProfile(one.raw, profile, mapped);
    const before = one.home;
    one.home = HOME.some((button) => button !== null && (mapped.buttons[button] ?? 0) > PRESSED);
    const move = one.moves.look(mapped, now, { stick: true });
    return one.home && !before ? "home" : move;
  };
  const poll = (): void => {
    if (known.size === 0) return;
    const pads = navigator.getGamepads();
    const away = !document.hasFocus();
    for (const one of known.values()) {
      const pad = pads[one.info.index];
      if (!pad) continue;
      const move = look(one, pad, performance.now());
      if (away) one.moves.settle();
      else if (move !== null) onMove(move, one.info);
    }
  };
  const presence = watchPads(
    (info) => known.set(info.index, { info, raw: createRawPad(), moves: createPadNavigator(), home: true }),
    (index) => known.delete(index),
  );
  const timer = setInterval(poll, POLL_MS);
  return () => {
    clearInterval(timer);
    presence.dispose();
  };
}
