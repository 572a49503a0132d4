/** What an operator can ask for without a mouse. */
export const COMMANDS = [
  "startStop",
  "keep",
  "discard",
  "redo",
  "pause",
  "rewind",
  "takeover",
  "mark",
  "rateUp",
  "rateDown",
  "slower",
  "faster",
  "pushBack",
  "pushForward",
  "resetCamera",
  "mute",
  "quickMenu",
  "help",
] as const;
export type Command = (typeof COMMANDS)[number];

/** A command's button in the W3C standard layout (null: none) and its keys (KeyboardEvent.code). */
export interface Binding {
  readonly label: string;
  readonly button: number | null;
  readonly keys: readonly string[];
}

/** What a thumb or finger can move, and the keys that stand for it. */
export interface DriveKeys {
  /** left and up */
  readonly less: readonly string[];
  /** right, down, pressed */
  readonly more: readonly string[];
}

/** The pad on keys; commands must not have these, else driving would press buttons. */
export const DRIVE_KEYS = {
  "left-x": { less: ["ArrowLeft", "KeyA"], more: ["ArrowRight", "KeyD"] },
  "left-y": { less: ["ArrowUp", "KeyW"], more: ["ArrowDown", "KeyS"] },
  "right-x": { less: ["KeyJ"], more: ["KeyL"] },
  "right-y": { less: ["KeyI"], more: ["KeyN"] },
  "left-trigger": { less: [], more: ["KeyF"] },
  "right-trigger": { less: [], more: ["Space"] },
} as const satisfies Readonly<Record<string, DriveKeys>>;

/** N·s; the controller keeps its balance through a little more */
export const KEY_PUSH = 3;

export const BINDINGS: Readonly<Record<Command, Binding>> = {
  startStop: { label: "Start / stop recording", button: 9, keys: ["Enter", "NumpadEnter"] },
  keep: { label: "Keep the episode", button: 0, keys: ["KeyK"] },
  discard: { label: "Discard", button: 1, keys: ["Backspace", "Delete"] },
  redo: { label: "Discard and redo", button: 3, keys: ["KeyR"] },
  pause: { label: "Pause / go on", button: 8, keys: ["KeyP"] },
  rewind: { label: "Rewind; again: back to where it was", button: 4, keys: ["KeyB"] },
  takeover: { label: "Take over / hand back", button: 5, keys: ["KeyT"] },
  mark: { label: "Success, failure or neither", button: 2, keys: ["KeyM"] },
  rateUp: { label: "Rate higher", button: 12, keys: ["Equal", "NumpadAdd"] },
  rateDown: { label: "Rate lower", button: 13, keys: ["Minus", "NumpadSubtract"] },
  slower: { label: "Slower", button: 14, keys: ["Comma"] },
  faster: { label: "Faster", button: 15, keys: ["Period"] },
  pushBack: { label: `Push the torso back, ${KEY_PUSH} N·s`, button: null, keys: ["KeyQ"] },
  pushForward: { label: `Push the torso forward, ${KEY_PUSH} N·s`, button: null, keys: ["KeyE"] },
  resetCamera: { label: "Reset the camera", button: 11, keys: ["KeyC"] },
  mute: { label: "Sound off / on", button: null, keys: ["KeyV"] },
  quickMenu: { label: "Quick menu: level, driver, options, screens", button: 10, keys: ["KeyO"] },
  help: { label: "Show the controls", button: 16, keys: ["KeyH"] },
};

/** The command of a key, if it has one. */
export function commandOfKey(code: string): Command | null {
  return COMMANDS.find((command) => BINDINGS[command].keys.includes(code)) ?? null;
}
