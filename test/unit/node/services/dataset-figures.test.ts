import { promises as fs } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TRACE_POINTS } from "../../../../src/shared/dataset/dataset-statistics.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import type { EpisodeTrace } from "../../../../src/shared/dataset/dataset-statistics.ts";
import type { Job } from "../../../../src/shared/ipc/jobs.ts";
import { homeWith } from "../../../builders/home-with.ts";
import { createTestServices } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";

async function ended(services: TestServices, id: string): Promise<Job | undefined> {
  for (let tries = 0; tries < 500; tries++) {
    const job = (await services.ask("jobs/list", {})).find((other) => other.id === id);
    if (job === undefined || job.endedAt !== null) return job;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error("the job does not end");
}

it("traces are those of whole episodes, in the order asked for", async () => {
  const { services, dataset, episodes } = await homeWith([30, 20]);
  const [first = "", second = ""] = episodes;
  const ask = (ids: readonly string[]): Promise<readonly EpisodeTrace[]> =>
    services.ask("datasets/traces", { dataset, episodes: [...ids] });
  const traces = await ask([second, first]);
  expect(traces.map(({ id }) => id)).toEqual([second, first]);
  const loaded = await services.ask("episodes/load", { dataset, episode: first });
  const heights = Array.from({ length: 30 }, (_step, i) => loaded.columns.observation?.[11 * i] ?? Number.NaN);
  expect(traces[1]?.height).toHaveLength(TRACE_POINTS);
  expect(traces[1]?.height[0]).toBeCloseTo(heights[0] ?? Number.NaN, 6);
  expect(traces[1]?.height.at(-1)).toBeCloseTo(heights.at(-1) ?? Number.NaN, 6);
  await services.ask("datasets/edit", { dataset, edits: [{ op: "trim", episode: first, trim: { from: 5, to: 9 } }] });
  expect((await ask([first]))[0]).toEqual(traces[1]);
  expect(await ask(["01J9Z3T4QK8M5N7P2R6V8W0XYA"])).toEqual([]);
  expect((await services.failure("datasets/traces", { dataset, episodes: [] })).kind).toBe("invalid-input");
  const many = Array.from({ length: 201 }, () => first);
  expect((await services.failure("datasets/traces", { dataset, episodes: many })).kind).toBe("invalid-input");
});

it("traces come from the cache when their episode is gone from memory, and anew when the cache is damaged", async () => {
  const { services, dataset, episodes } = await homeWith([25]);
  const before = await services.ask("datasets/traces", { dataset, episodes: [...episodes] });
  await services.close();
  const folder = join(services.home, "datasets", "hops");
  const cache = join(folder, "cache", "traces.bin");
  const bytes = await fs.readFile(cache);
  // the first height, after the magic, the id, its padding and the file's size
  bytes.writeFloatLE(42, 8 + 40);
  await fs.writeFile(cache, bytes);
  const again = await createTestServices({ home: services.home });
  const cached = await again.ask("datasets/traces", { dataset, episodes: [...episodes] });
  expect(cached[0]?.height[0]).toBe(42);
  await again.close();
  for (const damage of [Buffer.from("nonsense"), bytes.subarray(0, 100), Buffer.alloc(600, 1)]) {
    await fs.writeFile(cache, damage);
    const third = await createTestServices({ home: services.home });
    expect(await third.ask("datasets/traces", { dataset, episodes: [...episodes] })).toEqual(before);
    await third.close();
  }
});

it("statistics are of the used episodes, trimmed", async () => {
  const { services, dataset, episodes } = await homeWith([30, 20, 10]);
  const [first = "", second = "", third = ""] = episodes;
  await services.ask("datasets/edit", {
    dataset,
    edits: [
      { op: "trim", episode: first, trim: { from: 0, to: 12 } },
      { op: "drop", episode: second },
    ],
  });
  const job = await services.ask("datasets/statistics", { dataset });
  expect(job).toMatchObject({ kind: "statistics", title: "Statistics of Hops" });
  const result = (await ended(services, job.id))?.result;
  expect(result).toMatchObject({
    kind: "statistics",
    dataset,
    statistics: { episodes: 2, steps: 22, figures: [{ id: first, steps: 12 }, { id: third }] },
  });
  expect((await services.failure("datasets/statistics", { dataset: "gone" })).kind).toBe("not-found");
});

it("a newer request for statistics of a dataset replaces one that waits; the others run in turn", async () => {
  const { services, dataset } = await homeWith([30]);
  const { id: other } = await services.ask("datasets/create", { name: "Other" });
  const jobs = [];
  for (const of of [dataset, dataset, other, dataset])
    jobs.push(await services.ask("datasets/statistics", { dataset: of }));
  const states = [];
  for (const { id } of jobs) states.push((await ended(services, id))?.state);
  const waited = services.events.filter((event) => event.type === "job-dismissed").map((event) => event.job);
  // how far the first had come when the second asked is the machine's business: what waited was replaced
  expect(states.filter((state) => state === "done")).toHaveLength(4 - waited.length);
  expect(states.at(-1)).toBe("done");
  expect(states[2]).toBe("done");
  const running = new Set<string>();
  for (const event of services.events) {
    if (event.type !== "job" || event.job.kind !== "statistics") continue;
    if (event.job.state === "running") running.add(event.job.id);
    else running.delete(event.job.id);
    expect(running.size).toBeLessThanOrEqual(1);
  }
});

it("an export is estimated near what it comes to be", async () => {
  const { services, dataset } = await homeWith([400, 300]);
  const estimates = [];
  for (const format of FOREIGN_FORMATS) {
    const estimate = await services.ask("datasets/export-estimate", { dataset, format });
    const job = await ended(services, (await services.ask("datasets/export", { dataset, format })).id);
    if (job?.result?.kind !== "files") throw new Error(`${format}: ${job?.failure?.message ?? "no files"}`);
    let bytes = 0;
    for (const file of job.result.files) bytes += (await fs.stat(file)).size;
    expect(estimate.episodes).toBe(2);
    expect(estimate.lost).toEqual(job.result.lost);
    estimates.push({ format, near: Math.abs(Math.log2(estimate.bytes / bytes)) < 1.5, ratio: estimate.bytes / bytes });
  }
  expect(estimates.filter(({ near }) => !near)).toEqual([]);
});
