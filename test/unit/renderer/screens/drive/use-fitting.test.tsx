// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import type { JSX } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useFitting } from "../../../../../src/renderer/screens/drive/use-fitting.ts";

/** px that the row has, and that its three buttons need in each form */
let room = 0;
const NEEDED = [300, 200, 100];
const natural = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "offsetTop");

function Row({ what }: { readonly what: string }): JSX.Element {
  const { row, form } = useFitting(NEEDED.length, what);
  return (
    <div ref={row} data-testid="row" data-form={form}>
      <button>one</button>
      <button>two</button>
      <button>three</button>
    </div>
  );
}

/** The last button goes to a second line where the form needs more than there is. */
beforeEach(() =>
  Object.defineProperty(HTMLElement.prototype, "offsetTop", {
    configurable: true,
    get(this: HTMLElement): number {
      const needed = NEEDED[Number(this.parentElement?.dataset["form"])] ?? 0;
      return this.nextElementSibling === null && needed > room ? 40 : 0;
    },
  }),
);
afterEach(() => {
  cleanup();
  if (natural !== undefined) Object.defineProperty(HTMLElement.prototype, "offsetTop", natural);
});

const form = (): string | undefined => screen.getByTestId("row").dataset["form"];

test.each([
  [300, "0"],
  [299, "1"],
  [150, "2"],
  [10, "2"],
])("in %d px the fullest form that needs one line is taken, or the last", (width, expected) => {
  room = width;
  render(<Row what="recording" />);
  expect(form()).toBe(expected);
});

test("more room, or other buttons, begin with the fullest form again", () => {
  room = 150;
  const { rerender } = render(<Row what="recording" />);
  expect(form()).toBe("2");
  room = 250;
  rerender(<Row what="paused" />);
  expect(form()).toBe("1");
  room = 400;
  act(() => {
    window.innerWidth += 100;
    window.dispatchEvent(new Event("resize"));
  });
  expect(form()).toBe("0");
});
