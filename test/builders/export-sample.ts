import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../src/node/formats/formats.ts";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";
import { createDataset, openDataset } from "../../src/node/datasets/open-dataset.ts";
import { FailureError } from "../../src/shared/base/failure.ts";
import type { ForeignFormat } from "../../src/shared/dataset/foreign-formats.ts";
import { episodeStart, REQUIRED_COLUMNS, stepBatch } from "./step-batch.ts";

/** A dataset of two short episodes in `folder`, exported to a format beside it; answers the export's folder. */
export async function exportSample(folder: string, format: ForeignFormat): Promise<string> {
  const path = join(folder, "sample");
  await createDataset({ path, name: "Sample" });
  const store = await openDataset(path, { mode: "write" });
  try {
    for (const [steps, names] of [
      [20, undefined],
      [7, REQUIRED_COLUMNS],
    ] as const) {
      const recording = await store.begin(episodeStart());
      await recording.append(stepBatch(0, steps, names));
      const { id } = await recording.finish({ cause: "operator", health: null });
      await store.edit([{ op: "name", episode: id, name: `=${steps}` }]);
    }
    const out = join(folder, `sample-${format}`);
    await exportDataset(store, format, out);
    return out;
  } finally {
    await store.close();
  }
}

/** All files below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** A way to damage bytes: cut, overwritten, moved, repeated. */
export type Mutation = (bytes: Buffer) => Buffer;

const position = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  position.map((at) => (bytes: Buffer) => bytes.subarray(0, Math.floor(at * bytes.length))),
  fc
    .array(fc.tuple(position, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 })
    .map((changes) => (bytes: Buffer) => {
      const mutant = Buffer.from(bytes);
      for (const [at, value] of changes) mutant[Math.floor(at * mutant.length)] = value;
      return mutant;
    }),
  // near the end, where footers say how large everything is
  fc
    .array(fc.tuple(fc.nat(3000), fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff)), { minLength: 1, maxLength: 4 })
    .map((changes) => (bytes: Buffer) => {
      const mutant = Buffer.from(bytes);
      for (const [back, value] of changes) if (back < mutant.length) mutant[mutant.length - 1 - back] = value;
      return mutant;
    }),
  fc.tuple(position, position, fc.integer({ min: 1, max: 64 })).map(([from, to, length]) => (bytes: Buffer) => {
    const mutant = Buffer.from(bytes);
    mutant.copy(
      mutant,
      Math.floor(to * bytes.length),
      Math.floor(from * bytes.length),
      Math.floor(from * bytes.length) + length,
    );
    return mutant;
  }),
);

/**
 * Imports a sample of which one file is damaged, and puts file and dataset back. Answers what came of it; throws where
 * it was anything but a typed failure, or an episode that the dataset itself cannot read.
 */
export async function importDamaged(
  sample: string,
  format: ForeignFormat,
  path: string,
  mutate: Mutation,
  store: DatasetStore,
): Promise<"imported" | "refused"> {
  const sound = readFileSync(path);
  writeFileSync(path, mutate(sound));
  let outcome: "imported" | "refused" = "imported";
  try {
    await importerOf(format)(sample, store, {});
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    outcome = "refused";
  } finally {
    writeFileSync(path, sound);
  }
  for (const { id } of await store.episodes()) {
    await store.load(id);
    rmSync(join(store.path, "episodes", `${id}.arrow`));
  }
  return outcome;
}
