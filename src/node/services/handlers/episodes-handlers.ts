import type { ServiceContext } from "../context.ts";
import { createEpisodeCoach } from "../episode-coaching.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function episodesHandlers({ datasets }: ServiceContext): Handlers<RequestsOf<"episodes">> {
  const coach = createEpisodeCoach();
  return {
    "episodes/load": ({ dataset, episode }) => datasets.read(dataset, (store) => store.load(episode)),
    "episodes/coaching": ({ dataset, episode }) => datasets.read(dataset, (store) => coach(store, episode)),
  };
}
