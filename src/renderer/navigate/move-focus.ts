import { boxOf, radiosOf, stopsOf } from "./focus-stops.ts";
import { nearestBox } from "./nearest-box.ts";
import type { PadMove, Way } from "./pad-navigator.ts";

const ARROWS = { up: "ArrowUp", down: "ArrowDown", left: "ArrowLeft", right: "ArrowRight" } as const;
/** The focus ring of who moves by a pad: browsers show theirs only after a key. */
const BY_PAD = "padMoves";
/** What stands for a row of a grid, and answers to its keys. */
const ROW = '[role=grid] td [aria-keyshortcuts~="Enter"]';
/** A field whose list hangs down: it takes every way until something is chosen. */
const OPEN_LIST = "[aria-haspopup=listbox][aria-expanded=true]";

function send(target: Element, key: string): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
}

/** What is open over the page, the last opened: it alone is moved in. */
export function openOverlay(): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>("[role=dialog], [role=menu]")].at(-1) ?? null;
}

/** Moves the focus by a pad, or presses what has it. `line`: from control to control in their order; `map`: to what lies that way. */
export function moveFocus(move: Exclude<PadMove, "back">, root: HTMLElement, manner: "line" | "map"): void {
  showRing();
  const focused = document.activeElement;
  const active = focused instanceof HTMLElement && focused !== root && root.contains(focused) ? focused : null;
  if (move === "press") return press(active, root);
  if (active !== null && answersWay(active, move)) return;
  if (root.getAttribute("role") === "menu") return send(active ?? root, ARROWS[move]);
  const stops = stopsOf(root);
  const next =
    active === null
      ? firstOf(stops)
      : manner === "line"
        ? beside(active, stops, move)
        : (ahead(active, stops, move) ?? (isOverlay(root, move) ? beside(active, stops, move) : undefined));
  if (next === undefined) return;
  next.focus();
  next.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  // Some fields open their list with the focus: whoever only passes by would be caught in it.
  if (next.matches("[aria-haspopup=listbox]"))
    requestAnimationFrame(() => {
      if (next.matches(OPEN_LIST)) sendEscape(next);
    });
}

/** In what is open every control is reached by up and down alone, wherever it lies. */
function isOverlay(root: HTMLElement, way: Way): boolean {
  return (way === "up" || way === "down") && root.matches("[role=dialog]");
}

/** As the key does. */
export function sendEscape(target: Element): void {
  send(target, "Escape");
}

/** Closes what is open, as Escape does: a list that hangs down, before the question that it belongs to. False: nothing is. */
export function closeOpen(): boolean {
  const focused = document.activeElement;
  if (focused?.matches(OPEN_LIST) === true) {
    sendEscape(focused);
    return true;
  }
  const overlay = openOverlay();
  if (overlay === null) return false;
  sendEscape(focused !== null && overlay.contains(focused) ? focused : overlay);
  return true;
}

function press(active: HTMLElement | null, root: HTMLElement): void {
  if (active === null) {
    const next = root.querySelector<HTMLElement>("[data-next]");
    return next === null ? firstOf(stopsOf(root))?.focus() : next.click();
  }
  if (active.matches(`[role=slider], ${ROW}, ${OPEN_LIST}`)) return send(active, "Enter");
  // Nobody types by a pad: what stands in a field is the answer.
  const isText = active instanceof HTMLInputElement && active.type === "text" && !active.hasAttribute("aria-haspopup");
  const submit = isText ? active.closest("form")?.querySelector("[type=submit]") : null;
  if (submit instanceof HTMLElement) return submit.click();
  active.click();
}

/** Whether the control in focus has a use of its own for a way: a slider, a choice of a few, a number, a list. */
function answersWay(active: HTMLElement, way: Way): boolean {
  const across = way === "left" || way === "right";
  if (active.matches(OPEN_LIST) || isInGrid(active, way)) {
    if (across) return false;
    send(active, ARROWS[way]);
    return true;
  }
  if (!across) return false;
  if (active.matches("[role=slider], [role=tab]")) send(active, ARROWS[way]);
  else if (active.matches("input[inputmode=numeric], input[inputmode=decimal]"))
    send(active, way === "right" ? ARROWS.up : ARROWS.down);
  else if (active instanceof HTMLInputElement && active.type === "radio") {
    const group = radiosOf(active);
    const next = group[group.indexOf(active) + (way === "right" ? 1 : -1)];
    if (next === undefined) return false;
    next.click();
    next.focus();
  } else return false;
  return true;
}

/** A grid takes up and down for its rows; from the first one the way up leads out of it. */
function isInGrid(active: HTMLElement, way: Way): boolean {
  if (!active.matches(ROW)) return false;
  const row = Number(active.closest("[aria-rowindex]")?.getAttribute("aria-rowindex"));
  return way === "down" || row > 2;
}

/** Where nothing has the focus: what is meant to have it first, or the content, before the way to other screens. */
function firstOf(stops: readonly HTMLElement[]): HTMLElement | undefined {
  return (
    stops.find((stop) => stop.matches("[data-autofocus]")) ??
    stops.find((stop) => stop.closest("main") !== null) ??
    stops[0]
  );
}

function beside(active: HTMLElement, stops: readonly HTMLElement[], way: Way): HTMLElement | undefined {
  const at = stops.indexOf(active);
  const by = way === "down" || way === "right" ? 1 : -1;
  return stops[at === -1 ? 0 : Math.min(stops.length - 1, Math.max(0, at + by))];
}

function ahead(active: HTMLElement, stops: readonly HTMLElement[], way: Way): HTMLElement | undefined {
  const others = stops.filter((stop) => stop !== active);
  return others[nearestBox(boxOf(active), others.map(boxOf), way)];
}

function showRing(): void {
  const { dataset } = document.documentElement;
  if (dataset[BY_PAD] !== undefined) return;
  dataset[BY_PAD] = "";
  const hide = (): void => {
    delete dataset[BY_PAD];
    window.removeEventListener("pointerdown", hide, true);
  };
  window.addEventListener("pointerdown", hide, true);
}
