import { toFailure } from "../../shared/base/failure.ts";
import type { Result } from "../../shared/base/failure.ts";
import type { ConnectedBridge, PreloadApi } from "../../shared/ipc/bridge.ts";
import type { HostEvent, ReplyOf } from "../../shared/ipc/contract.ts";

/** The bridge of the window: its host is there for as long as the window is. */
export function createPreloadBridge(api: PreloadApi): ConnectedBridge {
  return {
    invoke: async (name, payload) => {
      try {
        return (await api.invoke(name, payload)) as Result<ReplyOf<typeof name>>;
      } catch (error) {
        return { ok: false, failure: toFailure(error) };
      }
    },
    subscribe: (listener) => api.subscribe((event) => listener(event as HostEvent)),
    status: () => "connected",
    onChange: () => () => undefined,
  };
}
