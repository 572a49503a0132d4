/** Whether the page reaches the host. */
export type ConnectionStatus = "connecting" | "connected" | "lost";

/** Told by the bridge: under Electron it is always connected, in a browser it is the WebSocket's state. */
export interface Connection {
  status(): ConnectionStatus;
  /** returns unsubscribe */
  onChange(listener: () => void): () => void;
}
