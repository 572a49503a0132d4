import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function recordingHandlers({ recordings }: ServiceContext): Handlers<RequestsOf<"recording">> {
  return {
    "recording/begin": ({ dataset, start, continues }, { clientId }) =>
      recordings.begin(clientId, dataset, start, continues),
    "recording/append": ({ recording, batch }, { clientId }) => recordings.append(clientId, recording, batch),
    "recording/finish": ({ recording, end }, { clientId }) => recordings.finish(clientId, recording, end),
    "recording/discard": ({ recording }, { clientId }) => recordings.discard(clientId, recording),
  };
}
