import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTickGrid } from "../../../../src/renderer/drive/worker/tick-grid.ts";

describe("tick grid", () => {
  test("keeps its grid when ticks come a little late", () => {
    const grid = createTickGrid();
    grid.start(100, 8);
    expect(grid.due).toBe(108);
    expect(grid.take(109.5)).toBe(108);
    expect(grid.due).toBe(116);
    expect(grid.take(123.9)).toBe(116);
    expect(grid.missed).toBe(0);
  });

  test("counts what passed wholly, and neither makes up for it nor moves the grid", () => {
    const grid = createTickGrid();
    grid.start(0, 8);
    expect(grid.take(8 + 20)).toBe(24);
    expect(grid.missed).toBe(2);
    expect(grid.due).toBe(32);
  });

  test("another period keeps the share of one that is still to come, and loses no point that has passed", () => {
    const grid = createTickGrid();
    grid.start(0, 8);
    grid.change(6, 32);
    expect(grid.due).toBe(14);
    grid.take(14);
    expect(grid.due).toBe(46);
    // Five points of the old grid have passed wholly; the sixth is half of its period late.
    grid.change(46 + 5.5 * 32, 8);
    expect(grid.missed).toBe(5);
    expect(grid.lateness(46 + 5.5 * 32)).toBe(4);
    grid.take(46 + 5.5 * 32);
    expect(grid.missed).toBe(5);
  });

  test("ticks done and missed always add up to the grid points that have passed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(4, 8, 16, 64),
        (waits, period) => {
          const grid = createTickGrid();
          grid.start(0, period);
          let now = 0;
          let done = 0;
          for (const wait of waits) {
            now = Math.max(now + wait, grid.due);
            const due = grid.take(now);
            done += 1;
            expect(due).toBeLessThanOrEqual(now);
            expect(now - due).toBeLessThan(period);
          }
          expect(done + grid.missed).toBe(Math.floor(now / period));
        },
      ),
    );
  });
});
