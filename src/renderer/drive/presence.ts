/** Why the operator cannot be driving at this moment; null when nothing speaks against it. */
export interface Presence {
  readonly absence: string | null;
  dispose(): void;
}

/** Watches whether the page is seen and has the focus; `onChange` comes before the browser slows the page down. */
export function watchPresence(onChange: (absence: string | null) => void): Presence {
  let absence: string | null = null;
  const set = (why: string | null): void => {
    if (why === absence) return;
    absence = why;
    onChange(why);
  };
  const onVisibility = (): void => set(document.hidden ? "The window was hidden." : null);
  const onBlur = (): void => set("The window lost the focus.");
  const onFocus = (): void => set(document.hidden ? "The window was hidden." : null);
  const onFreeze = (): void => set("The page was put to sleep.");
  document.addEventListener("visibilitychange", onVisibility);
  document.addEventListener("freeze", onFreeze);
  window.addEventListener("blur", onBlur);
  window.addEventListener("focus", onFocus);
  return {
    get absence(): string | null {
      return absence;
    },
    dispose(): void {
      document.removeEventListener("visibilitychange", onVisibility);
      document.removeEventListener("freeze", onFreeze);
      window.removeEventListener("blur", onBlur);
      window.removeEventListener("focus", onFocus);
    },
  };
}
