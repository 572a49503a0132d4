import type { WebSocket } from "ws";
import { toFailure } from "../../shared/base/failure.ts";
import type { Result } from "../../shared/base/failure.ts";
import { decodeClientMessage, encodeMessage } from "../../shared/ipc/codec.ts";
import type { HostMessage } from "../../shared/ipc/codec.ts";
import type { Services } from "../services/services.ts";
import { createRateLimit } from "./rate-limit.ts";

/** What one page may ask of the host; far above what the app itself does. */
export interface SocketLimits {
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** requests that have no answer yet */
  readonly inFlight: number;
  /** bytes of answers and events that the page has not taken yet */
  readonly backlog: number;
  /** milliseconds between two heartbeats; a page that misses one is gone */
  readonly heartbeat: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  messagesPerSecond: 500,
  bytesPerSecond: 32 * 1024 * 1024,
  inFlight: 256,
  backlog: 1024 * 1024 * 1024,
  heartbeat: 15_000,
};

const CLOSE_PROTOCOL = 1002;
const CLOSE_POLICY = 1008;
const BURST_SECONDS = 4;

/** Carries one page's requests to the services, and their answers and events back, until the socket closes. */
export function serveSocket(
  socket: WebSocket,
  services: Services,
  clientId: string,
  limits: SocketLimits = SOCKET_LIMITS,
): void {
  const messages = createRateLimit(BURST_SECONDS * limits.messagesPerSecond, limits.messagesPerSecond);
  const volume = createRateLimit(BURST_SECONDS * limits.bytesPerSecond, limits.bytesPerSecond);
  let inFlight = 0;
  let alive = true;

  const send = (message: HostMessage): void => {
    if (socket.readyState !== socket.OPEN) return;
    // A page that takes nothing would have us keep everything for it.
    if (socket.bufferedAmount > limits.backlog) socket.terminate();
    else socket.send(encodeMessage(message));
  };

  const answer = async (bytes: Uint8Array): Promise<void> => {
    const { id, name, payload } = decodeClientMessage(bytes);
    if (inFlight >= limits.inFlight) return send({ kind: "reply", id, result: refusal("too many requests at once") });
    inFlight += 1;
    try {
      send({ kind: "reply", id, result: await services.handle(clientId, name, payload) });
    } finally {
      inFlight -= 1;
    }
  };

  const unsubscribe = services.subscribe((event) => send({ kind: "event", event }));
  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, limits.heartbeat);

  socket.on("pong", () => {
    alive = true;
  });
  socket.on("message", (data, isBinary) => {
    const now = performance.now();
    const bytes = toBytes(data);
    if (!isBinary) return socket.close(CLOSE_PROTOCOL, "binary messages only");
    if (!messages.take(1, now) || !volume.take(bytes.length, now))
      return socket.close(CLOSE_POLICY, "too much at once");
    answer(bytes).catch((error: unknown) => socket.close(CLOSE_PROTOCOL, toFailure(error).message.slice(0, 100)));
  });
  // A broken or oversized frame: ws closes the socket itself; "close" follows.
  socket.on("error", () => undefined);
  socket.once("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
    void services.disconnect(clientId);
  });
}

function refusal(what: string): Result<never> {
  return {
    ok: false,
    failure: { kind: "denied", message: `The page sent ${what}`, remedy: "Wait a moment and try again." },
  };
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
