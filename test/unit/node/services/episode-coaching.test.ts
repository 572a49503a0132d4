import { promises as fs } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createEpisodeCoach } from "../../../../src/node/services/episode-coaching.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { createReplaySimulator } from "../../../../src/node/record/replay-simulator.ts";
import { homeWith } from "../../../builders/home-with.ts";
import { episodeStart, realBatches } from "../../../builders/services.ts";

it("compares with the other used episodes: the same drive again is nothing new", async () => {
  const { services, dataset, episodes } = await homeWith([60, 40, 40]);
  const [first = "", second = "", third = ""] = episodes;
  const coaching = await services.ask("episodes/coaching", { dataset, episode: third });
  expect(coaching).toMatchObject({ compared: 2, novelty: 0 });
  expect(coaching.figures.steps).toBe(40);
  const rows = await services.ask("datasets/episodes", { dataset, dropped: false });
  expect(coaching.best).toBe(Math.max(...rows.filter(({ id }) => id !== third).map((row) => row.return)));
  await services.ask("datasets/edit", {
    dataset,
    edits: [first, second].map((episode) => ({ op: "drop" as const, episode })),
  });
  expect(await services.ask("episodes/coaching", { dataset, episode: third })).toMatchObject({
    compared: 0,
    typical: null,
    novelty: null,
    best: null,
  });
  const absent = { dataset, episode: "01J9Z3T4QK8M5N7P2R6V8W0XYA" };
  expect((await services.failure("episodes/coaching", absent)).kind).toBe("not-found");
});

it("takes the newest within its bounds, and does without an episode that cannot be read", async () => {
  const { services, episodes } = await homeWith([30, 20, 25, 40]);
  const [, second = "", , last = ""] = episodes;
  const path = join(services.home, "datasets", "hops");
  const read = (): ReturnType<typeof openDataset> =>
    openDataset(path, { mode: "read", createSimulator: createReplaySimulator });
  const coach = createEpisodeCoach({ most: 2 });
  expect((await coach(await read(), last)).compared).toBe(2);
  expect((await createEpisodeCoach({ budget: -1 })(await read(), last)).compared).toBe(0);
  const all = createEpisodeCoach();
  expect((await all(await read(), last)).compared).toBe(3);
  const store = await read();
  await fs.rm(join(path, "episodes", `${second}.arrow`));
  expect((await createEpisodeCoach()(store, last)).compared).toBe(2);
});

it("a list tells how many of the used episodes were cut short", async () => {
  const { services, dataset } = await homeWith([20, 20]);
  const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
  for (const batch of realBatches(16)) await services.ask("recording/append", { recording, batch });
  await services.ask("recording/finish", { recording, end: { cause: "interrupted", health: null } });
  expect(await services.ask("datasets/list", {})).toMatchObject([{ id: dataset, episodes: 3, interrupted: 1 }]);
});
