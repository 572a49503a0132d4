import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

export function settingsHandlers({ settings, emit }: ServiceContext): Handlers<RequestsOf<"settings">> {
  return {
    "settings/get": () => Promise.resolve(settings.get()),
    "settings/set": async (patch) => {
      const changed = await settings.set(patch);
      emit({ type: "settings", settings: changed });
      return changed;
    },
  };
}
