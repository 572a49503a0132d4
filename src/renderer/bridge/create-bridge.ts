import type { ConnectedBridge, PreloadApi } from "../../shared/ipc/bridge.ts";
import { createPreloadBridge } from "./preload-bridge.ts";
import { createSocketBridge } from "./socket-bridge.ts";

/** Where the page runs: a window with a preload, or a browser at the page server's address. */
export interface PageHost {
  readonly pogo?: PreloadApi;
  readonly location: { readonly host: string };
}

/** The page's way to its host, whichever that is. Make one per page. */
export function createBridge(host: PageHost = globalThis.window): ConnectedBridge {
  if (host.pogo !== undefined) return createPreloadBridge(host.pogo);
  return createSocketBridge({ connect: () => new WebSocket(`ws://${host.location.host}/bridge`) });
}
