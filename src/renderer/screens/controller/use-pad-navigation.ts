import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { applyProfile } from "../../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../../shared/control/pad-profile.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { closeOpen, moveFocus, openOverlay } from "../../navigate/move-focus.ts";
import { createPadNavigator } from "../../navigate/pad-navigator.ts";

interface NavigationOptions {
  readonly monitor: PadMonitor | null;
  /** null: the pad is not known yet, or is being asked something */
  readonly profile: PadProfile | null;
  /** where the focus moves */
  readonly root: RefObject<HTMLElement | null>;
  readonly held: boolean;
  readonly onBack: () => void;
}

/**
 * The pad moves over the page, or over the question that is in front of it: up and down from control to control, left and
 * right move a slider, press and back. Its sticks do not: they are what is being set up.
 */
export function usePadNavigation({ monitor, profile, root, held, onBack }: NavigationOptions): void {
  const now = useRef({ profile, held, onBack });
  useEffect(() => {
    now.current = { profile, held, onBack };
  });
  const listens = profile !== null;
  useEffect(() => {
    if (monitor === null || !listens) return undefined;
    const navigator = createPadNavigator();
    const mapped: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
    return monitor.onReading((raw, time) => {
      const { profile: by, held: waits, onBack: back } = now.current;
      if (by === null) return;
      applyProfile(raw, by, mapped);
      const move = navigator.look(mapped, time, { held: waits });
      if (move === null || root.current === null) return;
      if (move !== "back") moveFocus(move, openOverlay() ?? root.current, "line");
      else if (!closeOpen()) back();
    });
  }, [monitor, listens, root]);
}
