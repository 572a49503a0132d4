import { WebSocket } from "ws";
import { decodeHostMessage, encodeMessage } from "../../src/shared/ipc/codec.ts";
import type { HostEvent, ReplyOf, RequestName, RequestOf } from "../../src/shared/ipc/contract.ts";
import type { Result } from "../../src/shared/base/failure.ts";

/** What a page of the server at `url` can ask, without a page. */
export interface HostClient {
  /** throws the host's failure */
  ask<N extends RequestName>(name: N, payload: RequestOf<N>): Promise<ReplyOf<N>>;
  readonly events: readonly HostEvent[];
  close(): void;
}

/** The cookie that the server gives to whoever knows its secret address. */
export async function enter(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "manual" });
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export async function connectHost(url: string): Promise<HostClient> {
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/bridge`, { headers: { origin, cookie: await enter(url) } });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const events: HostEvent[] = [];
  socket.on("message", (data: Buffer) => {
    const message = decodeHostMessage(data);
    if (message.kind === "event") events.push(message.event);
    else {
      waiting.get(message.id)?.(message.result);
      waiting.delete(message.id);
    }
  });
  await new Promise<void>((done, fail) => {
    socket.once("open", () => done());
    socket.once("error", fail);
  });
  let next = 1;
  return {
    events,
    ask: async <N extends RequestName>(name: N, payload: RequestOf<N>): Promise<ReplyOf<N>> => {
      const id = next++;
      const answer = new Promise<Result<unknown>>((done) => waiting.set(id, done));
      socket.send(encodeMessage({ id, name, payload }));
      const result = await answer;
      if (!result.ok) throw new Error(`${name}: ${result.failure.kind}: ${result.failure.message}`);
      return result.value as ReplyOf<N>;
    },
    close: () => socket.terminate(),
  };
}
