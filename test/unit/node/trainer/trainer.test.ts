import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createJobRegistry } from "../../../../src/node/jobs/job-registry.ts";
import type { JobEvent, JobRegistry } from "../../../../src/node/jobs/job-registry.ts";
import { startTraining } from "../../../../src/node/jobs/start-training.ts";
import { openPolicyStore } from "../../../../src/node/policies/policy-store.ts";
import type { PolicyStore } from "../../../../src/node/policies/policy-store.ts";
import { rollOut } from "../../../../src/node/rollouts/roll-out.ts";
import { forkTrainer } from "../../../../src/node/trainer/fork-trainer.ts";
import type { ForkedTrainer } from "../../../../src/node/trainer/fork-trainer.ts";
import { readTrainingState } from "../../../../src/node/trainer/training-state-file.ts";
import { runTrainer } from "../../../../src/node/trainer/run-trainer.ts";
import { createRng } from "../../../../src/shared/base/rng.ts";
import type { Job } from "../../../../src/shared/ipc/jobs.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";
import type { TrainRequest } from "../../../../src/shared/ipc/train-config.ts";
import { evaluationSeeds } from "../../../../src/shared/learn/evaluation.ts";
import { pairedPermutationTest } from "../../../../src/shared/learn/statistics.ts";
import { decodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { bundleEntries } from "../../../builders/bundle-entries.ts";
import type { BundledEntries } from "../../../builders/bundle-entries.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { eventually } from "../../../builders/eventually.ts";

let bundle: BundledEntries;
let home: string;
let dataset: string;
let policies: PolicyStore;
let jobs: JobRegistry;
const started: ForkedTrainer[] = [];
const events: JobEvent[] = [];

beforeAll(async () => {
  bundle = await bundleEntries({
    trainer: "src/node/trainer/process.ts",
    "rollout-worker": "src/node/rollouts/worker.ts",
  });
  home = await mkdtemp(join(tmpdir(), "pogo-trainer-"));
  dataset = join(home, "datasets/scripted");
  await writeScriptedDataset(dataset, 6, 400);
  policies = await openPolicyStore(home);
  jobs = createJobRegistry();
  jobs.subscribe((event) => events.push(event));
}, 300_000);
afterAll(async () => {
  await jobs.close();
  await bundle.remove();
  await rm(home, { recursive: true, force: true });
});

function request(config: Partial<TrainRequest["config"]> = {}, seed = 1): TrainRequest {
  const defaults = { epochs: 8, batchSize: 64, evaluationEpisodes: 4 };
  return {
    dataset: "scripted",
    algorithm: "bc",
    name: "Clone",
    seed,
    config: bcConfigSchema.parse({ ...defaults, ...config }),
  };
}

function start(wanted: TrainRequest, path = dataset): Job {
  const fork = forkTrainer(bundle.files["trainer"] ?? "");
  const spawnTrainer = (): ForkedTrainer => {
    const trainer = fork();
    started.push(trainer);
    return trainer;
  };
  return startTraining({ jobs, policies, spawnTrainer }, wanted, path);
}

async function policyOf(job: Job): Promise<ReturnType<typeof decodePolicy>> {
  const ended = await jobs.ended(job.id);
  if (ended.result?.kind !== "policy") throw new Error(`no policy: ${JSON.stringify(ended.failure)}`);
  return decodePolicy(await policies.load(ended.result.policyId));
}

/** Resolves when the job has got so far. */
async function until(job: Job, condition: (now: Job) => boolean): Promise<void> {
  while (!condition(jobs.get(job.id))) {
    if (jobs.get(job.id).endedAt !== null) throw new Error(`ended early: ${JSON.stringify(jobs.get(job.id))}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const isTraining = (job: Job): boolean => job.progress.message.startsWith("Training, step");

test("a training job makes a policy that drives better than chance, tells how it goes, and is the same for the same seed", async () => {
  const [first, second] = [start(request()), start(request())];
  const policy = await policyOf(first);
  const again = await policyOf(second);
  expect(again.layers).toEqual(policy.layers);
  expect(again.normaliser).toEqual(policy.normaliser);

  const { meta } = policy;
  expect(meta).toMatchObject({
    name: "Clone",
    algorithm: "bc",
    seed: 1,
    hyperparameters: { epochs: 8, batchSize: 64 },
    evaluation: { episodes: 4, seed: 1000 },
  });
  expect(meta.dataset.episodes).toHaveLength(5);
  expect(meta.training.backend).toMatch(/^(tensorflow|wasm|cpu) \d/);
  expect(await readdir(policies.folder)).not.toContainEqual(expect.stringContaining("checkpoint"));

  const points = jobs.curve(first.id);
  expect(points.filter(({ validationLoss }) => validationLoss !== null)).toHaveLength(8);
  expect(points.at(-1)?.loss).toBeLessThan((points[0]?.loss ?? 0) / 3);
  const shown = events.flatMap((event) =>
    event.type === "job" && event.job.id === first.id ? [event.job.progress] : [],
  );
  expect(
    shown.some(({ rate, rateUnit, secondsLeft }) => rateUnit === "samples" && (rate ?? 0) > 0 && secondsLeft !== null),
  ).toBe(true);

  // Paired by seed; under the null hypothesis the sign of each difference is a coin's.
  const seeds = evaluationSeeds(5000, 20);
  const id = jobs.get(first.id).result;
  const bytes = await policies.load(id?.kind === "policy" ? id.policyId : "");
  const clone = await rollOut({ driver: { kind: "policy", bytes }, seeds, workerEntry: null });
  const chance = await rollOut({ driver: { kind: "random" }, seeds, workerEntry: null });
  const returns = (outcomes: typeof clone): number[] => outcomes.map((outcome) => outcome.return);
  expect(pairedPermutationTest(returns(clone), returns(chance), createRng(1))).toBeLessThan(0.001);
}, 300_000);

test("a cancelled training ends within 200 ms, while it starts and while it trains", async () => {
  for (const reached of [(job: Job) => job.state === "running", isTraining]) {
    const took: number[] = [];
    // What else the machine does can hold one of them up, not four in a row.
    while (took.length < 4 && !(Math.min(...took) < 200)) {
      const job = start(request({ epochs: 10_000 }));
      await until(job, reached);
      const from = performance.now();
      jobs.cancel(job.id);
      const ended = await jobs.ended(job.id);
      took.push(performance.now() - from);
      expect(ended).toMatchObject({
        state: "cancelled",
        failure: null,
        result: null,
        progress: { message: expect.stringMatching(/^Cancelled\. Start it again/) },
      });
      await expectGone(started.at(-1));
    }
    expect(Math.min(...took)).toBeLessThan(200);
  }
}, 300_000);

test("a cancelled training leaves what it has learned beside the policy's place", async () => {
  const abort = new AbortController();
  const out = join(home, "cancelled.safetensors");
  const order = {
    request: request({ epochs: 10_000, evaluationEpisodes: 0 }),
    datasetPath: dataset,
    out,
    policyId: "c",
    createdAt: "",
    prefer: "node" as const,
    workers: null,
    stateIntervalMs: 20,
  };
  const run = runTrainer(forkTrainer(bundle.files["trainer"] ?? ""), order, {
    signal: abort.signal,
    onCurve: (points) => {
      const isLeft = existsSync(`${out}.checkpoint`) && existsSync(`${out}.state`);
      if (isLeft && points.some(({ epoch }) => epoch > 2)) abort.abort();
    },
  });
  await expect(run).rejects.toMatchObject({
    failure: {
      kind: "cancelled",
      remedy: expect.stringMatching(/--resume .*cancelled\.safetensors\.state.*\.checkpoint/),
    },
  });
  const { meta } = decodePolicy(new Uint8Array(await readFile(`${out}.checkpoint`)));
  expect(meta.training.steps).toBeGreaterThanOrEqual(32);
  expect(meta.evaluation).toBeNull();
}, 300_000);

test.each([
  ["mlp, killed", {}, "SIGKILL"],
  [
    "lstm with bins, cancelled",
    { recurrent: "lstm", head: "bins", bins: 5, cells: 8, window: 8, batchSize: 128 },
    null,
  ],
] as const)(
  "a training that was stopped goes on to the same policy, bit for bit (%s)",
  async (label, parts, signal) => {
    const fork = forkTrainer(bundle.files["trainer"] ?? "");
    const orderOf = (out: string, more: object = {}): Parameters<typeof runTrainer>[1] => ({
      request: request({ epochs: 120, batchSize: 32, hidden: [16], evaluationEpisodes: 1, ...parts }, 3),
      datasetPath: dataset,
      out: join(home, out),
      policyId: "r",
      createdAt: "",
      prefer: "node",
      workers: 1,
      ...more,
    });
    const curveOf = async (order: Parameters<typeof runTrainer>[1]): Promise<unknown> => {
      const curve: unknown[] = [];
      await runTrainer(fork, order, {
        signal: new AbortController().signal,
        onCurve: (points) => curve.push(...points),
      });
      return curve;
    };
    const whole = orderOf(`whole ${label}.safetensors`);
    const wholeCurve = await curveOf(whole);

    const stopped = orderOf(`stopped ${label}.safetensors`, { stateIntervalMs: 20 });
    const state = `${stopped.out}.state`;
    let trainer: ForkedTrainer | null = null;
    const abort = new AbortController();
    const run = runTrainer(() => (trainer = fork()), stopped, {
      signal: abort.signal,
      onCurve: (points) => {
        if (!points.some(({ epoch }) => epoch > 10) || (signal !== null && !existsSync(state))) return;
        if (signal === null) abort.abort();
        else process.kill(trainer?.pid ?? 0, signal);
      },
    });
    await expect(run).rejects.toMatchObject({ failure: { remedy: expect.stringContaining(`--resume ${state}`) } });
    const { head, state: reached } = await readTrainingState(state);
    expect(head).toMatchObject({ policyId: "r", request: stopped.request });
    expect(reached.engine.steps).toBeGreaterThan(0);
    expect(reached.epoch).toBeLessThan(120);

    const curve = await curveOf({ ...stopped, resume: state });
    const [a, b] = [await readPolicy(whole.out), await readPolicy(stopped.out)];
    expect([b.layers, b.lstm, b.normaliser]).toEqual([a.layers, a.lstm, a.normaliser]);
    expect(b.meta.training).toMatchObject({ steps: a.meta.training.steps, finalLoss: a.meta.training.finalLoss });
    expect(curve).toEqual(wholeCurve);
    expect((await readdir(home)).filter((name) => name.startsWith(`stopped ${label}`))).toEqual([
      basename(stopped.out),
    ]);
  },
  300_000,
);

test("a state of other data, and weights that do not fit, are refused with what to do", async () => {
  const out = join(home, "refused.safetensors");
  const order = {
    request: request({ epochs: 1, evaluationEpisodes: 0 }),
    datasetPath: dataset,
    out,
    policyId: "x",
    createdAt: "",
    prefer: "cpu" as const,
    workers: null,
  };
  const run = (more: object, config: object = {}): Promise<unknown> =>
    runTrainer(
      forkTrainer(bundle.files["trainer"] ?? ""),
      { ...order, request: request({ ...order.request.config, ...config }), ...more },
      { signal: new AbortController().signal },
    );
  await run({});
  const first = await readPolicy(out);
  await expect(run({ init: out }, { hidden: [32] })).rejects.toMatchObject({
    failure: {
      kind: "invalid-input",
      message: expect.stringContaining("mlp 11-128-64-3, relu, linear, with a normaliser"),
    },
  });
  const second = join(home, "second.safetensors");
  await run({ init: out, out: second }, { optimizer: "sgd", learningRate: 1e-9, l2: 0 });
  const next = await readPolicy(second);
  expect(next.normaliser).toEqual(first.normaliser);
  expect(next.meta.init).toEqual({ id: first.meta.id, name: first.meta.name });
  expect(first.meta.init).toBeUndefined();
  expect(first.meta.training.curve?.at(-1)?.step).toBe(first.meta.training.steps);
  expect(Math.max(...next.layers[0]!.weight.map((w, i) => Math.abs(w - first.layers[0]!.weight[i]!)))).toBeLessThan(
    1e-6,
  );
}, 300_000);

async function readPolicy(path: string): Promise<ReturnType<typeof decodePolicy>> {
  return decodePolicy(new Uint8Array(await readFile(path)));
}

test.each(["SIGKILL", "SIGABRT"] as const)(
  "a trainer that dies of %s is a failed job with a reason, and the next one runs",
  async (signal) => {
    const job = start(request({ epochs: 10_000 }));
    const next = start(request({ epochs: 1, evaluationEpisodes: 0 }));
    await until(job, isTraining);
    process.kill(started.at(-1)?.pid ?? 0, signal);
    const ended = await jobs.ended(job.id);
    expect(ended).toMatchObject({
      state: "failed",
      failure: { kind: "internal", message: "The trainer process was killed before the policy was finished." },
    });
    expect(await jobs.ended(next.id)).toMatchObject({ state: "done", failure: null });
  },
  300_000,
);

test("what the trainer cannot do comes back as the reason it gave", async () => {
  const missing = start(request(), join(home, "datasets/gone"));
  expect(await jobs.ended(missing.id)).toMatchObject({ state: "failed", failure: { kind: "not-found" } });
  const diverging = start(request({ optimizer: "sgd", learningRate: 10, normaliser: false }));
  expect(await jobs.ended(diverging.id)).toMatchObject({
    state: "failed",
    failure: { kind: "invalid-input", message: expect.stringContaining("diverged") },
  });
}, 300_000);

test.each(["wasm", "cpu"] as const)(
  "the %s fallback trains too, and says what it is",
  async (prefer) => {
    const order = {
      request: request({ epochs: 2, evaluationEpisodes: 0 }),
      datasetPath: dataset,
      out: join(home, `${prefer}.safetensors`),
      policyId: prefer,
      createdAt: "",
      prefer,
      workers: null,
    };
    const report = await runTrainer(forkTrainer(bundle.files["trainer"] ?? ""), order, {
      signal: new AbortController().signal,
    });
    expect(report).toMatchObject({ backend: prefer, note: null, evaluation: null, best: { epoch: 2 } });
    expect(decodePolicy(new Uint8Array(await readFile(order.out))).meta.training.steps).toBe(report.steps);
  },
  300_000,
);

test("an evaluation is the same for one worker and for many, and can be cancelled", async () => {
  const seeds = evaluationSeeds(0, 12);
  const workerEntry = bundle.files["rollout-worker"] ?? "";
  const here = await rollOut({ driver: { kind: "random" }, seeds, workerEntry: null });
  const many = await rollOut({ driver: { kind: "random" }, seeds, workerEntry, workers: Math.max(3, cpus().length) });
  expect(many).toEqual(here);
  expect(here.map(({ seed }) => seed)).toEqual(seeds);
  const abort = new AbortController();
  const long = rollOut({
    driver: { kind: "scripted" },
    seeds: evaluationSeeds(0, 1000),
    workerEntry,
    workers: 2,
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(), 300);
  await expect(long).rejects.toMatchObject({ failure: { kind: "cancelled" } });
}, 300_000);

async function expectGone(trainer: ForkedTrainer | undefined): Promise<void> {
  const pid = trainer?.pid ?? 0;
  const exists = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await eventually(() => expect(exists()).toBe(false));
}
