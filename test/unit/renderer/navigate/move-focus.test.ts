// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeOpen, moveFocus, openOverlay } from "../../../../src/renderer/navigate/move-focus.ts";

const told: string[] = [];
const inFocus = (): string => document.activeElement?.id ?? "";

const idOf = ({ target }: Event): string => (target instanceof Element ? target.id : "");
const onKey = (event: KeyboardEvent): void => void told.push(`${event.key} on ${idOf(event)}`);
const onClick = (event: Event): void => void told.push(`click on ${idOf(event)}`);

beforeEach(() => {
  told.length = 0;
  window.addEventListener("keydown", onKey);
  window.addEventListener("click", onClick);
});
afterEach(() => {
  document.body.innerHTML = "";
  window.removeEventListener("keydown", onKey);
  window.removeEventListener("click", onClick);
});

test("up and down pass every control that can be had, and stop at the ends", () => {
  document.body.innerHTML = `
    <button id="a"></button><button disabled></button><input type="hidden"><button tabindex="-1"></button>
    <div style="display: none"><button></button></div><div id="b" role="slider" tabindex="0"></div><a id="c" href="#/x"></a>`;
  const visited = (["down", "down", "down", "down", "up"] as const).map((way) => {
    moveFocus(way, document.body, "line");
    return inFocus();
  });
  expect(visited).toEqual(["a", "b", "c", "c", "b"]);
  moveFocus("right", document.body, "line");
  expect(told).toEqual(["ArrowRight on b"]);
  expect(inFocus()).toBe("b");
});

test("a press is a click; a slider and a row are told of it, and a field's answer is sent", () => {
  document.body.innerHTML = `
    <button id="a"></button><div id="b" role="slider" tabindex="0"></div>
    <table role="grid"><tr aria-rowindex="2"><td><button id="c" aria-keyshortcuts="Space Enter"></button></td></tr></table>
    <form><input id="d"><button id="e" type="submit"></button></form>`;
  for (const id of ["a", "b", "c", "d"]) {
    document.getElementById(id)?.focus();
    moveFocus("press", document.body, "map");
  }
  expect(told).toEqual(["click on a", "Enter on b", "Enter on c", "click on e"]);
});

test("a choice of a few is one stop, and left and right choose", () => {
  document.body.innerHTML = `<button id="a"></button><div role="radiogroup">
    <input type="radio" name="n" id="x"><input type="radio" name="n" id="y" checked><input type="radio" name="n" id="z">
  </div><button id="b"></button>`;
  document.getElementById("a")?.focus();
  moveFocus("down", document.body, "line");
  expect(inFocus()).toBe("y");
  moveFocus("left", document.body, "line");
  expect(inFocus()).toBe("x");
  expect(document.querySelector<HTMLInputElement>("#x")?.checked).toBe(true);
  moveFocus("down", document.body, "line");
  expect(inFocus()).toBe("b");
});

test("back closes the list that hangs down, then the last question, then nothing", () => {
  document.body.innerHTML = `<div role="dialog" id="under"></div>
    <div role="dialog" id="over"><input id="list" aria-haspopup="listbox" aria-expanded="true"></div>`;
  expect(openOverlay()?.id).toBe("over");
  const list = document.querySelector<HTMLInputElement>("#list");
  list?.focus();
  expect(closeOpen()).toBe(true);
  list?.setAttribute("aria-expanded", "false");
  list?.blur();
  expect(closeOpen()).toBe(true);
  expect(told).toEqual(["Escape on list", "Escape on over"]);
  document.body.innerHTML = "";
  expect(closeOpen()).toBe(false);
});

test("the ring is shown for a pad, until a pointer is used", () => {
  document.body.innerHTML = `<button id="a"></button>`;
  moveFocus("down", document.body, "line");
  expect(document.documentElement.dataset).toHaveProperty("padMoves");
  window.dispatchEvent(new Event("pointerdown"));
  expect(document.documentElement.dataset).not.toHaveProperty("padMoves");
});
