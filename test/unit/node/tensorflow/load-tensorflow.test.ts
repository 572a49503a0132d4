import { expect, test } from "vitest";
import { trainLine } from "./train-line.ts";

const WANTED = [2, -3, 1];

test("TensorFlow's library, WebAssembly and plain JavaScript learn the same weights", async () => {
  const node = await trainLine("node");
  expect(node).toMatchObject({ backend: "tensorflow", version: "2.15.1", note: undefined });
  const others = [await trainLine("wasm"), await trainLine("cpu")];
  expect(others.map(({ backend }) => backend)).toEqual(["wasm", "cpu"]);
  for (const report of [node, ...others]) {
    expect(report.losses.at(-1)).toBeLessThan(0.01 * (report.losses[0] ?? 0));
    report.weights.forEach((weight, i) => expect(weight).toBeCloseTo(WANTED[i] ?? Number.NaN, 0));
    report.losses.forEach((loss, i) => expect(loss).toBeCloseTo(node.losses[i] ?? Number.NaN, 4));
    report.weights.forEach((weight, i) => expect(weight).toBeCloseTo(node.weights[i] ?? Number.NaN, 4));
  }
});
