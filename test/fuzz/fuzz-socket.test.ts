import { connect } from "node:net";
import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startPageServer } from "../../src/node/server/start-page-server.ts";
import type { PageServer } from "../../src/node/server/start-page-server.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import { encodeMessage } from "../../src/shared/ipc/codec.ts";
import { createTestServices, episodeStart, realBatches } from "../builders/services.ts";
import type { TestServices } from "../builders/services.ts";
import { enter } from "../../bench/lib/host-client.ts";
import { runMutants } from "./run-mutants.ts";
import { photograph } from "./watched-folder.ts";

let services: TestServices;
let server: PageServer;
let cookie: string;
beforeAll(async () => {
  services = await createTestServices();
  server = await startPageServer({ services, root: services.home });
  cookie = await enter(server.url);
});
afterAll(async () => {
  await server?.close();
  await services?.remove();
});

/** A socket that has become the page's, byte for byte. */
function upgrade(): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  const request = [
    "GET /bridge HTTP/1.1",
    `Host: 127.0.0.1:${server.port}`,
    `Origin: http://127.0.0.1:${server.port}`,
    `Cookie: ${cookie}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "",
    "",
  ].join("\r\n");
  return new Promise((done, fail) => {
    socket.once("error", fail);
    socket.once("data", (data) => {
      socket.off("error", fail);
      socket.on("error", () => undefined);
      if (data.toString().startsWith("HTTP/1.1 101")) done(socket);
      else fail(new Error(data.toString()));
    });
    socket.write(request);
  });
}

/** A frame as a browser sends it: binary, masked, whole. */
function frame(payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const head = length < 126 ? [0x82, 0x80 | length] : [0x82, 0x80 | 126, length >> 8, length & 255];
  if (length > 0xffff) throw new Error("too long for this frame");
  const mask = [1, 2, 3, 4];
  return Uint8Array.from([...head, ...mask, ...payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0))]);
}

/** Another page's question is answered: the server lives. */
async function answers(): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/bridge`, {
    headers: { Origin: `http://127.0.0.1:${server.port}`, Cookie: cookie },
  });
  await new Promise<void>((done, fail) => {
    socket.once("error", fail);
    socket.once("message", () => done());
    socket.once("open", () => socket.send(encodeMessage({ id: 1, name: "app/info", payload: {} })));
  });
  socket.terminate();
}

const isDatasets = (entry: string): boolean => entry.startsWith("datasets");

it("frames of any bytes do not bring the page server down", { timeout: 600_000 }, async () => {
  const { id } = await services.ask("datasets/create", { name: "Sockets" });
  const batch = realBatches(8)[0];
  const messages = [
    { id: 1, name: "app/info", payload: {} },
    { id: 2, name: "datasets/episodes", payload: { dataset: id, dropped: true } },
    { id: 3, name: "recording/begin", payload: { dataset: id, start: episodeStart() } },
    { id: 4, name: "recording/append", payload: { recording: "r", batch } },
  ];
  // The datasets' folder is the host's to write in.
  const before = await photograph(services.home, isDatasets);
  const mutants = await runMutants({
    name: "socket frames",
    seeds: messages.map((message) => frame(encodeMessage(message))),
    count: 600,
    lenient: true,
    read: async (mutant, random) => {
      const socket = await upgrade();
      await new Promise<void>((done) => {
        socket.once("close", () => done());
        socket.end(mutant, () => socket.destroySoon());
      });
      if (random.int(20) === 0) await answers();
    },
  });
  expect(mutants).toBeGreaterThan(0);
  await answers();
  expect(await photograph(services.home, isDatasets)).toEqual(before);
});

it("requests with changed payloads are answered, never a bug", { timeout: 600_000 }, async () => {
  const { id } = await services.ask("datasets/create", { name: "Requests" });
  const random = createRng(3);
  const odd: readonly unknown[] = [
    null,
    -1,
    1e308,
    "",
    "../../etc",
    "\0",
    [],
    {},
    true,
    new Float64Array(3),
    "x".repeat(9999),
  ];
  const payloads: Readonly<Record<string, object>> = {
    "datasets/create": { name: "Another" },
    "datasets/episodes": { dataset: id, dropped: true },
    "datasets/history": { dataset: id },
    "datasets/export": { dataset: id, format: "csv" },
    "episodes/load": { dataset: id, episode: "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
    "recording/begin": { dataset: id, start: episodeStart() },
    "recording/finish": { recording: "r", end: { cause: "operator", health: null } },
    "jobs/cancel": { job: "j" },
    "policies/load": { policy: "p" },
    "policies/rename": { policy: "p", name: "q" },
    "settings/set": { operator: "Ada" },
  };
  const names = Object.keys(payloads);
  let refused = 0;
  for (let i = 0; i < 2000; i++) {
    const name = names[random.int(names.length)] ?? "";
    const payload: Record<string, unknown> = structuredClone(payloads[name]) as Record<string, unknown>;
    const keys = Object.keys(payload);
    payload[keys[random.int(keys.length)] ?? ""] = odd[random.int(odd.length)];
    const result = await services.handle("fuzz", name, payload);
    if (!result.ok) {
      expect(result.failure.kind).not.toBe("internal");
      expect(result.failure.remedy).not.toBe("");
      refused++;
    }
  }
  await services.disconnect("fuzz");
  expect(refused).toBeGreaterThan(1000);
});
