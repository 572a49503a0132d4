import { startExport } from "../jobs/start-export.ts";
import { startImport } from "../jobs/start-import.ts";
import { startVerification } from "../jobs/start-verification.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function datasetsHandlers(context: ServiceContext): Handlers<RequestsOf<"datasets">> {
  const { datasets } = context;
  return {
    "datasets/list": () => datasets.list(),
    "datasets/create": ({ name }) => datasets.create(name),
    "datasets/episodes": async ({ dataset, dropped }) => {
      const episodes = await datasets.read(dataset, (store) => store.episodes());
      return episodes.filter((episode) => dropped || !episode.dropped);
    },
    "datasets/import": (request) => Promise.resolve(startImport(context, request)),
    "datasets/export": (request) => startExport(context, request),
    "datasets/verify": ({ dataset }) => startVerification(context, dataset),
  };
}
