import type { Result } from "../base/failure.ts";
import type { HostEvent, ReplyOf, RequestName, RequestOf } from "./contract.ts";

/** The page's one way to the host: the preload's under Electron, a WebSocket in a browser. */
export interface Bridge {
  invoke<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<Result<ReplyOf<N>>>;
  /** returns unsubscribe */
  subscribe(listener: (event: HostEvent) => void): () => void;
}

/**
 * What the preload puts on `window.pogo`: the same two calls without types, because the page's side of the contract is
 * typed by `Bridge` and checked by the host.
 */
export interface PreloadApi {
  /** a Result, as the host answered it */
  invoke(name: string, payload: unknown): Promise<unknown>;
  /** returns unsubscribe */
  subscribe(listener: (event: unknown) => void): () => void;
}

/** The channel of requests: (name, payload) in, a Result out. */
export const INVOKE_CHANNEL = "pogo:invoke";
/** The channel of events from the host. */
export const EVENT_CHANNEL = "pogo:event";

/** Whether the page reaches its host. Under Electron it always does. */
export type ConnectionState = "connecting" | "connected" | "lost";

/** A bridge that can lose its host and find it again. */
export interface ConnectedBridge extends Bridge {
  status(): ConnectionState;
  /** returns unsubscribe */
  onChange(listener: () => void): () => void;
}
