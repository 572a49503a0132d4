import type { Result } from "../base/failure.ts";
import type { HostEvent, ReplyOf, RequestName, RequestOf } from "./contract.ts";

/** The page's one way to the host: the preload's under Electron, a WebSocket in a browser. */
export interface Bridge {
  invoke<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<Result<ReplyOf<N>>>;
  /** returns unsubscribe */
  subscribe(listener: (event: HostEvent) => void): () => void;
}
