import { useEffect, useRef, useState } from "react";
import { STANDARD_PROFILE } from "../../shared/control/pad-profile.ts";
import { profileOf } from "../../shared/ipc/pad-profiles.ts";
import { padLabels } from "../input/pad-labels.ts";
import type { PadLabels } from "../input/pad-labels.ts";
import { closeOpen, moveFocus, openOverlay, sendEscape } from "../navigate/move-focus.ts";
import { watchPadMoves } from "../navigate/watch-pad-moves.ts";
import type { PageMove } from "../navigate/watch-pad-moves.ts";
import { useSettings } from "../state/app-state-context.tsx";
import { isImmersive, routeOf } from "../state/route.ts";
import type { Route } from "../state/route.ts";
import { navigate } from "../state/use-route.ts";

const RAIL = "nav a[aria-current=page]";

/** Goes back one step where nothing is open: out of a replay, to the rail, to Drive. */
function goBack(route: Route): void {
  if (isImmersive(route)) return sendEscape(document.body);
  const rail = document.querySelector<HTMLElement>(RAIL);
  if (rail === null || rail === document.activeElement) return navigate(routeOf("drive"));
  rail.focus();
}

function follow(move: PageMove, route: Route): void {
  const overlay = openOverlay();
  if (move === "home") return overlay === null ? navigate(routeOf("drive")) : undefined;
  if (move !== "back") return moveFocus(move, overlay ?? document.body, "map");
  if (!closeOpen()) goBack(route);
}

/**
 * A pad moves over every screen but Drive, where it drives, and the set-up, which asks it. Returns what is printed on the
 * one that moved last; null: none has.
 */
export function usePagePad(route: Route): PadLabels | null {
  const profiles = useSettings(({ current }) => (current.status === "ready" ? current.value.padProfiles : null));
  const [labels, setLabels] = useState<PadLabels | null>(null);
  const now = useRef({ route, profiles });
  useEffect(() => {
    now.current = { route, profiles };
  });
  const elsewhere = route.screen === "drive" || (route.screen === "settings" && route.wizard !== null);
  useEffect(() => {
    if (elsewhere) return undefined;
    let shown: string | null = null;
    const profile = (pad: { readonly id: string; readonly standard: boolean }) =>
      (now.current.profiles === null ? null : profileOf(now.current.profiles, pad.id)) ??
      (pad.standard ? STANDARD_PROFILE : null);
    const end = watchPadMoves(profile, (move, pad) => {
      if (shown !== pad.id) setLabels(padLabels(pad, profile(pad)));
      shown = pad.id;
      follow(move, now.current.route);
    });
    return () => {
      end();
      setLabels(null);
    };
  }, [elsewhere]);
  return labels;
}
