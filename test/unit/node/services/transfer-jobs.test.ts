import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Job } from "../../../../src/shared/ipc/jobs.ts";
import { createTestServices, episodeStart, realBatches } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";

const open: TestServices[] = [];

afterEach(async () => {
  for (const services of open.splice(0)) await services.remove();
});

async function homeWith(episodes: number): Promise<{ readonly services: TestServices; readonly dataset: string }> {
  const services = await createTestServices();
  open.push(services);
  const { id: dataset } = await services.ask("datasets/create", { name: "Hops" });
  for (let i = 0; i < episodes; i++) {
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart(i) });
    for (const batch of realBatches(30, i)) await services.ask("recording/append", { recording, batch });
    await services.ask("recording/finish", { recording, end: { cause: "operator", health: null } });
  }
  return { services, dataset };
}

async function ended(services: TestServices, id: string): Promise<Job> {
  for (let tries = 0; tries < 1000; tries++) {
    const job = (await services.ask("jobs/list", {})).find((other) => other.id === id);
    if (job !== undefined && job.endedAt !== null) return job;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error("the job does not end");
}

it("edits that are asked for at once are made in their order", async () => {
  const { services, dataset } = await homeWith(1);
  const [{ id: episode } = { id: "" }] = await services.ask("datasets/episodes", { dataset, dropped: true });
  const notes = Array.from({ length: 20 }, (_note, i) => `note ${i}`);
  await Promise.all(
    notes.map((note) => services.ask("datasets/edit", { dataset, edits: [{ op: "note", episode, note }] })),
  );
  const [after] = await services.ask("datasets/episodes", { dataset, dropped: true });
  expect(after?.curation.note).toBe("note 19");
  await Promise.all([services.ask("datasets/undo", { dataset }), services.ask("datasets/undo", { dataset })]);
  const [undone] = await services.ask("datasets/episodes", { dataset, dropped: true });
  expect(undone?.curation.note).toBe("note 17");
});

it("an import can be added to a dataset; what was there stays, also when the import fails", async () => {
  const { services, dataset } = await homeWith(2);
  const job = await ended(services, (await services.ask("datasets/export", { dataset, format: "csv" })).id);
  if (job.result?.kind !== "files") throw new Error("no files");
  const source = join(job.result.files[0] ?? "", "..");
  const request = { source, format: "csv", name: "More", into: dataset } as const;
  const added = await ended(services, (await services.ask("datasets/import", request)).id);
  expect(added.result).toMatchObject({
    kind: "dataset",
    datasetId: dataset,
    episodes: 2,
    notes: [expect.stringContaining("2 episodes were in the dataset already")],
  });
  expect(await services.ask("datasets/episodes", { dataset, dropped: true })).toHaveLength(4);
  expect(await services.ask("datasets/list", {})).toHaveLength(1);
  const gone = { ...request, source: join(services.home, "nowhere") };
  const failed = await ended(services, (await services.ask("datasets/import", gone)).id);
  expect(failed).toMatchObject({ state: "failed", failure: { kind: "not-found" } });
  const nowhere = await ended(services, (await services.ask("datasets/import", { ...request, into: "gone" })).id);
  expect(nowhere).toMatchObject({ state: "failed", failure: { kind: "not-found" } });
  expect(await services.ask("datasets/episodes", { dataset, dropped: true })).toHaveLength(4);
});
