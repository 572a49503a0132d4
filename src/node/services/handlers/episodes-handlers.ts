import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function episodesHandlers({ datasets }: ServiceContext): Handlers<RequestsOf<"episodes">> {
  return {
    "episodes/load": ({ dataset, episode }) => datasets.read(dataset, (store) => store.load(episode)),
  };
}
