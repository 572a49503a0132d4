// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { INITIAL_STATE } from "../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../src/renderer/drive/drive-state.ts";
import { createHopWatch } from "../../../../src/renderer/drive/watch-hops.ts";

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

test("one watch reads each frame once, however many listen, and none when nobody does", async () => {
  const store = createStore<DriveState>()(() => INITIAL_STATE);
  const calls = { reads: 0, first: 0, second: 0 };
  const watch = createHopWatch({
    store,
    readFrame: () => {
      calls.reads += 1;
      return false;
    },
  });
  await wait(40);
  expect(calls.reads).toBe(0);
  const leave = [watch.listen(() => (calls.first += 1)), watch.listen(() => (calls.second += 1))];
  await wait(80);
  expect(calls.reads).toBeGreaterThan(0);
  expect([calls.first, calls.second]).toEqual([calls.reads, calls.reads]);
  leave[0]?.();
  leave[0]?.();
  const { first, second } = calls;
  await wait(80);
  expect(calls.first).toBe(first);
  expect(calls.second).toBeGreaterThan(second);
  leave[1]?.();
  const { reads } = calls;
  await wait(60);
  expect(calls.reads).toBe(reads);
});
