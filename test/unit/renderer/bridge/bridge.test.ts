import { BATCH_STEPS } from "../../../../src/shared/dataset/columns.ts";
import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { startPageServer } from "../../../../src/node/server/start-page-server.ts";
import type { PageServer } from "../../../../src/node/server/start-page-server.ts";
import { createBridge } from "../../../../src/renderer/bridge/create-bridge.ts";
import { createSocketBridge } from "../../../../src/renderer/bridge/socket-bridge.ts";
import type { ConnectedBridge, PreloadApi } from "../../../../src/shared/ipc/bridge.ts";
import type { HostEvent } from "../../../../src/shared/ipc/contract.ts";
import { createTestServices, episodeStart, realBatches } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";
import { eventually } from "../../../builders/eventually.ts";

let services: TestServices;
let server: PageServer;
let sockets: NodeWebSocket[];
/** what the browser would keep */
let cookie: string;

/** The bridge over a real socket to a real server, as a browser would open it. */
async function connectBridge(): Promise<ConnectedBridge> {
  const { port, url } = server;
  // Of this bridge alone: those of earlier tests still look for their host.
  const mine: NodeWebSocket[] = [];
  sockets = mine;
  const entry = await fetch(url, { redirect: "manual" });
  cookie = entry.headers.get("set-cookie")?.split(";")[0] ?? "";
  return createSocketBridge({
    retry: 20,
    maxRetry: 40,
    connect: () => {
      const socket = new NodeWebSocket(`ws://127.0.0.1:${port}/bridge`, {
        headers: { Origin: `http://127.0.0.1:${port}`, Cookie: cookie },
      });
      socket.on("error", () => undefined);
      mine.push(socket);
      return socket as unknown as WebSocket;
    },
  });
}

beforeEach(async () => {
  // A dialog that nobody answers keeps its request in flight.
  services = await createTestServices({ chooseImport: () => new Promise(() => undefined) });
  server = await startPageServer({ services, root: services.home });
});

afterEach(async () => {
  await server.close();
  await services.remove();
});

describe("socket bridge", () => {
  it("waits for the first connection, asks and hears", async () => {
    const bridge = await connectBridge();
    const events: HostEvent[] = [];
    bridge.subscribe((event) => events.push(event));
    expect(bridge.status()).toBe("connecting");
    expect(await bridge.invoke("app/info", {})).toMatchObject({ ok: true, value: { version: "1.2.3" } });
    expect(bridge.status()).toBe("connected");
    await bridge.invoke("settings/set", { operator: "Ada" });
    expect(events).toContainEqual(expect.objectContaining({ type: "settings" }));
  });

  it("carries a recording's typed arrays there and back", async () => {
    const bridge = await connectBridge();
    const { id: dataset } = await services.ask("datasets/create", { name: "Mine" });
    const begun = await bridge.invoke("recording/begin", { dataset, start: episodeStart() });
    if (!begun.ok) throw new Error(begun.failure.message);
    const batches = realBatches(40);
    for (const batch of batches)
      expect(await bridge.invoke("recording/append", { recording: begun.value.recording, batch })).toMatchObject({
        ok: true,
      });
    expect(
      await bridge.invoke("recording/finish", {
        recording: begun.value.recording,
        end: { cause: "operator", health: null },
      }),
    ).toMatchObject({ ok: true, value: { replays: true } });
    const loaded = await bridge.invoke("episodes/load", { dataset, episode: begun.value.episode });
    if (!loaded.ok) throw new Error(loaded.failure.message);
    expect(loaded.value.columns.action?.slice(0, 3 * BATCH_STEPS)).toStrictEqual(batches[0]?.columns.action);
    expect(loaded.value.columns.observation?.slice(0, 11 * BATCH_STEPS)).toStrictEqual(batches[0]?.columns.observation);
    expect(loaded.value.snapshots[0]?.bytes).toStrictEqual(batches[0]?.snapshots[0]?.bytes);
  });

  it("fails what is in flight when the host is lost, never silently, and finds the host again by itself", async () => {
    const bridge = await connectBridge();
    const seen: string[] = [];
    bridge.onChange(() => seen.push(bridge.status()));
    const { id: dataset } = await services.ask("datasets/create", { name: "Mine" });
    const begun = await bridge.invoke("recording/begin", { dataset, start: episodeStart() });
    if (!begun.ok) throw new Error(begun.failure.message);
    const asked = bridge.invoke("app/choose-import", {});
    sockets.at(-1)?.terminate();
    expect(await asked).toMatchObject({ ok: false, failure: { kind: "disconnected" } });
    const appended = bridge.invoke("recording/append", { recording: begun.value.recording, batch: realBatches(1)[0]! });
    expect(await appended).toMatchObject({ ok: false, failure: { kind: "disconnected" } });
    await eventually(() => expect(bridge.status()).toBe("connected"));
    expect(seen).toEqual(["connected", "lost", "connected"]);
    expect(await bridge.invoke("app/info", {})).toMatchObject({ ok: true });
    expect(
      await bridge.invoke("recording/append", { recording: begun.value.recording, batch: realBatches(1)[0]! }),
    ).toMatchObject({ ok: false, failure: { kind: "not-found" } });
  });

  it("answers requests that waited for a host which never came", async () => {
    const bridge = await connectBridge();
    sockets.at(-1)?.terminate();
    expect(await bridge.invoke("app/info", {})).toMatchObject({ ok: false, failure: { kind: "disconnected" } });
  });

  it("refuses to send what the host would not take", async () => {
    const bridge = await connectBridge();
    await bridge.invoke("app/info", {});
    const result = await bridge.invoke("datasets/create", { name: "x".repeat(9 * 1024 * 1024) });
    expect(result).toMatchObject({ ok: false, failure: { kind: "invalid-input" } });
    expect(bridge.status()).toBe("connected");
  });

  it("keeps no listener after unsubscribing", async () => {
    const bridge = await connectBridge();
    const events: HostEvent[] = [];
    bridge.subscribe((event) => events.push(event))();
    await bridge.invoke("settings/set", { operator: "Ada" });
    expect(events).toEqual([]);
    expect(await fs.readFile(join(services.home, "settings.json"), "utf8")).toContain("Ada");
  });
});

describe("preload bridge", () => {
  it("is taken where the window has a preload, and is always connected", async () => {
    const heard: unknown[] = [];
    const pogo: PreloadApi = {
      invoke: (name, payload) =>
        name === "app/info"
          ? Promise.resolve({ ok: true, value: payload })
          : Promise.reject(new Error("the window is closing")),
      subscribe: (listener) => {
        listener({ type: "datasets-changed" });
        return () => undefined;
      },
    };
    const bridge = createBridge({ pogo, location: { host: "nowhere" } });
    bridge.subscribe((event) => heard.push(event));
    expect(heard).toEqual([{ type: "datasets-changed" }]);
    expect(bridge.status()).toBe("connected");
    expect(await bridge.invoke("app/info", {})).toEqual({ ok: true, value: {} });
    expect(await bridge.invoke("jobs/list", {})).toMatchObject({
      ok: false,
      failure: { kind: "internal", message: "the window is closing" },
    });
  });
});
