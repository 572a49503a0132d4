import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { importMinari } from "../../../../src/node/formats/import-minari.ts";
import { verifyDataset } from "../../../../src/node/record/verify-dataset.ts";
import { DIVERGENCE_STEPS, divergenceCurve } from "../../../../src/shared/dataset/divergence.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { emptyDataset, openForWriting, scratch } from "../datasets/store-fixture.ts";

const DEMO = resolve(import.meta.dirname, "../../../../resources/demo/cs285-expert");
const options = { signal: new AbortController().signal, onProgress: () => undefined };

it("MuJoCo's episodes stay with our physics for a hundred steps of open loop and more", async () => {
  const store = await emptyDataset();
  await importMinari(DEMO, store);
  for (const { id } of (await store.episodes()).slice(20)) await store.edit([{ op: "drop", episode: id }]);
  const verified = await verifyDataset(store, options);
  expect(verified).toHaveLength(20);
  expect(verified.every(({ ok, status, firstDifference }) => ok && status === "no-snapshot" && !firstDifference)).toBe(
    true,
  );
  const divergences = verified.flatMap(({ divergence }) => divergence ?? []);
  expect(divergences).toHaveLength(20);
  const curve = divergenceCurve(divergences);
  expect(curve.map(({ step }) => step)).toEqual([...DIVERGENCE_STEPS]);
  const most = new Map(curve.map(({ step, max }) => [step, max]));
  // measured over all 80 episodes: 2.0e-9, 1.8e-8, 1.2e-7 and 9.7e-7; MuJoCo's own solver stops at 1e-8
  expect(most.get(1)).toBeLessThan(1e-8);
  expect(most.get(50)).toBeLessThan(1e-7);
  expect(most.get(100)).toBeLessThan(1e-6);
  expect(most.get(200)).toBeLessThan(1e-5);
  // measured: 125 to 289
  expect(Math.min(...divergences.map(({ firstStep }) => firstStep ?? Infinity))).toBeGreaterThan(100);
  // hopping on the spot of a needle: nothing stays that near for ever
  expect(most.get(1000)).toBeGreaterThan(1e-3);
});

it("our own episodes without a snapshot do not diverge at all", async () => {
  const path = join(scratch(), "hops");
  await writeScriptedDataset(path, 2, 300);
  const verified = await verifyDataset(await openForWriting(path), options);
  for (const { status, divergence } of verified) {
    expect(status).toBe("no-snapshot");
    expect(divergence).toMatchObject({ steps: 300, firstStep: null });
    expect(divergence?.largest).toBeLessThan(1e-12);
  }
});
