import { expect, onTestFinished, test, vi } from "vitest";
import type { TrainerProcess } from "../../../../src/node/services/services.ts";
import type { TrainingOrder, TrainingReport } from "../../../../src/node/trainer/messages.ts";
import { runTrainer } from "../../../../src/node/trainer/run-trainer.ts";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";

const ORDER: TrainingOrder = {
  request: { dataset: "d", algorithm: "bc", name: "n", seed: 1, config: bcConfigSchema.parse({}) },
  datasetPath: "d",
  out: "p.safetensors",
  policyId: "p",
  createdAt: "",
  prefer: "node",
  workers: null,
};
const REPORT: TrainingReport = {
  policyId: "p",
  path: "p.safetensors",
  algorithm: "bc",
  backend: "tensorflow",
  backendVersion: "2.15.1",
  note: null,
  steps: 1,
  seconds: 1,
  samplesPerSecond: 1,
  finalLoss: 1,
  validationLoss: null,
  best: { epoch: 1, loss: 1, meanReturn: null },
  last: { epoch: 1, loss: 1, meanReturn: null },
  evaluation: null,
};

/** A trainer process in memory, driven by the test. */
class FakeTrainer implements TrainerProcess {
  readonly sent: unknown[] = [];
  killed = 0;
  say: (message: unknown) => void = () => undefined;
  exit: (code: number | null) => void = () => undefined;

  send(message: unknown): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.exit = listener;
  }
  kill(): void {
    this.killed += 1;
    this.exit(null);
  }
}

function run(signal = new AbortController().signal): {
  trainer: FakeTrainer;
  seen: unknown[];
  done: Promise<TrainingReport>;
} {
  const trainer = new FakeTrainer();
  const seen: unknown[] = [];
  const done = runTrainer(() => trainer, ORDER, {
    signal,
    onProgress: (progress) => seen.push(progress),
    onCurve: (points) => seen.push(points),
  });
  return { trainer, seen, done };
}

test("the order goes out when the process listens; what it says comes in; the process is ended", async () => {
  const { trainer, seen, done } = run();
  expect(trainer.sent).toEqual([]);
  trainer.say({ type: "ready" });
  expect(trainer.sent).toEqual([{ type: "start", order: ORDER }]);
  const progress = { fraction: 0.5, message: "m", rate: null, rateUnit: "samples", secondsLeft: null };
  const points = [{ step: 1, epoch: 1, loss: 1, validationLoss: null }];
  trainer.say({ type: "progress", progress });
  trainer.say({ type: "curve", points });
  trainer.say({ type: "done", report: REPORT });
  expect(await done).toEqual(REPORT);
  expect(seen).toEqual([progress, points]);
  expect(trainer.killed).toBe(1);
});

test("a trainer that does not heed a cancel is killed within 200 ms", async () => {
  const abort = new AbortController();
  const { trainer, done } = run(abort.signal);
  trainer.say({ type: "ready" });
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  abort.abort();
  vi.advanceTimersByTime(200);
  vi.useRealTimers();
  await expect(done).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect(trainer.sent.at(-1)).toEqual({ type: "cancel" });
  expect(trainer.killed).toBe(1);
});

test("nothing is started when it was cancelled before", async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(runTrainer(() => expect.unreachable(), ORDER, { signal: abort.signal })).rejects.toMatchObject({
    failure: { kind: "cancelled" },
  });
});

test("an exit before the end is a failure that names its code", async () => {
  const { trainer, done } = run();
  trainer.exit(134);
  await expect(done).rejects.toMatchObject({
    failure: { kind: "internal", message: expect.stringContaining("ended with code 134") },
  });
});

test.each([null, "hello", { type: "done" }, { type: "progress", progress: { fraction: "x" } }, { type: "launch" }])(
  "a malformed message (%j) ends the training",
  async (message) => {
    const { trainer, done } = run();
    trainer.say(message);
    await expect(done).rejects.toThrow("malformed message");
    expect(trainer.killed).toBe(1);
  },
);

test("what the trainer says after the end changes nothing", async () => {
  const { trainer, done } = run();
  trainer.say({ type: "failed", failure: { kind: "disk", message: "full", remedy: "free" } });
  trainer.say({ type: "done", report: REPORT });
  trainer.exit(1);
  await expect(done).rejects.toMatchObject({ failure: { kind: "disk", message: "full" } });
});
