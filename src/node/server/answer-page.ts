import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { Access } from "./access.ts";
import { findPageFile } from "./page-file.ts";
import { pageHeaders } from "./page-headers.ts";
import { REFUSED_PAGE, RETRY_PAGE } from "./refused-page.ts";

/** Parameters of an address that carries the token. */
const TOKEN = "token";
/** Marks the one second attempt of a browser that withheld the cookie. */
const RETRY = "retry";

/** The address that lets its reader in. */
export function accessUrl(port: number, token: string): string {
  return `http://127.0.0.1:${port}/?${TOKEN}=${token}`;
}

/** Answers a request for a file of the page below `root`. */
export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  options: { port: number; root: string; access: Access },
): Promise<void> {
  const { port, root, access } = options;
  for (const [name, value] of Object.entries(pageHeaders(port))) response.setHeader(name, value);
  const url = parseUrl(request.url);
  if (url === undefined || !access.hostAllowed(request)) return answer(response, 403, REFUSED_PAGE);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return answer(response, 405, "Only reading is possible here.", "text/plain; charset=utf-8");
  }

  const token = url.searchParams.get(TOKEN);
  if (url.pathname === "/" && token !== null && access.isToken(token)) {
    // The token leaves the address bar and the history; from here on the cookie carries it.
    response.setHeader("Set-Cookie", access.setCookie);
    response.setHeader("Location", "/");
    response.setHeader("Cache-Control", "no-store");
    response.writeHead(303).end();
    return;
  }
  if (!access.hasCookie(request)) {
    // Opened by a link on another site, the browser withholds the cookie once; asked for by our own page it sends it.
    const fromElsewhere =
      request.headers["sec-fetch-site"] === "cross-site" && url.pathname === "/" && !url.searchParams.has(RETRY);
    return fromElsewhere ? answer(response, 200, RETRY_PAGE) : answer(response, 401, REFUSED_PAGE);
  }
  return sendFile(request, response, root, url.pathname);
}

function parseUrl(url: string | undefined): URL | undefined {
  try {
    // Not as a base: a path that begins with two slashes would then be taken for a host.
    return new URL(`http://127.0.0.1${url ?? ""}`);
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: string, type = "text/html; charset=utf-8"): void {
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
}

async function sendFile(request: IncomingMessage, response: ServerResponse, root: string, path: string): Promise<void> {
  const file = await findPageFile(root, path);
  if (file === undefined) return answer(response, 404, "There is no such file.", "text/plain; charset=utf-8");
  response.setHeader("ETag", file.etag);
  response.setHeader("Cache-Control", file.immutable ? "private, max-age=31536000, immutable" : "no-cache");
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": file.bytes });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  await new Promise<void>((done) => {
    // A reader that leaves early, or a file that vanishes, ends this answer and nothing else.
    pipeline(createReadStream(file.path), response, () => done());
  });
}
