import { useEffect } from "react";
import { SCREENS, isImmersive, routeOf } from "../state/route.ts";
import type { Route } from "../state/route.ts";
import { navigate } from "../state/use-route.ts";

/** Keys 1–5 open the screens, except where the keyboard drives the hopper or a text is being typed. */
export function useShortcuts(route: Route): void {
  useEffect(() => {
    if (isImmersive(route)) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const screen = SCREENS[Number(event.key) - 1];
      if (screen !== undefined) navigate(routeOf(screen));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [route]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null;
}
