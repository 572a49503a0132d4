import { expect, test } from "vitest";
import { createHopTrace } from "../../../../src/renderer/drive/hop-trace.ts";
import type { HopTrace } from "../../../../src/renderer/drive/hop-trace.ts";
import { OBSERVATION_SIZE } from "../../../../src/shared/base/specs.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";

/** Heights are step + `height`, pitches -step; it moves 1 m a step, and touches the floor at the end of even steps. */
function batch(first: number, count: number, height = 0): StepBatch {
  const observation = new Float64Array((count + 1) * OBSERVATION_SIZE);
  for (let row = 0; row <= count; row += 1) {
    observation[row * OBSERVATION_SIZE] = height + first + row;
    observation[row * OBSERVATION_SIZE + 1] = -(first + row);
    observation[row * OBSERVATION_SIZE + 5] = 125;
  }
  const x = Float64Array.from({ length: count }, (_row, i) => first + i);
  const contact = Uint8Array.from({ length: count }, (_row, i) => (first + i + 1) % 2);
  const finalObservation = observation.slice(count * OBSERVATION_SIZE);
  return { first, count, columns: { observation, x, contact }, snapshots: [], finalObservation };
}
const heights = (trace: HopTrace, oldest: number, newest: number): number[] => [
  ...trace.read(oldest, newest, newest - oldest + 1).height,
];
const { NaN: unknown } = Number;

test("keeps height and pitch by step, up to the state after the last", () => {
  const trace = createHopTrace();
  trace.begin(1, 0);
  trace.add(1, batch(0, 16));
  trace.add(1, batch(16, 16));
  expect(heights(trace, 0, 33)).toEqual([...Array.from({ length: 33 }, (_step, i) => i), unknown]);
  expect([...trace.read(1, 32, 32).pitch]).toEqual(Array.from({ length: 32 }, (_step, i) => -(i + 1)));
});

test("a state is whole: position, height, pitch, joints, speed and touch, at the end of a batch as within it", () => {
  const trace = createHopTrace();
  trace.begin(1, 0);
  trace.add(1, batch(0, 16));
  for (const step of [7, 16])
    expect(trace.at(step)).toEqual({
      step,
      qpos: Float64Array.of(step, step, -step, 0, 0, 0),
      speed: 125,
      contact: step % 2 === 1,
    });
  trace.add(1, batch(16, 16));
  expect(trace.at(16)).toMatchObject({ contact: false, qpos: Float64Array.of(16, 16, -16, 0, 0, 0) });
  expect(trace.at(17)).toMatchObject({ contact: true });
  expect(trace.at(33)).toBeNull();
});

test("a new episode knows nothing of the one before, whose last rows may come late", () => {
  const trace = createHopTrace();
  trace.begin(1, 0);
  trace.add(1, batch(0, 32));
  trace.begin(2, 0);
  trace.add(1, batch(32, 8));
  trace.add(2, batch(0, 2, 100));
  expect(heights(trace, 0, 4)).toEqual([100, 101, 102, unknown, unknown]);
  expect(trace.at(33)).toBeNull();
});

test("a branch keeps what came before it, and forgets what it left", () => {
  const trace = createHopTrace();
  trace.begin(1, 0);
  trace.add(1, batch(0, 16));
  trace.begin(2, 20);
  trace.add(1, batch(16, 12));
  expect(heights(trace, 14, 22)).toEqual([14, 15, 16, 17, 18, 19, unknown, unknown, unknown]);
  trace.add(2, batch(20, 4, 100));
  expect(heights(trace, 18, 25)).toEqual([18, 19, 120, 121, 122, 123, 124, unknown]);
  trace.begin(3, 22);
  expect(heights(trace, 20, 24)).toEqual([120, 121, 122, unknown, unknown]);
});

test("what is no longer kept is not known", () => {
  const trace = createHopTrace();
  trace.begin(1, 0);
  for (let first = 0; first < 8192 + 32; first += 32) trace.add(1, batch(first, 32));
  expect(heights(trace, 31, 34)).toEqual([unknown, unknown, 33, 34]);
  expect(heights(trace, 8223, 8225)).toEqual([8223, 8224, unknown]);
});
