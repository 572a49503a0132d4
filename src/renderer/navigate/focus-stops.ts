import type { Box } from "./nearest-box.ts";

/** The link that skips the rail is for keyboards: a pad goes there by one push. */
const STOPS =
  'a[href]:not([href="#content"]), button:not(:disabled), input:not(:disabled), textarea, select, [role=slider], [tabindex]';

function isVisible(element: HTMLElement): boolean {
  if (element.closest("[inert], [aria-hidden=true]") !== null) return false;
  return typeof element.checkVisibility === "function"
    ? element.checkVisibility()
    : element.getClientRects().length > 0;
}

/** Of a group of radio buttons the chosen one is a stop, or the first where none is. */
function isItsGroups(element: HTMLElement): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== "radio" || element.checked) return true;
  const group = radiosOf(element);
  return !group.some(({ checked }) => checked) && group[0] === element;
}

/** The radio buttons that belong together with one, in order. */
export function radiosOf(radio: HTMLInputElement): readonly HTMLInputElement[] {
  const scope = radio.closest("[role=radiogroup], form") ?? document;
  return [...scope.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter(({ name }) => name === radio.name);
}

/** Every control that can have the focus, in order. */
export function stopsOf(root: HTMLElement): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(STOPS)].filter(
    (one) =>
      one.tabIndex >= 0 &&
      !(one instanceof HTMLInputElement && one.type === "hidden") &&
      isVisible(one) &&
      isItsGroups(one),
  );
}

/** px; a control that is smaller is hidden, and what stands for it is drawn around it */
const DRAWN = 4;

/** Where a control is seen. */
export function boxOf(stop: HTMLElement): Box {
  const group = stop instanceof HTMLInputElement && stop.type === "radio" ? stop.closest("[role=radiogroup]") : null;
  const box = (group ?? stop).getBoundingClientRect();
  return box.width < DRAWN && stop.parentElement !== null ? stop.parentElement.getBoundingClientRect() : box;
}
