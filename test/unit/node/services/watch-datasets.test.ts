import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { HostEvent } from "../../../../src/shared/ipc/contract.ts";
import { createDatasetIn } from "../../../../src/node/datasets/list-datasets.ts";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { watchDatasets } from "../../../../src/node/services/watch-datasets.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { scratch, STOPPED } from "../datasets/store-fixture.ts";
import { eventually } from "../../../builders/eventually.ts";

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** ms after which the watcher has looked once, on a busy machine too */
const SEEN = 500;

/** Waits until the watcher has told exactly these, in any order; then forgets them. */
async function told(events: HostEvent[], expected: readonly HostEvent[]): Promise<void> {
  await eventually(() =>
    expect(new Set(events.map((event) => JSON.stringify(event)))).toEqual(
      new Set(expected.map((event) => JSON.stringify(event))),
    ),
  );
  events.length = 0;
}

describe.each([
  ["as the system tells it", { every: 60_000, settle: 20 }],
  ["by looking now and then", { every: 40, settle: 100_000 }],
])("what another program does to the datasets is noticed %s:", (_how, options) => {
  it("new and deleted datasets, episodes and edits", async () => {
    const home = scratch();
    const path = await createDatasetIn(home, { name: "Hops" });
    const store = await openDataset(path, { mode: "write" });
    onTestFinished(() => store.close());
    const events: HostEvent[] = [];
    const end = watchDatasets(home, (event) => events.push(event), options);
    onTestFinished(end);
    const changed: HostEvent = { type: "episodes-changed", dataset: store.info.id };
    await wait(SEEN);

    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 10));
    await wait(200);
    expect(events).toEqual([]);
    const { id } = await recording.finish(STOPPED);
    await told(events, [changed]);

    await store.edit([{ op: "rate", episode: id, rating: 4 }]);
    await told(events, [changed]);

    const second = await createDatasetIn(home, { name: "Second" });
    await told(events, [{ type: "datasets-changed" }]);
    rmSync(second, { recursive: true });
    await told(events, [{ type: "datasets-changed" }]);

    rmSync(join(path, "episodes", `${id}.arrow`));
    await told(events, [changed]);
    await end();
    await store.edit([]);
    expect(events).toEqual([]);
  });

  it("a dataset whose folder is there some time before its file, as on a slow disk", async () => {
    const home = scratch();
    const first = await createDatasetIn(home, { name: "First" });
    const events: HostEvent[] = [];
    onTestFinished(watchDatasets(home, (event) => events.push(event), options));
    await wait(SEEN);
    const path = join(first, "..", "slow");
    mkdirSync(join(path, "episodes"), { recursive: true });
    await wait(SEEN);
    expect(events).toEqual([]);
    await createDataset({ path, name: "Slow" });
    await told(events, [{ type: "datasets-changed" }]);
  });
});
