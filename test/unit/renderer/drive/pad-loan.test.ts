import { expect, test } from "vitest";
import { createCommandOffers } from "../../../../src/renderer/drive/session/command-offers.ts";
import { createPadLoan } from "../../../../src/renderer/drive/session/pad-loan.ts";
import type { InputSample } from "../../../../src/renderer/input/input-source.ts";
import { createPadInfo } from "../../../builders/pad-info.ts";

const sample = (kind: "pad" | "keyboard", ...down: readonly number[]): InputSample => ({
  device: kind === "pad" ? { kind, pad: createPadInfo("Test pad") } : { kind },
  axes: new Float64Array(4),
  buttons: Float64Array.from({ length: 17 }, (_one, button) => Number(down.includes(button))),
});

test("a press over something that is open is the page's, and so is what is still held when that has closed", () => {
  let covered = false;
  const loan = createPadLoan({ mayLend: () => true, isOpen: () => false, isCovered: () => covered });
  expect(loan.look(sample("pad", 1))).toBe(false);
  expect(loan.look(sample("pad"))).toBe(false);
  covered = true;
  expect(loan.look(sample("pad", 1))).toBe(true);
  covered = false;
  expect(loan.look(sample("pad", 1))).toBe(true);
  expect(loan.look(sample("pad", 1, 0))).toBe(true);
  expect(loan.look(sample("pad"))).toBe(false);
  expect(loan.look(sample("pad", 1))).toBe(false);
});

test("without a press the page is looked at now and then; a press while a trigger is held is a press", () => {
  let asked = 0;
  const loan = createPadLoan({ mayLend: () => true, isOpen: () => false, isCovered: () => (asked += 1) > 1000 });
  for (let i = 0; i < 250; i += 1) loan.look(sample("pad", 7));
  expect(asked).toBeLessThan(20);
  const before = asked;
  loan.look(sample("pad", 7, 1));
  expect(asked).toBe(before + 1);
});

test("what Drive opens itself has the pad at once, whatever opened it is still held", () => {
  let open = false;
  const loan = createPadLoan({ mayLend: () => true, isOpen: () => open, isCovered: () => false });
  expect(loan.look(sample("pad", 10))).toBe(false);
  open = true;
  expect(loan.look(sample("pad", 10))).toBe(true);
  expect(loan.look(sample("pad"))).toBe(true);
});

test("while the hopper runs, and by a keyboard, nothing is lent", () => {
  let atRest = false;
  const loan = createPadLoan({ mayLend: () => atRest, isOpen: () => false, isCovered: () => true });
  expect(loan.look(sample("pad", 1))).toBe(false);
  atRest = true;
  expect(loan.look(sample("pad", 1, 0))).toBe(true);
  expect(loan.look(sample("keyboard"))).toBe(false);
});

test("the newest offer holds, and what it stood before comes back when it ends", () => {
  const offers = createCommandOffers();
  const taken: string[] = [];
  expect(offers.take("redo")).toBe(false);
  const first = offers.offer("redo", () => taken.push("first"));
  const second = offers.offer("redo", () => taken.push("second"));
  expect(offers.take("redo")).toBe(true);
  second();
  offers.take("redo");
  first();
  expect(offers.take("redo")).toBe(false);
  expect(taken).toEqual(["second", "first"]);
});
