import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestBox } from "../../../../src/renderer/navigate/nearest-box.ts";
import type { Box } from "../../../../src/renderer/navigate/nearest-box.ts";

const box = (left: number, top: number, width = 100, height = 30): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test("a rail leads into the content beside it, and a list back to the rail", () => {
  const rail = [box(0, 100, 80), box(0, 160, 80), box(0, 220, 80)];
  const list = [box(120, 110, 300), box(120, 150, 300), box(120, 210, 300)];
  expect(nearestBox(rail[1] ?? box(0, 0), list, "right")).toBe(1);
  expect(nearestBox(list[2] ?? box(0, 0), rail, "left")).toBe(2);
  expect(nearestBox(list[0] ?? box(0, 0), list.slice(1), "down")).toBe(0);
  expect(nearestBox(list[0] ?? box(0, 0), list.slice(1), "up")).toBe(-1);
});

test("what lies straight ahead is meant before what is nearer and aside", () => {
  expect(nearestBox(box(0, 0), [box(120, 60), box(190, 0)], "right")).toBe(1);
});

test("the head of a column is not to the left of its rows, however narrow it is", () => {
  const head = box(300, 60, 50);
  const row = box(300, 100, 70);
  expect(nearestBox(row, [head, box(0, 300, 80)], "left")).toBe(1);
  expect(nearestBox(row, [head], "left")).toBe(-1);
  expect(nearestBox(row, [head], "up")).toBe(0);
});

test("whoever goes one way is never led the other", () => {
  const boxes = fc.record({ left: fc.nat(900), top: fc.nat(900), width: fc.nat(300), height: fc.nat(300) });
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 12 }), (from, others) => {
      const all = others.map(({ left, top, width, height }) => box(left, top, width, height));
      const start = box(from.left, from.top, from.width, from.height);
      const right = all[nearestBox(start, all, "right")];
      const up = all[nearestBox(start, all, "up")];
      expect(right === undefined || right.left > start.left).toBe(true);
      expect(up === undefined || up.bottom < start.bottom).toBe(true);
    }),
  );
});
