import { describe, expect, test } from "vitest";
import { createHistory, KEPT } from "../../../../src/renderer/drive/worker/history.ts";
import type { History, Moment } from "../../../../src/renderer/drive/worker/history.ts";

const moment = (step: number): Moment => ({
  snapshot: Uint8Array.of(step & 255),
  total: step,
  missed: 0,
  source: "human",
  noise: [1, 0, 0, 0],
});

function fill(history: History, from: number, to: number): void {
  for (let step = from; step <= to; step += 1) {
    history.keep(step, moment(step));
    history.memoryAt(step).fill(step);
  }
}

describe("history", () => {
  test("keeps the latest states, each with what the actor carried then", () => {
    const history = createHistory(3);
    expect(history.at(0)).toBeNull();
    fill(history, 0, KEPT + 9);
    expect([history.oldest, history.newest]).toEqual([10, KEPT + 9]);
    expect([history.at(9), history.at(KEPT + 10)]).toEqual([null, null]);
    for (const step of [10, 500, KEPT + 9]) {
      expect(history.at(step)?.total).toBe(step);
      expect([...history.memoryAt(step)]).toEqual([step, step, step]);
    }
  });

  test("a step that is kept anew takes the place of what followed", () => {
    const history = createHistory(0);
    fill(history, 0, 50);
    history.keep(20, moment(20));
    expect([history.newest, history.at(21)]).toEqual([20, null]);
    history.clear();
    expect(history.at(20)).toBeNull();
  });

  test("an actor that carries much is kept for a shorter time, in bounded memory", () => {
    const cells = 4096;
    const history = createHistory(2 * cells);
    fill(history, 0, 2000);
    const kept = history.newest - history.oldest + 1;
    expect(kept).toBe(1024);
    expect(history.at(history.oldest)?.total).toBe(2000 - 1023);
    expect(history.memoryAt(history.oldest)[0]).toBe(2000 - 1023);
    expect(history.at(history.oldest - 1)).toBeNull();
  });
});
