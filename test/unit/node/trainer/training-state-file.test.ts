import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  decodeTrainingState,
  encodeTrainingState,
  readTrainingState,
} from "../../../../src/node/trainer/training-state-file.ts";
import type { TrainingState } from "../../../../src/node/trainer/training-state-file.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";

const best = { step: 3, epoch: 1, loss: 0.1, validationLoss: null, meanReturn: 7.25, parameters: [Float32Array.of(9)] };
const STATE: TrainingState = {
  head: {
    version: 1,
    request: { dataset: "d", algorithm: "bc", name: "n", seed: 1, config: bcConfigSchema.parse({}) },
    policyId: "p",
    createdAt: "",
    init: null,
    data: "abc",
    backend: "tensorflow 2.15.1",
    seconds: 1.5,
  },
  state: {
    engine: { steps: 5, parameters: [Float32Array.of(1, 0.1), Float32Array.of(2)], moments: [Float32Array.of(3, 4)] },
    normaliser: { mean: Float32Array.of(1), std: Float32Array.of(2) },
    epoch: 2,
    position: 64,
    order: [1, 2, 3, 0xffffffff],
    epochLoss: 0.1 + 0.2,
    meter: {
      sum: 1 / 3,
      count: 2,
      samples: 128,
      step: 5,
      points: [{ step: 3, epoch: 1, loss: 0.5, validationLoss: 0.25 }],
    },
    best,
    bestHeldOut: 0.25,
    epochsWithoutBetter: 0,
  },
};

test("a state is read as it was written, to the last bit, with and without what may be missing", () => {
  expect(decodeTrainingState(encodeTrainingState(STATE))).toEqual(STATE);
  const { engine, ...rest } = STATE.state;
  const bare = {
    ...STATE,
    state: { ...rest, engine: { ...engine, moments: [] }, normaliser: null, best: null, bestHeldOut: null },
  };
  expect(decodeTrainingState(encodeTrainingState(bare))).toEqual(bare);
});

test("another file is refused with what to give instead", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pogo-state-"));
  try {
    const path = join(folder, "x.state");
    await expect(readTrainingState(path)).rejects.toMatchObject({ failure: { kind: "not-found" } });
    for (const bytes of [encodePolicy(buildPolicy()), Uint8Array.of(1, 2, 3)]) {
      await writeFile(path, bytes);
      await expect(readTrainingState(path)).rejects.toMatchObject({ failure: { kind: "invalid-file" } });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
