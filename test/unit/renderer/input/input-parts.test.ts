import { describe, expect, test } from "vitest";
import { BINDINGS, COMMANDS, DRIVE_KEYS, commandOfKey } from "../../../../src/renderer/input/bindings.ts";
import { createButtonEdges } from "../../../../src/renderer/input/button-edges.ts";
import { buttonGlyph, keyGlyph, padFamily, padName } from "../../../../src/renderer/input/glyphs.ts";
import { createKeyboardPad } from "../../../../src/renderer/input/keyboard-pad.ts";

describe("bindings", () => {
  test("no two commands share a button or a key, and none is a driving key", () => {
    const buttons = COMMANDS.flatMap((command) => BINDINGS[command].button ?? []);
    const keys = COMMANDS.flatMap((command) => BINDINGS[command].keys);
    expect(new Set(buttons).size).toBe(buttons.length);
    expect(new Set(keys).size).toBe(keys.length);
    const driving = Object.values(DRIVE_KEYS).flatMap(({ less, more }) => [...less, ...more]);
    expect(new Set(driving).size).toBe(driving.length);
    for (const key of driving) expect(commandOfKey(key)).toBeNull();
    for (const trigger of [6, 7]) expect(buttons).not.toContain(trigger);
  });
});

describe("button edges", () => {
  test("a press is one command, however long it is held", () => {
    const edges = createButtonEdges();
    const buttons = new Float64Array(17);
    expect(edges.look(buttons)).toEqual([]);
    buttons[9] = 1;
    expect(edges.look(buttons)).toEqual(["startStop"]);
    expect(edges.look(buttons)).toEqual([]);
    buttons[9] = 0;
    edges.look(buttons);
    buttons[9] = 1;
    buttons[1] = 1;
    expect(edges.look(buttons)).toEqual(["startStop", "discard"]);
  });

  test("the press that woke the pad up is no command", () => {
    const edges = createButtonEdges();
    const buttons = new Float64Array(17);
    buttons[9] = 1;
    edges.settle(buttons);
    expect(edges.look(buttons)).toEqual([]);
  });
});

describe("keyboard pad", () => {
  test("the stick leans over while a key is held, and comes back", () => {
    const pad = createKeyboardPad();
    expect(pad.press("ArrowRight")).toBe(true);
    pad.advance(0.1);
    const soon = pad.axes[0] ?? 0;
    expect(soon).toBeGreaterThan(0);
    expect(soon).toBeLessThan(0.3);
    pad.advance(2);
    expect(pad.axes[0]).toBe(1);
    pad.release("ArrowRight");
    pad.advance(2);
    expect(pad.axes[0]).toBe(0);
  });

  test("every axis has both directions, every trigger a key, and none moves another", () => {
    for (const [axis, { less, more }] of Object.values(DRIVE_KEYS).slice(0, 4).entries())
      for (const [keys, value] of [
        [less, -1],
        [more, 1],
      ] as const)
        for (const key of keys) {
          const pad = createKeyboardPad();
          pad.press(key);
          pad.advance(2);
          expect([...pad.axes]).toEqual([0, 1, 2, 3].map((one) => (one === axis ? value : 0)));
          expect(pad.buttons.every((one) => one === 0)).toBe(true);
        }
    for (const [index, { more }] of Object.values(DRIVE_KEYS).slice(4).entries())
      for (const key of more) {
        const pad = createKeyboardPad();
        pad.press(key);
        pad.advance(2);
        expect([...pad.buttons.entries()].filter(([, value]) => value === 1).map(([button]) => button)).toEqual([
          6 + index,
        ]);
      }
  });

  test("opposite keys cancel, keys of commands are left alone, and letting go lets go of all", () => {
    const pad = createKeyboardPad();
    pad.press("KeyD");
    pad.press("KeyA");
    pad.press("Space");
    pad.advance(1);
    expect(pad.axes[0]).toBe(0);
    expect(pad.buttons[7]).toBe(1);
    expect(pad.press("Enter")).toBe(false);
    pad.releaseAll();
    pad.advance(1);
    expect(pad.buttons[7]).toBe(0);
  });
});

describe("glyphs", () => {
  test("follow what is printed on the pad", () => {
    expect(buttonGlyph(padFamily("Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)"), 9)).toBe(
      "Menu",
    );
    expect(buttonGlyph(padFamily("DualSense Wireless Controller (Vendor: 054c Product: 0ce6)"), 0)).toBe("✕");
    expect(buttonGlyph(padFamily("Pro Controller (Vendor: 057e Product: 2009)"), 0)).toBe("B");
    expect(buttonGlyph("generic", 40)).toBe("Button 41");
  });

  test("names are short", () => {
    expect(padName("Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)")).toBe(
      "Xbox Wireless Controller",
    );
    expect(padName("054c-0ce6-DualSense")).toBe("DualSense");
    expect(padName("")).toBe("Gamepad");
    expect(keyGlyph("KeyK")).toBe("K");
    expect(keyGlyph("Backspace")).toBe("⌫");
  });
});
