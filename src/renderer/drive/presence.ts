/** Why the operator cannot be driving at this moment; null when nothing speaks against it. */
export interface Presence {
  readonly absence: string | null;
  dispose(): void;
}

/**
 * Watches whether the page is seen and has the focus; `onChange` comes before the browser slows the page down, and not for
 * what `absence` says from the start.
 */
export function watchPresence(onChange: (absence: string | null) => void): Presence {
  let focused = document.hasFocus();
  let frozen = false;
  const look = (): string | null => {
    if (frozen) return "The page was put to sleep.";
    if (document.hidden) return "The window was hidden.";
    return focused ? null : "The window lost the focus.";
  };
  let absence = look();
  const update = (): void => {
    const why = look();
    if (why === absence) return;
    absence = why;
    onChange(why);
  };
  const onVisibility = (): void => {
    frozen = false;
    update();
  };
  const onFocus = (): void => {
    focused = true;
    frozen = false;
    update();
  };
  const onBlur = (): void => {
    focused = false;
    update();
  };
  const onFreeze = (): void => {
    frozen = true;
    update();
  };
  document.addEventListener("visibilitychange", onVisibility);
  document.addEventListener("freeze", onFreeze);
  document.addEventListener("resume", onVisibility);
  window.addEventListener("blur", onBlur);
  window.addEventListener("focus", onFocus);
  return {
    get absence(): string | null {
      return absence;
    },
    dispose(): void {
      document.removeEventListener("visibilitychange", onVisibility);
      document.removeEventListener("resume", onVisibility);
      document.removeEventListener("freeze", onFreeze);
      window.removeEventListener("blur", onBlur);
      window.removeEventListener("focus", onFocus);
    },
  };
}
