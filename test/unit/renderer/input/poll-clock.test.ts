import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { POLL_MS, startPolls } from "../../../../src/renderer/input/poll-clock.ts";

const TICK = 8;
let end: (() => void) | null = null;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  end?.();
  vi.useRealTimers();
});

/** When polls come within a second, ms, after a second that they have to find their place. */
function pollsOf(tickDue: () => number): readonly number[] {
  const polls: number[] = [];
  end = startPolls(() => polls.push(performance.now()), tickDue);
  vi.advanceTimersByTime(1000);
  polls.splice(0);
  vi.advanceTimersByTime(1000);
  return polls;
}

test.each([0, 0.3, 1, 1.9, 2.5, 3.4, 3.9, 5.2, 7.7])(
  "wherever the ticks lie (%d ms), a poll comes just before each",
  (offset) => {
    const start = performance.now();
    const polls = pollsOf(() => start + offset + 40 * TICK);
    for (let due = start + 1104 + offset; due < start + 1900; due += TICK) {
      const newest = Math.max(...polls.filter((at) => at <= due));
      expect(due - newest).toBeGreaterThanOrEqual(0.4);
      expect(due - newest).toBeLessThanOrEqual(2.2);
    }
  },
);

test("polls are evenly apart, whether something ticks or not", () => {
  for (const due of [Number.NaN, 3]) {
    const polls = pollsOf(() => due);
    end?.();
    const gaps = polls.slice(1).map((at, i) => at - (polls[i] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([POLL_MS]));
  }
});

test("ticks that begin anew elsewhere are followed", () => {
  let due = performance.now() + 2;
  pollsOf(() => due);
  due += 1.8;
  let newest = 0;
  end?.();
  end = startPolls(
    () => (newest = performance.now()),
    () => due,
  );
  vi.advanceTimersByTime(1500);
  const next = due + Math.ceil((performance.now() - due) / POLL_MS) * POLL_MS;
  vi.advanceTimersByTime(Math.floor(next - performance.now()));
  expect(next - newest).toBeGreaterThanOrEqual(0.4);
  expect(next - newest).toBeLessThanOrEqual(2.2);
});

test("its end is the end, also while the polls are being moved", () => {
  let polls = 0;
  end = startPolls(
    () => (polls += 1),
    () => performance.now() + 3.5,
  );
  vi.advanceTimersByTime(64 * POLL_MS);
  end();
  const before = polls;
  vi.advanceTimersByTime(200);
  expect(polls).toBe(before);
  expect(vi.getTimerCount()).toBe(0);
});
