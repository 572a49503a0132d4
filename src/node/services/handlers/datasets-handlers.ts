import type { CurationSteps } from "../../../shared/ipc/contract.ts";
import type { DatasetStore } from "../../datasets/dataset-store.ts";
import { estimateExport } from "../../formats/formats.ts";
import { describeSteps } from "../describe-steps.ts";
import { createEpisodeTraces } from "../episode-traces.ts";
import { createInTurn } from "../in-turn.ts";
import { measureExport } from "../measure-export.ts";
import { startExport } from "../jobs/start-export.ts";
import { startImport } from "../jobs/start-import.ts";
import { createStatisticsStarter } from "../jobs/start-statistics.ts";
import { startVerification } from "../jobs/start-verification.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function datasetsHandlers(context: ServiceContext): Handlers<RequestsOf<"datasets">> {
  const { datasets, emit } = context;
  // Each opens the dataset by itself: without turns a quick second edit could overtake the first.
  const inTurn = createInTurn();
  const stepsAfter = async (dataset: string, work: (store: DatasetStore) => Promise<void>): Promise<CurationSteps> => {
    const steps = await inTurn(dataset, () =>
      datasets.write(dataset, async (store) => {
        await work(store);
        return describeSteps(await store.history());
      }),
    );
    emit({ type: "episodes-changed", dataset });
    return steps;
  };
  const traces = createEpisodeTraces();
  const startStatistics = createStatisticsStarter(context);
  return {
    "datasets/list": () => datasets.list(),
    "datasets/create": ({ name }) => datasets.create(name),
    "datasets/episodes": async ({ dataset, dropped }) => {
      const episodes = await datasets.read(dataset, (store) => store.episodes());
      return episodes.filter((episode) => dropped || !episode.dropped);
    },
    "datasets/import": (request) => Promise.resolve(startImport(context, request)),
    "datasets/export": (request) => startExport(context, request),
    "datasets/edit": async ({ dataset, edits }) => {
      const changed = await inTurn(dataset, () => datasets.write(dataset, (store) => store.edit(edits)));
      emit({ type: "episodes-changed", dataset });
      return changed;
    },
    "datasets/history": async ({ dataset }) => describeSteps(await datasets.read(dataset, (store) => store.history())),
    "datasets/undo": ({ dataset }) => stepsAfter(dataset, (store) => store.undo()),
    "datasets/redo": ({ dataset }) => stepsAfter(dataset, (store) => store.redo()),
    "datasets/export-estimate": async ({ dataset, format }) =>
      estimateExport(format, measureExport(await datasets.read(dataset, (store) => store.usedEpisodes()))),
    "datasets/traces": ({ dataset, episodes }) => datasets.read(dataset, (store) => traces(store, episodes)),
    "datasets/statistics": ({ dataset }) => startStatistics(dataset),
    "datasets/verify": ({ dataset }) => startVerification(context, dataset),
  };
}
