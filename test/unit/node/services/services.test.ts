import type { Edit } from "../../../../src/shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../../../src/shared/dataset/episode.ts";
import { promises as fs } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { REQUESTS } from "../../../../src/shared/ipc/contract.ts";
import type { HostEvent } from "../../../../src/shared/ipc/contract.ts";
import { createTestServices, episodeStart, realBatches } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";
import { eventually } from "../../../builders/eventually.ts";

const open: TestServices[] = [];

async function start(change: Parameters<typeof createTestServices>[0] = {}): Promise<TestServices> {
  const services = await createTestServices(change);
  open.push(services);
  return services;
}

afterEach(async () => {
  await Promise.all(open.map((services) => services.close()));
  for (const services of open.splice(0)) await services.remove();
});

async function recordOne(services: TestServices, dataset: string, steps = 20): Promise<string> {
  const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
  for (const batch of realBatches(steps)) await services.ask("recording/append", { recording, batch });
  return (await services.ask("recording/finish", { recording, end: { cause: "operator", health: null } })).id;
}

describe("services", () => {
  it("deny names outside the contract, inherited ones too", async () => {
    const services = await start();
    for (const name of ["", "app/quit", "toString", "__proto__", "constructor", "x".repeat(10_000)]) {
      expect(await services.handle("page", name, {})).toMatchObject({ ok: false, failure: { kind: "denied" } });
    }
  });

  it("refuse any malformed payload of any request without a bug", async () => {
    const services = await start();
    const bugs = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(REQUESTS).filter((name) => name !== "app/doctor")),
        fc.anything(),
        async (name, payload) => {
          const result = await services.handle("page", name, payload);
          if (!result.ok) expect(result.failure.kind).not.toBe("internal");
        },
      ),
      { numRuns: 300 },
    );
    expect(bugs).not.toHaveBeenCalled();
    bugs.mockRestore();
  });

  it("name the field that is wrong", async () => {
    const services = await start();
    const failure = await services.failure("settings/set", { deadZone: 3 });
    expect(failure.kind).toBe("invalid-input");
    expect(failure.message).toContain("deadZone");
  });

  it("tell about the app", async () => {
    const services = await start();
    expect(await services.ask("app/info", {})).toEqual({
      version: "1.2.3",
      face: "browser",
      platform: `${process.platform} ${process.arch}`,
      home: services.home,
    });
    expect((await services.failure("app/choose-import", {})).kind).toBe("unsupported");
  });

  it("let the person choose what to import where there is a dialog", async () => {
    const services = await start({ chooseImport: () => Promise.resolve("/data/hopper") });
    expect(await services.ask("app/choose-import", {})).toBe("/data/hopper");
  });

  it("keep settings, tell every page of them, and survive a damaged file", async () => {
    const services = await start();
    expect((await services.ask("settings/get", {})).colorScheme).toBe("dark");
    const [a, b] = await Promise.all([
      services.ask("settings/set", { operator: "Ada" }),
      services.ask("settings/set", { deadZone: 0.2 }),
    ]);
    expect([a.operator, b.operator, b.deadZone]).toEqual(["Ada", "Ada", 0.2]);
    expect(services.events).toContainEqual({ type: "settings", settings: b });
    await services.close();

    const file = join(services.home, "settings.json");
    expect(JSON.parse(await fs.readFile(file, "utf8"))).toMatchObject({ operator: "Ada", deadZone: 0.2 });
    await fs.writeFile(file, JSON.stringify({ operator: "Ada", deadZone: "much", unknown: 1 }));
    const second = await start({ home: services.home });
    expect(await second.ask("settings/get", {})).toMatchObject({ operator: "Ada", deadZone: 0.1 });
    await second.close();

    await fs.writeFile(file, "{");
    const third = await start({ home: services.home });
    expect(await third.ask("settings/get", {})).toMatchObject({ operator: "", deadZone: 0.1 });
    expect(third.events).toContainEqual({
      type: "problem",
      failure: expect.objectContaining({ kind: "invalid-file" }),
    });
  });

  it("name, hide and restore episodes", async () => {
    const services = await start();
    const { id: dataset } = await services.ask("datasets/create", { name: "Übung 1" });
    const episode = await recordOne(services, dataset);
    const edit = (edit: Edit): Promise<readonly EpisodeSummary[]> =>
      services.ask("datasets/edit", { dataset, edits: [edit] });
    expect(await edit({ op: "name", episode, name: "First hop" })).toMatchObject([{ name: "First hop" }]);
    expect(await edit({ op: "drop", episode })).toMatchObject([{ dropped: true }]);
    expect(await services.ask("datasets/episodes", { dataset, dropped: false })).toEqual([]);
    expect(await services.ask("datasets/episodes", { dataset, dropped: true })).toHaveLength(1);
    expect((await services.ask("datasets/list", {}))[0]).toMatchObject({ name: "Übung 1", episodes: 0, steps: 0 });
    expect(await services.ask("datasets/undo", { dataset })).toEqual({
      undo: "name 1 episode",
      redo: "drop 1 episode",
    });
    expect(await services.ask("datasets/episodes", { dataset, dropped: false })).toMatchObject([{ dropped: false }]);
    const edits: Edit[] = [{ op: "drop", episode: "0".repeat(26) }];
    expect((await services.failure("datasets/edit", { dataset, edits })).kind).toBe("not-found");
    expect((await services.failure("datasets/episodes", { dataset: "../..", dropped: true })).kind).toBe("not-found");
  });

  it("verify a dataset as a job and name the episode that does not replay", async () => {
    const services = await start();
    const { id: dataset } = await services.ask("datasets/create", { name: "Mine" });
    await recordOne(services, dataset);
    const { recording, episode } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of realBatches(20)) {
      batch.columns.reward?.fill(7);
      await services.ask("recording/append", { recording, batch });
    }
    await services.ask("recording/finish", { recording, end: { cause: "operator", health: null } });
    const job = await services.ask("datasets/verify", { dataset });
    await eventually(async () => {
      const ended = (await services.ask("jobs/list", {})).find(({ id }) => id === job.id);
      expect(ended).toMatchObject({ state: "done", result: { kind: "verified", episodes: 2, failed: [episode] } });
    });
    await services.ask("jobs/dismiss", { job: job.id });
    expect(await services.ask("jobs/list", {})).toEqual([]);
    expect(services.events).toContainEqual({ type: "job-dismissed", job: job.id });
  });

  it("export a dataset and import it again, as jobs", async () => {
    const services = await start();
    const { id: dataset } = await services.ask("datasets/create", { name: "Mine" });
    await recordOne(services, dataset);
    const ended = async (id: string) =>
      eventually(async () => {
        const job = (await services.ask("jobs/list", {})).find((other) => other.id === id);
        expect(job?.endedAt).toEqual(expect.any(String));
        return job;
      });
    const first = await ended((await services.ask("datasets/export", { dataset, format: "minari" })).id);
    const second = await ended((await services.ask("datasets/export", { dataset, format: "minari" })).id);
    expect([first?.state, second?.state]).toEqual(["done", "done"]);
    const source = join(services.home, "exports", "mine-minari-2");
    expect(second?.result).toMatchObject({
      kind: "files",
      files: expect.arrayContaining([join(source, "data", "main_data.hdf5")]),
    });

    const imported = await ended(
      (await services.ask("datasets/import", { source, format: "minari", name: "Back" })).id,
    );
    expect(imported).toMatchObject({ state: "done", result: { kind: "dataset", episodes: 1, steps: 20 } });
    expect((await services.ask("datasets/list", {})).map(({ name }) => name)).toEqual(["Mine", "Back"]);
  });

  it("leave no dataset behind when nothing could be imported", async () => {
    const services = await start();
    const job = await services.ask("datasets/import", {
      source: join(services.home, "nowhere"),
      format: "minari",
      name: "Nothing",
    });
    await eventually(async () => {
      expect((await services.ask("jobs/list", {})).find(({ id }) => id === job.id)).toMatchObject({
        state: "failed",
        failure: { kind: "not-found" },
      });
    });
    expect(await services.ask("datasets/list", {})).toEqual([]);
  });

  it("bring back at the next start what a killed host left in a journal", async () => {
    const services = await start();
    const { id: dataset, path } = await services.ask("datasets/create", { name: "Mine" });
    const { recording, episode } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of realBatches(40).slice(0, 1)) await services.ask("recording/append", { recording, batch });
    // What a kill leaves: the journal as it is on the disk at this moment.
    const home = await fs.mkdtemp(`${services.home}-copy-`);
    await fs.cp(path, join(home, "datasets", "mine"), { recursive: true, filter: (name) => !name.includes("lock") });
    const next = await start({ home });
    await eventually(async () => {
      expect(await next.ask("datasets/episodes", { dataset, dropped: false })).toMatchObject([
        { id: episode, recovered: true, cause: "interrupted" },
      ]);
    });
    expect(next.events).toContainEqual({ type: "episodes-changed", dataset });
  });

  it("tell at the next start what of a journal could not be brought back", async () => {
    const services = await start();
    const { id: dataset, path } = await services.ask("datasets/create", { name: "Mine" });
    const { recording, episode } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    await services.ask("recording/append", { recording, batch: realBatches(40)[0]! });
    const home = await fs.mkdtemp(`${services.home}-copy-`);
    const copy = join(home, "datasets", "mine");
    await fs.cp(path, copy, { recursive: true, filter: (name) => !name.includes("lock") });
    await fs.appendFile(join(copy, "episodes", `${episode}.arrow.part`), Buffer.alloc(5000));
    const next = await start({ home });
    await eventually(async () =>
      expect(await fs.readdir(join(copy, "episodes"))).toContain(`${episode}.arrow.damaged`),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    // A page that comes only now must hear of it all the same.
    const heard: HostEvent[] = [];
    next.subscribe((event) => heard.push(event));
    await next.ask("settings/get", {});
    await eventually(() =>
      expect(heard).toContainEqual({
        type: "problem",
        failure: expect.objectContaining({ kind: "invalid-file", message: expect.stringContaining(episode) }),
      }),
    );
  });

  it("install at the first start, and at no other, what comes with the app, and a dataset to record into", async () => {
    const resources = join(import.meta.dirname, "../../../../resources");
    const services = await start({ resources });
    // what comes last
    await eventually(async () => expect((await services.ask("settings/get", {})).dataset).not.toBe(""));
    const datasets = await services.ask("datasets/list", {});
    expect(datasets.map(({ name }) => name)).toContain("My demonstrations");
    expect(datasets.map(({ episodes }) => episodes)).toEqual([80, 0]);
    expect((await services.ask("settings/get", {})).dataset).toBe(datasets[1]?.id);
    const policies = await services.ask("policies/list", {});
    expect(policies).toMatchObject([{ problem: null, meta: { algorithm: "bc" } }]);
    expect(await services.ask("policies/load", { policy: policies[0]!.id })).toBeInstanceOf(Uint8Array);
    await services.ask("policies/delete", { policy: policies[0]!.id });
    await fs.rm(datasets[0]!.path, { recursive: true });
    await services.close();

    const again = await start({ home: services.home, resources });
    await again.close();
    const third = await start({ home: services.home, resources });
    expect((await third.ask("datasets/list", {})).map(({ name }) => name)).toEqual(["My demonstrations"]);
    expect(await third.ask("policies/list", {})).toEqual([]);
  });

  it("do not let a listener that throws keep others from hearing", async () => {
    const bugs = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const services = await start();
    const heard: string[] = [];
    const remove = services.subscribe(() => {
      throw new Error("a broken page");
    });
    const unsubscribe = services.subscribe((event) => heard.push(event.type));
    await services.ask("datasets/create", { name: "A" });
    unsubscribe();
    await services.ask("datasets/create", { name: "B" });
    expect(heard).toContain("datasets-changed");
    expect(bugs).toHaveBeenCalled();
    remove();
    bugs.mockRestore();
  });
});
