import { expect, test } from "vitest";
import { createHopTrace } from "../../../../src/renderer/drive/hop-trace.ts";
import { OBSERVATION_SIZE } from "../../../../src/shared/base/specs.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";

function batch(first: number, count: number, height: number): StepBatch {
  const observation = new Float64Array(count * OBSERVATION_SIZE);
  for (let row = 0; row < count; row += 1) {
    observation[row * OBSERVATION_SIZE] = height + first + row;
    observation[row * OBSERVATION_SIZE + 1] = -(first + row);
  }
  return { first, count, columns: { observation }, snapshots: [], finalObservation: new Float64Array(11) };
}

test("keeps height and pitch by step; a branch writes over what it left", () => {
  const trace = createHopTrace();
  trace.add(batch(0, 16, 0));
  trace.add(batch(16, 16, 0));
  const { height, pitch } = trace.read(0, 31, 32);
  expect([...height]).toEqual(Array.from({ length: 32 }, (_step, i) => i));
  expect([...pitch].slice(1)).toEqual(Array.from({ length: 31 }, (_step, i) => -(i + 1)));
  trace.add(batch(20, 4, 100));
  expect([...trace.read(18, 25, 8).height]).toEqual([18, 19, 120, 121, 122, 123, 24, 25]);
});

test("what has not passed yet, or is no longer kept, is not known", () => {
  const trace = createHopTrace();
  for (let first = 0; first < 8192 + 32; first += 32) trace.add(batch(first, 32, 0));
  expect([...trace.read(30, 33, 4).height]).toEqual([Number.NaN, Number.NaN, 32, 33]);
  expect([...trace.read(8223, 8224, 2).height]).toEqual([8223, Number.NaN]);
});
