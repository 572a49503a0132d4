/** What is open over the screen and has the focus takes every key. */
const OVERLAYS = "[role=dialog], [role=listbox], [role=menu]";
/** Input types that no text is typed into, and the keys that each answers to. */
const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const SLIDES = [...ARROWS, "Home", "End", "PageUp", "PageDown"];
const PRESSES = ["Enter", "NumpadEnter", "Space"];
const KEYS_OF_INPUT: Readonly<Record<string, readonly string[]>> = {
  range: SLIDES,
  radio: [...ARROWS, "Space"],
  checkbox: ["Space"],
  button: PRESSES,
  submit: PRESSES,
  reset: PRESSES,
  image: PRESSES,
  file: PRESSES,
  color: PRESSES,
};
const KEYS_OF_ROLE: Readonly<Record<string, readonly string[]>> = {
  slider: SLIDES,
  radio: [...ARROWS, "Space"],
  tab: [...ARROWS, ...PRESSES],
};

function keysOf(element: Element): readonly string[] | "all" {
  if (element instanceof HTMLElement && element.isContentEditable) return "all";
  if (element.closest(`textarea, select, ${OVERLAYS}`) !== null) return "all";
  const input = element.closest("input");
  if (input !== null) return KEYS_OF_INPUT[input.type] ?? "all";
  const control = element.closest("[role=slider], [role=radio], [role=tab]");
  if (control !== null) return KEYS_OF_ROLE[control.getAttribute("role") ?? ""] ?? [];
  return element.closest("button, a, summary") === null ? [] : PRESSES;
}

/** Whether the element in focus has a use of its own for a key (KeyboardEvent.code): text, or what moves or presses it. */
export function ownsKey(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof Element)) return false;
  const keys = keysOf(target);
  return keys === "all" || keys.includes(code);
}

/**
 * After a click by mouse, finger or pen, takes the focus off the control that was clicked, so that the keyboard goes on
 * driving instead of moving or pressing that control again. A text field keeps it, and so does what opens a menu. Who
 * gets about by Tab is left alone. Returns how to stop.
 */
export function releaseFocusAfterClicks(): () => void {
  let byPointer = false;
  const onPointerDown = (): void => {
    byPointer = true;
  };
  const onKeyDown = (): void => {
    byPointer = false;
  };
  const onClick = (): void => {
    const focused = document.activeElement;
    if (!byPointer || !(focused instanceof HTMLElement) || focused === document.body) return;
    const keys = keysOf(focused);
    if (keys !== "all" && keys.length > 0 && focused.closest("[aria-haspopup], [aria-expanded]") === null)
      focused.blur();
  };
  window.addEventListener("pointerdown", onPointerDown, true);
  window.addEventListener("keydown", onKeyDown, true);
  window.addEventListener("click", onClick);
  return () => {
    window.removeEventListener("pointerdown", onPointerDown, true);
    window.removeEventListener("keydown", onKeyDown, true);
    window.removeEventListener("click", onClick);
  };
}
