import type { Failure, Result } from "../../shared/base/failure.ts";
import type { ConnectedBridge, ConnectionState } from "../../shared/ipc/bridge.ts";
import { decodeHostMessage, encodeMessage, MAX_CLIENT_MESSAGE_BYTES } from "../../shared/ipc/codec.ts";
import type { HostEvent, ReplyOf, RequestName } from "../../shared/ipc/contract.ts";

export interface SocketBridgeOptions {
  readonly connect: () => WebSocket;
  /** milliseconds before the first new attempt; doubles up to `maxRetry` */
  readonly retry?: number;
  readonly maxRetry?: number;
}

type Answer = (result: Result<unknown>) => void;

/**
 * The bridge of a page in a browser. It connects at once and, when the host is lost, again and again. Requests made
 * before the first connection wait for it. Requests in flight when the host is lost fail as "disconnected", because
 * nobody knows whether the host did them; so do requests made until it is found again. None is ever sent twice.
 */
export function createSocketBridge({ connect, retry = 250, maxRetry = 4000 }: SocketBridgeOptions): ConnectedBridge {
  const listeners = new Set<(event: HostEvent) => void>();
  const watchers = new Set<() => void>();
  const inFlight = new Map<number, Answer>();
  const waiting: (() => void)[] = [];
  let socket: WebSocket | undefined;
  let state: ConnectionState = "connecting";
  let nextId = 1;
  let delay = retry;

  const become = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const watcher of watchers) watcher();
  };

  const open = (): void => {
    const candidate = connect();
    candidate.binaryType = "arraybuffer";
    candidate.addEventListener("open", () => {
      socket = candidate;
      delay = retry;
      become("connected");
      for (const send of waiting.splice(0)) send();
    });
    candidate.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer)) return candidate.close();
      try {
        receive(new Uint8Array(data));
      } catch {
        // A host of another version: what it says cannot be trusted, and the requests in flight must not hang.
        candidate.close();
      }
    });
    candidate.addEventListener("close", () => {
      socket = undefined;
      become("lost");
      for (const answer of inFlight.values()) answer({ ok: false, failure: DISCONNECTED });
      inFlight.clear();
      for (const send of waiting.splice(0)) send();
      setTimeout(open, delay);
      delay = Math.min(maxRetry, 2 * delay);
    });
  };

  const receive = (bytes: Uint8Array): void => {
    const message = decodeHostMessage(bytes);
    if (message.kind === "event") {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const answer = inFlight.get(message.id);
    inFlight.delete(message.id);
    answer?.(message.result);
  };

  const send = (name: RequestName, payload: unknown, answer: Answer): void => {
    if (socket === undefined) return answer({ ok: false, failure: DISCONNECTED });
    const id = nextId;
    nextId += 1;
    const bytes = encodeMessage({ id, name, payload });
    if (bytes.length > MAX_CLIENT_MESSAGE_BYTES) return answer({ ok: false, failure: TOO_LARGE });
    inFlight.set(id, answer);
    socket.send(bytes);
  };

  open();
  return {
    invoke: (name, payload) =>
      new Promise((done) => {
        const answer: Answer = (result) => done(result as Result<ReplyOf<typeof name>>);
        if (state === "connecting") waiting.push(() => send(name, payload, answer));
        else send(name, payload, answer);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    status: () => state,
    onChange: (listener) => {
      watchers.add(listener);
      return () => {
        watchers.delete(listener);
      };
    },
  };
}

const DISCONNECTED: Failure = {
  kind: "disconnected",
  message: "The page has lost Pogo",
  remedy: "Check that Pogo still runs; the page finds it again by itself. If Pogo was restarted, open its new address.",
};

const TOO_LARGE: Failure = {
  kind: "invalid-input",
  message: "The request is too large to be sent",
  remedy: "Send less at once.",
};
