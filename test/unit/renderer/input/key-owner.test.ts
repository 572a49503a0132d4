// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInputSource } from "../../../../src/renderer/input/input-source.ts";
import type { InputSource } from "../../../../src/renderer/input/input-source.ts";

let source: InputSource;
let commands: string[];
beforeEach(() => {
  commands = [];
  Object.defineProperty(navigator, "getGamepads", { value: () => [], configurable: true });
  source = createInputSource({
    sample: () => undefined,
    command: (command) => commands.push(command),
    device: () => undefined,
  });
});
afterEach(() => {
  source.dispose();
  document.body.innerHTML = "";
});

function put(html: string): HTMLElement {
  document.body.innerHTML = html;
  const element = document.querySelector("[data-it]");
  if (!(element instanceof HTMLElement)) throw new Error("no element to focus");
  return element;
}
function type(element: HTMLElement, ...codes: string[]): string[] {
  commands = [];
  for (const code of codes) element.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  return commands;
}

test("a slider in focus keeps its arrows; every command goes on", () => {
  const slider = put(`<input type="range" data-it>`);
  for (const code of ["ArrowLeft", "ArrowRight", "Home", "PageUp"]) type(slider, code);
  expect(source.device.kind).toBe("none");
  expect(type(slider, "KeyK", "KeyB", "Backspace", "KeyP", "Enter", "KeyR", "KeyM")).toEqual([
    "keep",
    "rewind",
    "discard",
    "pause",
    "startStop",
    "redo",
    "mark",
  ]);
  expect(type(slider, "KeyA")).toEqual([]);
  expect(source.device.kind).toBe("keyboard");
});

test.each([
  [`<button data-it>x</button>`, ["Enter", "Space"]],
  [`<a href="#/" data-it>x</a>`, ["Enter", "Space"]],
  [`<input type="checkbox" data-it>`, ["Space"]],
  [`<input type="radio" data-it>`, ["ArrowUp", "Space"]],
  [`<div role="slider" tabindex="0" data-it></div>`, ["ArrowLeft", "End"]],
])("%s keeps the keys that work it, and only those", (html, own) => {
  const element = put(html);
  expect(type(element, ...own)).toEqual([]);
  expect(source.device.kind).toBe("none");
  expect(type(element, "KeyK", "KeyP", "Backspace")).toEqual(["keep", "pause", "discard"]);
});

test.each([
  `<input data-it>`,
  `<input type="text" data-it>`,
  `<input type="number" data-it>`,
  `<textarea data-it></textarea>`,
  `<select data-it><option>a</option></select>`,
  `<div contenteditable="true" tabindex="0" data-it></div>`,
  `<div role="dialog"><button data-it>x</button></div>`,
  `<div role="menu"><button role="menuitem" data-it>x</button></div>`,
  `<div role="listbox"><div tabindex="0" data-it></div></div>`,
])("%s takes every key", (html) => {
  expect(type(put(html), "KeyK", "Backspace", "Enter", "ArrowRight", "KeyA")).toEqual([]);
  expect(source.device.kind).toBe("none");
});

test.each([
  `<button data-it>x</button>`,
  `<button aria-haspopup="menu" data-it>x</button>`,
  `<input type="radio" data-it>`,
])("%s that was clicked with the mouse leaves the keys to driving", (html) => {
  const element = put(html);
  element.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  element.focus();
  expect(type(element, "Enter")).toEqual(["startStop"]);
  type(element, "ArrowRight");
  expect(source.device.kind).toBe("keyboard");
  // Its ring would point at what the keys no longer reach.
  expect(document.activeElement).toBe(document.body);
});

test("a menu that was used by mouse and gives the focus back does not open again by Enter; one used by keys does", () => {
  const button = put(`<button aria-haspopup="menu" data-it>x</button><button id="other">y</button>`);
  const other = document.querySelector<HTMLElement>("#other");
  button.focus();
  type(button, "Tab");
  expect(type(button, "Enter")).toEqual([]);
  other?.focus();
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  button.focus();
  expect(type(button, "Enter")).toEqual(["startStop"]);
  other?.focus();
  button.focus();
  expect(type(button, "Enter")).toEqual([]);
});

test("a text field that was clicked takes every key all the same", () => {
  const field = put(`<input data-it>`);
  field.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  field.focus();
  expect(type(field, "KeyK", "Enter")).toEqual([]);
});
