import fc from "fast-check";
import { expect, test } from "vitest";
import { createSharedClock } from "../../../../src/renderer/drive/shared-clock.ts";
import type { HostClock, SharedClock } from "../../../../src/renderer/drive/shared-clock.ts";

/** A computer: a monotonic clock that stands still while it sleeps, and the system's, which people and servers set. */
class Computer {
  monotonic = 5000;
  wall = 1_700_000_000_000.25;

  pass(ms: number): void {
    this.monotonic += ms;
    this.wall += ms;
  }

  /** A thread that is made now, as Chromium makes it. Every reading of a clock takes a little time. */
  thread(): SharedClock {
    const made = this.monotonic;
    const host: HostClock = {
      timeOrigin: this.wall,
      now: () => {
        this.pass(0.002);
        return this.monotonic - made;
      },
      date: () => {
        this.pass(0.002);
        return Math.floor(this.wall);
      },
    };
    return createSharedClock(host);
  }
}

const apart = (page: SharedClock, worker: SharedClock): number => worker.now() - page.now();

test("a worker that is made after a sleep of an hour keeps its page's time", () => {
  const computer = new Computer();
  const page = computer.thread();
  computer.pass(60_000);
  computer.wall += 3_600_000;
  const worker = computer.thread();
  expect(apart(page, worker)).toBeCloseTo(3_600_000, 0);
  worker.follow(page.lead());
  expect(apart(page, worker)).toBeLessThan(0.02);
});

test("whatever the system's clock did before a worker was made, both threads tell the same time, and go on to", () => {
  const move = fc.oneof(fc.constantFrom(0, 3_600_000, -5000), fc.double({ min: -50, max: 50, noNaN: true }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 5 }), fc.double({ min: 0, max: 9, noNaN: true }), (moves, wait) => {
      const computer = new Computer();
      const page = computer.thread();
      for (const by of moves) {
        computer.pass(1000 + wait);
        computer.wall += by;
      }
      const worker = computer.thread();
      const lead = page.lead();
      computer.pass(40 + wait);
      worker.follow(lead);
      computer.pass(10_000);
      computer.wall += 777;
      // What is less than half a millisecond is taken for none.
      expect(Math.abs(apart(page, worker))).toBeLessThan(0.52);
    }),
  );
});

test("where the clocks are one already, nothing is added to them", () => {
  const computer = new Computer();
  const page = computer.thread();
  computer.pass(12.3);
  const worker = computer.thread();
  const before = worker.toLocal(0);
  worker.follow(page.lead());
  expect(worker.toLocal(0)).toBe(before);
});

test("a clock that stands still, as in tests, is measured all the same", () => {
  const still = createSharedClock({ timeOrigin: 100, now: () => 5, date: () => 135 });
  expect(still.lead()).toBe(30);
  still.follow(10);
  expect(still.now()).toBe(125);
});
