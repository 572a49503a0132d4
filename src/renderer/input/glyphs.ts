import type { PadFamily } from "../../shared/control/pad-profile.ts";

const LABELS: Readonly<Record<PadFamily, readonly string[]>> = {
  xbox: ["A", "B", "X", "Y", "LB", "RB", "LT", "RT", "View", "Menu", "LS", "RS", "↑", "↓", "←", "→", "Guide"],
  playstation: ["✕", "○", "□", "△", "L1", "R1", "L2", "R2", "Create", "Options", "L3", "R3", "↑", "↓", "←", "→", "PS"],
  nintendo: ["B", "A", "Y", "X", "L", "R", "ZL", "ZR", "−", "+", "LS", "RS", "↑", "↓", "←", "→", "Home"],
  // Whatever is printed there, the place is sure.
  generic: [
    "Face ↓",
    "Face →",
    "Face ←",
    "Face ↑",
    "L1",
    "R1",
    "L2",
    "R2",
    "Select",
    "Start",
    "L3",
    "R3",
    "↑",
    "↓",
    "←",
    "→",
    "Home",
  ],
};

/** The family that a pad's id speaks of. */
export function padFamily(id: string): PadFamily {
  if (/xbox|xinput|045e|microsoft|logitech gamepad f[357]10|stadia|steam|28de/i.test(id)) return "xbox";
  if (/054c|playstation|dualshock|dualsense|sony/i.test(id)) return "playstation";
  if (/057e|nintendo|joy-?con|pro controller/i.test(id)) return "nintendo";
  return "generic";
}

/** What is printed on a button of the standard layout. */
export function buttonGlyph(family: PadFamily, button: number): string {
  return LABELS[family][button] ?? `Button ${button + 1}`;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  Enter: "Enter",
  Backspace: "⌫",
  Delete: "Del",
  Space: "Space",
  Comma: ",",
  Period: ".",
  Equal: "+",
  Minus: "−",
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as a keyboard shows it, from its KeyboardEvent.code. */
export function keyGlyph(code: string): string {
  return KEY_NAMES[code] ?? code.replace(/^(Key|Digit|Numpad)/, "");
}

/** A pad's id without its vendor and product numbers. */
export function padName(id: string): string {
  const name = id
    .replace(/\s*\(.*\)\s*$/, "")
    .replace(/^[0-9a-f]{4}-[0-9a-f]{4}-/i, "")
    .trim();
  return name === "" ? "Gamepad" : name;
}
