import { expect, test } from "vitest";
import { FailureError } from "../../../../src/shared/base/failure.ts";
import type { Job, JobResult } from "../../../../src/shared/ipc/jobs.ts";
import { createJobRegistry } from "../../../../src/node/jobs/job-registry.ts";
import type { JobContext, JobEvent, JobRegistry } from "../../../../src/node/jobs/job-registry.ts";

const RESULT: JobResult = { kind: "files", lost: [], files: ["a"] };
const PROGRESS = { fraction: 0.5, message: "Half", rate: 1, rateUnit: "files", secondsLeft: 1 };

/** Work whose end is in the test's hand. */
interface Held {
  readonly job: Job;
  readonly context: () => JobContext;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function hold(registry: JobRegistry, lane: string | null = "training"): Held {
  let context: JobContext | null = null;
  let settle: { resolve: (result: JobResult) => void; reject: (error: unknown) => void } | null = null;
  const job = registry.start({
    kind: "train",
    title: "Train",
    lane,
    run: (given) => {
      context = given;
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        given.signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    },
  });
  return {
    job,
    context: () => {
      if (context === null) throw new Error("does not run");
      return context;
    },
    resolve: () => settle?.resolve(RESULT),
    reject: (error) => settle?.reject(error),
  };
}

function recorded(registry: JobRegistry): JobEvent[] {
  const events: JobEvent[] = [];
  registry.subscribe((event) => events.push(event));
  return events;
}

function statesOf(events: readonly JobEvent[], id: string): string[] {
  const states = events.flatMap((event) => (event.type === "job" && event.job.id === id ? [event.job.state] : []));
  return states.filter((state, i) => state !== states[i - 1]);
}

test("jobs of a lane run one after the other, jobs without a lane at once", async () => {
  const registry = createJobRegistry();
  const events = recorded(registry);
  const [first, second, other] = [hold(registry), hold(registry), hold(registry, null)];
  const states = (): string[] => [first, second, other].map(({ job }) => registry.get(job.id).state);
  expect(states()).toEqual(["running", "queued", "running"]);
  first.resolve();
  expect((await registry.ended(first.job.id)).result).toEqual(RESULT);
  expect(states()).toEqual(["done", "running", "running"]);
  second.reject(new FailureError("disk", "full", "free some"));
  await registry.ended(second.job.id);
  expect(registry.get(second.job.id)).toMatchObject({ state: "failed", failure: { kind: "disk", message: "full" } });
  expect(statesOf(events, second.job.id)).toEqual(["queued", "running", "failed"]);
  expect(registry.list().map(({ id }) => id)).toEqual([other.job.id, second.job.id, first.job.id]);
});

test("a job ends exactly once, and says nothing afterwards", async () => {
  const registry = createJobRegistry();
  const events = recorded(registry);
  const held = hold(registry);
  const context = held.context();
  registry.cancel(held.job.id);
  await registry.ended(held.job.id);
  held.resolve();
  held.reject(new Error("late"));
  context.progress(PROGRESS);
  context.curve([{ step: 1, epoch: 1, loss: 1, validationLoss: null }]);
  registry.cancel(held.job.id);
  await Promise.resolve();
  expect(statesOf(events, held.job.id)).toEqual(["queued", "running", "cancelled"]);
  expect(registry.get(held.job.id)).toMatchObject({
    state: "cancelled",
    failure: null,
    result: null,
    endedAt: expect.stringMatching(/Z$/),
  });
  expect(registry.curve(held.job.id)).toEqual([]);
});

test("a queued job that is cancelled never runs, and the lane goes on", async () => {
  const registry = createJobRegistry();
  const [first, second, third] = [hold(registry), hold(registry), hold(registry)];
  registry.cancel(second.job.id);
  expect(registry.get(second.job.id).state).toBe("cancelled");
  first.resolve();
  await registry.ended(first.job.id);
  expect(() => second.context()).toThrow("does not run");
  expect(registry.get(third.job.id).state).toBe("running");
});

test("progress reaches listeners 10 times a second at most, the last one before the end", async () => {
  let now = 0;
  const registry = createJobRegistry({ now: () => now });
  const events = recorded(registry);
  const held = hold(registry);
  for (let k = 1; k <= 1000; k += 1) {
    now += 1;
    held.context().progress({ ...PROGRESS, fraction: k / 2000 });
  }
  held.reject(new FailureError("disk", "full", "free some"));
  await registry.ended(held.job.id);
  const fractions = events.flatMap((event) =>
    event.type === "job" && event.job.progress.message === "Half" ? [event.job.progress.fraction] : [],
  );
  expect(new Set(fractions).size).toBeLessThanOrEqual(11);
  expect(fractions.at(-1)).toBe(0.5);
});

test("a bug is a failed job of kind internal", async () => {
  const registry = createJobRegistry();
  const held = hold(registry);
  held.reject(new TypeError("x is not a function"));
  expect(await registry.ended(held.job.id)).toMatchObject({
    state: "failed",
    failure: { kind: "internal", message: "x is not a function" },
  });
});

test("curves are kept for those who come later", () => {
  const registry = createJobRegistry();
  const held = hold(registry);
  const points = [1, 2].map((step) => ({ step, epoch: 1, loss: 1 / step, validationLoss: null }));
  held.context().curve(points);
  expect(registry.curve(held.job.id)).toEqual(points);
});

test("only ended jobs can be dismissed; the hundred last ones are remembered", async () => {
  const registry = createJobRegistry();
  const events = recorded(registry);
  const running = hold(registry, null);
  expect(() => registry.dismiss(running.job.id)).toThrow("still runs");
  const ended: string[] = [];
  for (let k = 0; k < 102; k += 1) {
    const job = registry.start({ kind: "verify", title: "Verify", lane: null, run: () => Promise.resolve(RESULT) });
    ended.push(job.id);
    await registry.ended(job.id);
  }
  expect(registry.list()).toHaveLength(101);
  expect(events.flatMap((event) => (event.type === "job-dismissed" ? [event.job] : []))).toEqual(ended.slice(0, 2));
  registry.dismiss(ended[50] ?? "");
  expect(() => registry.get(ended[50] ?? "")).toThrow("no job");
});

test("a listener that throws ends neither the job nor the other listeners", async () => {
  const bugs: unknown[] = [];
  const registry = createJobRegistry({ onBug: (bug) => bugs.push(bug) });
  registry.subscribe(() => {
    throw new Error("listener");
  });
  const events = recorded(registry);
  const held = hold(registry);
  held.resolve();
  await registry.ended(held.job.id);
  expect(statesOf(events, held.job.id)).toEqual(["queued", "running", "done"]);
  expect(bugs.length).toBeGreaterThan(0);
});

test("closing cancels everything and starts nothing more", async () => {
  const registry = createJobRegistry();
  const [first, second] = [hold(registry), hold(registry)];
  await registry.close();
  expect([first, second].map(({ job }) => registry.get(job.id).state)).toEqual(["cancelled", "cancelled"]);
  expect(() => hold(registry)).toThrow("closing");
});
