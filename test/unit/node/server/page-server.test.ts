import { BATCH_STEPS } from "../../../../src/shared/dataset/columns.ts";
import { randomBytes } from "node:crypto";
import { promises as fs } from "node:fs";
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { encode } from "@msgpack/msgpack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startPageServer } from "../../../../src/node/server/start-page-server.ts";
import type { PageServer } from "../../../../src/node/server/start-page-server.ts";
import { decodeHostMessage, encodeMessage, MAX_CLIENT_MESSAGE_BYTES } from "../../../../src/shared/ipc/codec.ts";
import type { HostMessage } from "../../../../src/shared/ipc/codec.ts";
import { createTestServices, episodeStart, realBatches, temporaryFolder } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";
import { eventually } from "../../../builders/eventually.ts";

let services: TestServices;
let server: PageServer;
let folder: string;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request byte for byte as given: `path` is not normalised. */
function get(path: string, headers: Record<string, string> = {}, method = "GET", port = server.port): Promise<Answer> {
  return new Promise((done, fail) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on("error", fail);
    outgoing.end();
  });
}

function connect(headers: Record<string, string> = {}, path = "/bridge", target = server): WebSocket {
  const origin = `http://127.0.0.1:${target.port}`;
  return new WebSocket(`ws://127.0.0.1:${target.port}${path}`, {
    headers: { Origin: origin, Cookie: cookie, ...headers },
  });
}

function opened(socket: WebSocket): Promise<string> {
  return new Promise((done) => {
    socket.once("open", () => done("open"));
    socket.once("error", (error) => done(error.message));
  });
}

function closed(socket: WebSocket): Promise<number> {
  return new Promise((done) => {
    socket.once("close", done);
  });
}

async function ask(
  socket: WebSocket,
  id: number,
  name: string,
  payload: unknown,
): Promise<Extract<HostMessage, { kind: "reply" }>["result"]> {
  const reply = new Promise<Extract<HostMessage, { kind: "reply" }>["result"]>((done) => {
    const listen = (data: Buffer): void => {
      const message = decodeHostMessage(data);
      if (message.kind !== "reply" || message.id !== id) return;
      socket.off("message", listen);
      done(message.result);
    };
    socket.on("message", listen);
  });
  socket.send(encodeMessage({ id, name, payload }));
  return reply;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const root = join(folder, "page");
  await fs.mkdir(join(root, "assets"), { recursive: true });
  await fs.writeFile(join(root, "index.html"), "<!doctype html><title>Pogo</title>");
  await fs.writeFile(join(root, "assets", "index-abc123.js"), "export {};");
  await fs.writeFile(join(root, "page.exe"), "no");
  await fs.writeFile(join(root, ".env.html"), "hidden");
  await fs.writeFile(join(folder, "secret.html"), "secret");
  await fs.symlink(join(folder, "secret.html"), join(root, "link.html"));
  services = await createTestServices();
  server = await startPageServer({ services, root });
  const first = await get(new URL(server.url).pathname + new URL(server.url).search);
  cookie = (first.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
});

afterAll(async () => {
  await server.close();
  await services.remove();
  await fs.rm(folder, { recursive: true });
});

