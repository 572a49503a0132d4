import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { createPadNavigator } from "./pad-navigator.ts";
import type { PadMove } from "./pad-navigator.ts";

interface NavigationOptions {
  readonly monitor: PadMonitor | null;
  /** null: the pad is not known yet, or is being asked something */
  readonly profile: PadProfile | null;
  /** where the focus moves */
  readonly root: RefObject<HTMLElement | null>;
  readonly held: boolean;
  readonly onBack: () => void;
}

const STOPS = "button:not(:disabled), input:not(:disabled), [role=slider]";
const ESCAPE = { key: "Escape", code: "Escape", bubbles: true };
const ARROWS = { left: "ArrowLeft", right: "ArrowRight" } as const;

/** Every control that can have the focus, in order; a slider's hidden input has none. */
function stopsOf(root: HTMLElement): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(STOPS)].filter(
    (one) => one.tabIndex >= 0 && !(one instanceof HTMLInputElement && one.type === "hidden"),
  );
}

function act(move: Exclude<PadMove, "back">, root: HTMLElement): void {
  const stops = stopsOf(root);
  const active = document.activeElement;
  const at = stops.findIndex((one) => one === active);
  const current = stops[at];
  if (move === "up" || move === "down") {
    const next = stops[at === -1 ? 0 : Math.min(stops.length - 1, Math.max(0, at + (move === "down" ? 1 : -1)))];
    next?.focus();
    return;
  }
  if (move === "press") {
    (current ?? root.querySelector<HTMLElement>("[data-next]"))?.click();
    return;
  }
  current?.dispatchEvent(new KeyboardEvent("keydown", { key: ARROWS[move], code: ARROWS[move], bubbles: true }));
}

/** The pad moves over the page, or over the question that is in front of it: up and down from control to control, left and right move a slider, press and back. */
export function usePadNavigation({ monitor, profile, root, held, onBack }: NavigationOptions): void {
  const now = useRef({ profile, held, onBack });
  useEffect(() => {
    now.current = { profile, held, onBack };
  });
  const listens = profile !== null;
  useEffect(() => {
    if (monitor === null || !listens) return undefined;
    const navigator = createPadNavigator();
    return monitor.onReading((raw, time) => {
      const { profile: by, held: waits, onBack: back } = now.current;
      const move = by === null ? null : navigator.look(raw, by, time, waits);
      if (move === null || root.current === null) return;
      const question = document.querySelector<HTMLElement>("[role=dialog]");
      if (move !== "back") act(move, question ?? root.current);
      else if (question === null) back();
      else (document.activeElement ?? question).dispatchEvent(new KeyboardEvent("keydown", ESCAPE));
    });
  }, [monitor, listens, root]);
}
