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

/** Tells which keys the element in focus has a use of its own for: text, or what moves or presses it. */
export interface KeyOwner {
  owns(event: KeyboardEvent): boolean;
  /** a key was taken for driving: takes the focus, and its ring, off a control that was only clicked */
  release(): void;
  dispose(): void;
}

/**
 * A control that got the focus by mouse, finger or pen was meant once: the keyboard goes on driving instead of pressing
 * or moving it again. One that was reached by keys answers to them. What text goes into takes every key either way.
 */
export function watchKeyOwner(): KeyOwner {
  let lastByPointer = false;
  let focusedByPointer = false;
  const onPointerDown = (event: Event): void => {
    lastByPointer = true;
    if (event.target instanceof Node && document.activeElement?.contains(event.target) === true)
      focusedByPointer = true;
  };
  const onKeyDown = (): void => {
    lastByPointer = false;
  };
  const onFocusIn = (): void => {
    focusedByPointer = lastByPointer;
  };
  window.addEventListener("pointerdown", onPointerDown, true);
  window.addEventListener("keydown", onKeyDown, true);
  window.addEventListener("focusin", onFocusIn, true);
  return {
    owns({ target, code }): boolean {
      if (!(target instanceof Element)) return false;
      const keys = keysOf(target);
      return keys === "all" || (!focusedByPointer && keys.includes(code));
    },
    release(): void {
      const focused = document.activeElement;
      if (focusedByPointer && focused instanceof HTMLElement && focused !== document.body) focused.blur();
    },
    dispose(): void {
      window.removeEventListener("pointerdown", onPointerDown, true);
      window.removeEventListener("keydown", onKeyDown, true);
      window.removeEventListener("focusin", onFocusIn, true);
    },
  };
}
