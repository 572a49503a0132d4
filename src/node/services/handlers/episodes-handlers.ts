import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import type { DatasetStore } from "../../datasets/dataset-store.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function episodesHandlers({ datasets, emit }: ServiceContext): Handlers<RequestsOf<"episodes">> {
  const edit = async (
    dataset: string,
    work: (store: DatasetStore) => Promise<EpisodeSummary>,
  ): Promise<EpisodeSummary> => {
    const changed = await datasets.write(dataset, work);
    emit({ type: "episodes-changed", dataset });
    return changed;
  };
  return {
    "episodes/load": ({ dataset, episode }) => datasets.read(dataset, (store) => store.load(episode)),
    "episodes/rename": ({ dataset, episode, name }) => edit(dataset, (store) => store.rename(episode, name)),
    "episodes/drop": ({ dataset, episode }) => edit(dataset, (store) => store.drop(episode)),
    "episodes/restore": ({ dataset, episode }) => edit(dataset, (store) => store.restore(episode)),
  };
}
