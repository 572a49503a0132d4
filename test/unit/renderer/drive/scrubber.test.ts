import { expect, test } from "vitest";
import { createScrubber } from "../../../../src/renderer/drive/scrubber.ts";
import type { Scrubber } from "../../../../src/renderer/drive/scrubber.ts";
import type { InputSample } from "../../../../src/renderer/input/input-source.ts";

function held({ stick = 0, left = 0, right = 0 }): InputSample {
  const sample: InputSample = {
    device: { kind: "none" },
    axes: Float64Array.of(stick, 0, 0, 0),
    buttons: new Float64Array(17),
  };
  sample.buttons[6] = left;
  sample.buttons[7] = right;
  return sample;
}

function rewindAt(step: number): Scrubber {
  const scrubber = createScrubber();
  scrubber.begin();
  scrubber.place(step, 0, 1000);
  return scrubber;
}

const REST = held({});

test("a stick that still leans when the rewind begins moves nothing until it was let go once", () => {
  const scrubber = rewindAt(500);
  for (let i = 0; i < 20; i += 1) expect(scrubber.move(held({ stick: -0.8 }), 0.1)).toBe(false);
  expect(scrubber.step).toBe(500);
  scrubber.move(REST, 0.01);
  expect(scrubber.move(held({ stick: -1 }), 0.08)).toBe(true);
  expect(scrubber.step).toBe(500 - 0.08 * 3 * 125);
});

test("the triggers are free while the stick still leans, and the other way round", () => {
  const scrubber = rewindAt(500);
  scrubber.move(held({ stick: 0.9 }), 0.1);
  expect(scrubber.move(held({ stick: 0.9, left: 1 }), 0.1)).toBe(true);
  expect(scrubber.step).toBeLessThan(500);

  const other = rewindAt(500);
  expect(other.move(held({ right: 1 }), 0.1)).toBe(false);
  expect(other.move(held({ right: 1, stick: -1 }), 0.1)).toBe(true);
  expect(other.step).toBeLessThan(500);
});

test("an answer for the step it stands at takes nothing away from slow scrubbing", () => {
  const scrubber = rewindAt(500);
  scrubber.move(REST, 0.01);
  const slow = held({ right: 0.2 });
  // 0.3 steps at a time
  for (let i = 0; i < 100; i += 1) if (scrubber.move(slow, 0.004)) scrubber.place(scrubber.step, 0, 1000);
  expect(scrubber.step).toBe(530);
});

test("every rewind asks anew, and none goes beyond what is kept", () => {
  const scrubber = rewindAt(990);
  scrubber.move(REST, 0.01);
  scrubber.move(held({ right: 1 }), 1);
  expect(scrubber.step).toBe(1000);
  scrubber.begin();
  scrubber.place(990, 0, 1000);
  expect(scrubber.move(held({ right: 1 }), 1)).toBe(false);
});
