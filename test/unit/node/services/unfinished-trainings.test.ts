import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createJobRegistry } from "../../../../src/node/jobs/job-registry.ts";
import type { Trainings } from "../../../../src/node/jobs/start-training.ts";
import { openPolicyStore } from "../../../../src/node/policies/policy-store.ts";
import type { PolicyStore } from "../../../../src/node/policies/policy-store.ts";
import { createUnfinishedTrainings } from "../../../../src/node/services/unfinished-trainings.ts";
import { leftoverFiles } from "../../../../src/node/trainer/checkpoint-file.ts";
import { encodeTrainingState } from "../../../../src/node/trainer/training-state-file.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";

let home: string;
let policies: PolicyStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "pogo-unfinished-"));
  policies = await openPolicyStore(home);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const point = { step: 40, epoch: 3, loss: 0.125, validationLoss: null };

async function leave(id: string, dataset: string, secondsAgo: number): Promise<void> {
  const path = leftoverFiles(policies.pathOf(id)).state;
  const bytes = encodeTrainingState({
    head: {
      version: 1,
      request: { dataset, algorithm: "bc", name: `Run ${id}`, seed: 7, config: bcConfigSchema.parse({ epochs: 12 }) },
      policyId: id,
      createdAt: `2026-01-01T00:00:0${id}.000Z`,
      init: null,
      data: "abc",
      backend: "cpu",
      seconds: 2.5,
    },
    state: {
      engine: { steps: 44, parameters: [Float32Array.of(1)], moments: [] },
      normaliser: null,
      epoch: 3,
      position: 0,
      order: [1, 2, 3, 4],
      epochLoss: 0,
      meter: { sum: 0, count: 0, samples: 0, step: 40, points: [point] },
      best: null,
      bestHeldOut: null,
      epochsWithoutBetter: 0,
    },
  });
  await writeFile(path, bytes);
  const time = Date.now() / 1000 - secondsAgo;
  await utimes(path, time, time);
}

/** Unfinished trainings of the home; what trainers are sent is kept, and each fails when told to. */
function open(trainings: Trainings = new Map()) {
  const sent: unknown[] = [];
  const exits: (() => void)[] = [];
  const jobs = createJobRegistry();
  const unfinished = createUnfinishedTrainings(
    {
      jobs,
      policies,
      trainings,
      spawnTrainer: () => ({
        send: (message) => sent.push(message),
        onMessage: (listener) => listener({ type: "ready" }),
        onExit: (listener) => exits.push(() => listener(1)),
        kill: () => undefined,
      }),
    },
    { find: (id) => Promise.resolve(join(home, "datasets", id)) },
  );
  return { unfinished, jobs, sent, exits };
}

test("what was left is listed with how far it came, newest first, and what cannot be read with the reason", async () => {
  await leave("1", "drives", 100);
  await leave("2", "drives", 100);
  await writeFile(leftoverFiles(policies.pathOf("torn")).state, "hello");
  const { unfinished } = open();
  const list = await unfinished.list();
  expect(list.map(({ id }) => id)).toEqual(["2", "1", "torn"]);
  expect(list[0]).toMatchObject({
    name: "Run 2",
    algorithm: "bc",
    dataset: "drives",
    epoch: 3,
    epochs: 12,
    steps: 44,
    seconds: 2.5,
    loss: 0.125,
    problem: null,
  });
  expect(list[2]?.problem).not.toBeNull();
});

test("going on orders exactly that training, and it is not listed while it runs", async () => {
  await leave("1", "drives", 100);
  const { unfinished, jobs, sent, exits } = open();
  const job = await unfinished.resume("1");
  expect(job).toMatchObject({ kind: "train", title: "Train Run 1 on drives" });
  expect(sent[0]).toMatchObject({
    type: "start",
    order: {
      policyId: "1",
      createdAt: "2026-01-01T00:00:01.000Z",
      resume: leftoverFiles(policies.pathOf("1")).state,
      out: policies.pathOf("1"),
      datasetPath: join(home, "datasets", "drives"),
      request: { seed: 7, config: { epochs: 12 } },
    },
  });
  expect(await unfinished.list()).toEqual([]);
  await expect(unfinished.resume("1")).rejects.toMatchObject({ failure: { kind: "locked" } });
  await expect(unfinished.discard("1")).rejects.toMatchObject({ failure: { kind: "locked" } });
  exits.forEach((exit) => exit());
  await jobs.ended(job.id);
  expect((await unfinished.list()).map(({ id }) => id)).toEqual(["1"]);
});

test("a state that was written a moment ago by another program is left alone", async () => {
  await leave("1", "drives", 3);
  const { unfinished } = open();
  expect((await unfinished.list())[0]?.problem).toContain("another program");
  await expect(unfinished.resume("1")).rejects.toMatchObject({ failure: { kind: "locked" } });
  await expect(unfinished.discard("1")).rejects.toMatchObject({ failure: { kind: "locked" } });
  // This program's own training ended: nobody else writes there.
  const own = open(new Map([["1", "ended"]])).unfinished;
  expect((await own.list())[0]?.problem).toBeNull();
});

test("discarding removes what was left", async () => {
  await leave("1", "/somewhere/else", 100);
  await writeFile(leftoverFiles(policies.pathOf("1")).checkpoint, "x");
  const { unfinished } = open();
  await unfinished.discard("1");
  expect(await readdir(policies.folder)).toEqual([]);
  await expect(unfinished.resume("1")).rejects.toMatchObject({ failure: { kind: "not-found" } });
  await expect(unfinished.resume("../../x")).rejects.toMatchObject({ failure: { kind: "invalid-input" } });
});