describe("page server: who is let in", () => {
  it("takes the token out of the address and puts it into a cookie nothing else can read or send", async () => {
    const { pathname, search, searchParams } = new URL(server.url);
    expect(Buffer.from(searchParams.get("token") ?? "", "base64url")).toHaveLength(32);
    const answer = await get(pathname + search);
    expect([answer.status, answer.headers.location, answer.headers["cache-control"]]).toEqual([303, "/", "no-store"]);
    expect(answer.headers["set-cookie"]?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await get("/", { Cookie: cookie })).body).toContain("<title>Pogo</title>");
  });

  it("refuses everybody else with a page that says what to do", async () => {
    const wrong = randomBytes(32).toString("base64url");
    for (const answer of [
      await get("/"),
      await get("/index.html"),
      await get("/assets/index-abc123.js"),
      await get(`/?token=${wrong}`),
      await get("/?token="),
      await get("/", { Cookie: `pogo-${server.port}=${wrong}` }),
      await get("/", { Cookie: cookie.replace(/^pogo-\d+/, "pogo-1") }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toContain("Open the whole address");
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  });

  it("asks a browser that withheld the cookie on a link from elsewhere just once more", async () => {
    const first = await get("/", { "Sec-Fetch-Site": "cross-site" });
    expect([first.status, first.body.includes("url=/?retry=1")]).toEqual([200, true]);
    expect((await get("/?retry=1", { "Sec-Fetch-Site": "cross-site" })).status).toBe(401);
    expect((await get("/assets/index-abc123.js", { "Sec-Fetch-Site": "cross-site" })).status).toBe(401);
  });

  it("refuses another name for this machine, as DNS rebinding uses", async () => {
    for (const Host of [
      "evil.example",
      `evil.example:${server.port}`,
      "127.0.0.1",
      `127.0.0.1:${server.port + 1}`,
      `[::1]:${server.port}`,
    ]) {
      const { search } = new URL(server.url);
      expect((await get(`/${search}`, { Host, Cookie: cookie })).status).toBe(403);
    }
    expect((await get("/", { Host: `localhost:${server.port}`, Cookie: cookie })).status).toBe(200);
  });

  it("opens the socket only to its own page with the cookie", async () => {
    const good = connect();
    expect(await opened(good)).toBe("open");
    good.close();
    const port = server.port;
    for (const socket of [
      connect({ Cookie: "" }),
      connect({ Cookie: `pogo-${port}=${randomBytes(32).toString("base64url")}` }),
      connect({ Origin: "http://evil.example" }),
      connect({ Origin: `http://localhost:${port}` }),
      connect({ Origin: "null" }),
      connect({ Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` }),
      connect({}, "/other"),
      new WebSocket(`ws://127.0.0.1:${port}/bridge`, { headers: { Cookie: cookie } }),
    ]) {
      expect(await opened(socket)).toContain("403");
    }
  });

  it("says which port it could not have", async () => {
    await expect(startPageServer({ services, root: folder, port: server.port })).rejects.toMatchObject({
      failure: { kind: "unsupported", message: expect.stringContaining(String(server.port)) },
    });
  });
});

describe("page server: files", () => {
  it("sends the headers that isolate the page", async () => {
    for (const path of ["/", "/assets/index-abc123.js", "/nowhere.js"]) {
      const { headers } = await get(path, { Cookie: cookie });
      expect(headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
      const policy = headers["content-security-policy"];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'self';/);
      expect(policy).not.toContain("unsafe-eval");
    }
  });

  it("sends a file with its type, and lets the browser keep it", async () => {
    const script = await get("/assets/index-abc123.js", { Cookie: cookie });
    expect(script).toMatchObject({ status: 200, body: "export {};" });
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
    const index = await get("/", { Cookie: cookie });
    expect(index.headers["cache-control"]).toBe("no-cache");
    expect((await get("/", { Cookie: cookie, "If-None-Match": index.headers.etag ?? "" })).status).toBe(304);
    expect(await get("/", { Cookie: cookie }, "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  it("sends nothing from outside its folder, nothing hidden and nothing of another type", async () => {
    for (const path of [
      "/../secret.html",
      "/assets/../../secret.html",
      "/%2e%2e/secret.html",
      "/..%2fsecret.html",
      "/assets/..%5c..%5csecret.html",
      "//secret.html",
      "/link.html",
      "/.env.html",
      "/page.exe",
      "/assets",
      "/assets/",
      "/index.html%00.js",
      "/%",
      "/C:/secret.html",
      "/nowhere.html",
    ]) {
      const answer = await get(path, { Cookie: cookie });
      expect({ path, found: answer.status === 200 }).toEqual({ path, found: false });
      expect(answer.body).not.toContain("secret");
    }
  });

  it("only reads", async () => {
    expect((await get("/", { Cookie: cookie }, "POST")).status).toBe(405);
    expect((await get("/", { Cookie: cookie }, "DELETE")).status).toBe(405);
  });
});

describe("page server: the socket", () => {
  it("carries requests, failures and events", async () => {
    const socket = connect();
    const events: HostMessage[] = [];
    socket.on("message", (data: Buffer) => {
      const message = decodeHostMessage(data);
      if (message.kind === "event") events.push(message);
    });
    await opened(socket);
    expect(await ask(socket, 1, "app/info", {})).toMatchObject({ ok: true, value: { version: "1.2.3" } });
    expect(await ask(socket, 2, "no/such", {})).toMatchObject({ ok: false, failure: { kind: "denied" } });
    await ask(socket, 3, "settings/set", { operator: "Ada" });
    expect(events).toContainEqual({ kind: "event", event: expect.objectContaining({ type: "settings" }) });
    socket.close();
  });

  it("finishes the recording of a page whose connection breaks", async () => {
    const { id: dataset } = await services.ask("datasets/create", { name: "Broken off" });
    const socket = connect();
    await opened(socket);
    const begun = await ask(socket, 1, "recording/begin", { dataset, start: episodeStart() });
    const recording = (begun as { value: { recording: string } }).value.recording;
    for (const [i, batch] of realBatches(40).slice(0, 1).entries())
      await ask(socket, 2 + i, "recording/append", { recording, batch });
    socket.terminate();
    await eventually(async () => {
      expect(await services.ask("datasets/episodes", { dataset, dropped: false })).toMatchObject([
        { steps: BATCH_STEPS, cause: "interrupted", recovered: false },
      ]);
    });
  });

  it("closes on text, on noise and on a message that is too large, and lives on", async () => {
    for (const [message, code] of [
      ["{}", 1002],
      [randomBytes(100), 1002],
      [encode({ no: "id" }), 1002],
      [Buffer.alloc(MAX_CLIENT_MESSAGE_BYTES + 1), 1009],
    ] as const) {
      const socket = connect();
      await opened(socket);
      socket.send(message);
      expect(await closed(socket)).toBe(code);
    }
    expect((await get("/", { Cookie: cookie })).status).toBe(200);
  });

  it("closes on a flood, and on a page that does not answer heartbeats", async () => {
    const strict = await startPageServer({ services, root: folder, limits: { messagesPerSecond: 5, heartbeat: 60 } });
    const { pathname, search } = new URL(strict.url);
    const first = await get(pathname + search, {}, "GET", strict.port);
    const headers = { Cookie: first.headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };

    const flood = connect(headers, "/bridge", strict);
    await opened(flood);
    for (let id = 0; id < 100; id += 1) flood.send(encodeMessage({ id, name: "app/info", payload: {} }));
    expect(await closed(flood)).toBe(1008);

    const silent = new WebSocket(`ws://127.0.0.1:${strict.port}/bridge`, {
      autoPong: false,
      headers: { Origin: `http://127.0.0.1:${strict.port}`, ...headers },
    });
    await opened(silent);
    expect(await closed(silent)).toBe(1006);
    await strict.close();
  });
});
