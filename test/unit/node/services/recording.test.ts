import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import { createTestServices, episodeStart, realBatches } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";

const open: TestServices[] = [];

async function withDataset(): Promise<{ services: TestServices; dataset: string }> {
  const services = await createTestServices();
  open.push(services);
  return { services, dataset: (await services.ask("datasets/create", { name: "Mine" })).id };
}

afterEach(async () => {
  await Promise.all(open.map((services) => services.close()));
  for (const services of open.splice(0)) await services.remove();
});

const END = { cause: "operator", health: null } as const;

describe("recording through the services", () => {
  it("saves an episode that replays, and tells every page", async () => {
    const { services, dataset } = await withDataset();
    const { recording, episode } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    let steps = 0;
    for (const batch of realBatches(40)) {
      steps += batch.count;
      expect(await services.ask("recording/append", { recording, batch })).toEqual({ steps });
    }
    const summary = await services.ask("recording/finish", { recording, end: END });
    expect(summary).toMatchObject({ id: episode, steps, replays: true, operator: "Ada", recovered: false });
    expect(services.events).toContainEqual({ type: "episodes-changed", dataset });
    expect((await services.ask("datasets/episodes", { dataset, dropped: false })).map(({ id }) => id)).toEqual([
      episode,
    ]);
    expect((await services.ask("episodes/load", { dataset, episode })).columns.action).toHaveLength(3 * steps);
  });

  it("goes on from an earlier moment of an episode: the new one is whole and replays, the old one stays", async () => {
    const { services, dataset } = await withDataset();
    const batches = realBatches(40);
    const first = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of batches) await services.ask("recording/append", { recording: first.recording, batch });
    const abandoned = { cause: "abandoned", health: null } as const;
    const left = await services.ask("recording/finish", { recording: first.recording, end: abandoned });
    expect(left).toMatchObject({ cause: "abandoned", used: false, dropped: false, replays: true });

    const step = batches[0]?.count ?? 0;
    const start = { ...episodeStart(), parent: { episode: first.episode, step } };
    const next = await services.ask("recording/begin", { dataset, start, continues: true });
    for (const batch of batches.slice(1)) await services.ask("recording/append", { recording: next.recording, batch });
    const whole = await services.ask("recording/finish", { recording: next.recording, end: END });
    expect(whole).toMatchObject({
      steps: left.steps,
      replays: true,
      used: true,
      parent: { episode: first.episode, step },
    });
    const [a, b] = await Promise.all(
      [first.episode, next.episode].map((episode) => services.ask("episodes/load", { dataset, episode })),
    );
    expect(b?.columns).toEqual(a?.columns);

    const beyond = { ...start, parent: { episode: first.episode, step: left.steps + 1 } };
    const refused = await services.failure("recording/begin", { dataset, start: beyond, continues: true });
    expect(refused.kind).toBe("invalid-input");
    expect(await services.ask("datasets/episodes", { dataset, dropped: true })).toHaveLength(2);
  });

  it("says that an episode does not replay when its data were changed on the way", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of realBatches(40)) {
      if (batch.first === 0) batch.columns.action?.fill(0.25, 6, 9);
      await services.ask("recording/append", { recording, batch });
    }
    expect((await services.ask("recording/finish", { recording, end: END })).replays).toBe(false);
  });

  it("writes batches in the order they came, without waiting for answers in between", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    const batches = realBatches(40);
    const answers = batches.map((batch) => services.ask("recording/append", { recording, batch }));
    const finished = services.ask("recording/finish", { recording, end: END });
    expect((await Promise.all(answers)).map(({ steps }) => steps)).toEqual(
      batches.map((_, i) => batches.slice(0, i + 1).reduce((sum, { count }) => sum + count, 0)),
    );
    expect((await finished).replays).toBe(true);
  });

  it("refuses a batch out of sequence and goes on with the right one", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    const [first, second] = realBatches(40) as [StepBatch, StepBatch];
    expect((await services.failure("recording/append", { recording, batch: second })).kind).toBe("invalid-input");
    await services.ask("recording/append", { recording, batch: first });
    expect((await services.failure("recording/append", { recording, batch: first })).kind).toBe("invalid-input");
    await services.ask("recording/append", { recording, batch: second });
    expect((await services.ask("recording/finish", { recording, end: END })).replays).toBe(true);
  });

  it("finishes what a vanished page left open as interrupted, with every row that was sent", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() }, "a");
    const other = await services.ask("recording/begin", { dataset, start: episodeStart() }, "b");
    const [batch] = realBatches(40) as [StepBatch];
    const appended = services.ask("recording/append", { recording, batch }, "a");
    await services.disconnect("a");
    await appended;
    const episodes = await services.ask("datasets/episodes", { dataset, dropped: false });
    expect(episodes).toMatchObject([{ steps: batch.count, cause: "interrupted", recovered: false }]);
    expect((await services.failure("recording/append", { recording, batch }, "a")).kind).toBe("not-found");
    await services.ask("recording/append", { recording: other.recording, batch }, "b");
    await services.ask("recording/discard", { recording: other.recording }, "b");
  });

  it("ends a recording whose page vanished while it was being opened", async () => {
    const { services, dataset } = await withDataset();
    const begun = services.ask("recording/begin", { dataset, start: episodeStart() });
    await services.disconnect("page");
    const { recording } = await begun;
    expect((await services.failure("recording/append", { recording, batch: realBatches(1)[0]! })).kind).toBe(
      "not-found",
    );
    expect(await services.ask("datasets/episodes", { dataset, dropped: true })).toEqual([]);
  });

  it("keeps pages away from each other's recordings", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() }, "a");
    expect((await services.failure("recording/discard", { recording }, "b")).kind).toBe("not-found");
  });

  it("leaves nothing of a discarded recording", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    await services.ask("recording/append", { recording, batch: realBatches(1)[0]! });
    await services.ask("recording/discard", { recording });
    const path = (await services.ask("datasets/list", {}))[0]?.path ?? "";
    expect(await fs.readdir(join(path, "episodes"))).toEqual([]);
  });

  it("saves open recordings when the host closes, and refuses requests from then on", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    await services.ask("recording/append", { recording, batch: realBatches(10)[0]! });
    await services.close();
    expect((await services.failure("datasets/list", {})).kind).toBe("unsupported");
    const again = await createTestServices({ home: services.home });
    open.push(again);
    expect(await again.ask("datasets/episodes", { dataset, dropped: false })).toMatchObject([
      { steps: 10, cause: "interrupted" },
    ]);
  });

  it("closes only when an episode that is being finished is on the disk", async () => {
    const { services, dataset } = await withDataset();
    const { recording, episode } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of realBatches(200)) await services.ask("recording/append", { recording, batch });
    const path = (await services.ask("datasets/list", {}))[0]?.path ?? "";
    const finished = services.ask("recording/finish", { recording, end: END });
    await services.close();
    expect(await fs.readdir(join(path, "episodes"))).toEqual([`${episode}.arrow`]);
    expect((await fs.readdir(path)).filter((name) => name.includes("writer"))).toEqual([]);
    expect((await finished).recovered).toBe(false);
  });

  it("saves an episode whose options the simulator refuses, unchecked", async () => {
    const { services, dataset } = await withDataset();
    const start = { ...episodeStart(), hopperOptions: { unheard_of: 1 } };
    const { recording } = await services.ask("recording/begin", { dataset, start });
    await services.ask("recording/append", { recording, batch: realBatches(10)[0]! });
    expect(await services.ask("recording/finish", { recording, end: END })).toMatchObject({ steps: 10, replays: null });
  });

  it("lets go of the dataset between recordings, so that another program can write", async () => {
    const { services, dataset } = await withDataset();
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    await services.ask("recording/append", { recording, batch: realBatches(1)[0]! });
    await services.ask("recording/finish", { recording, end: END });
    const path = (await services.ask("datasets/list", {}))[0]?.path ?? "";
    expect((await fs.readdir(path)).filter((name) => name.includes("lock"))).toEqual([]);
  });
});
