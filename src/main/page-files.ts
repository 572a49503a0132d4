import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { PAGE_HEADERS } from "./page-headers.ts";
import { isOwnPage } from "./page-origin.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** The file that a URL of the page names, or undefined when it lies outside `folder` or is of no type we serve. */
export function pageFile(url: string, folder: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  if (path.includes("\0")) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${path === "/" ? "/index.html" : path}`);
  return file.startsWith(root + sep) && extname(file) in TYPES ? file : undefined;
}

/** Answers a request of the page with a file of `folder`. */
export async function servePageFile(request: Request, folder: string): Promise<Response> {
  const file = isOwnPage(request.url) && request.method === "GET" ? pageFile(request.url, folder) : undefined;
  if (file === undefined) return new Response("not found", { status: 404, headers: PAGE_HEADERS });
  try {
    const content = await readFile(file);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return new Response(new Uint8Array(content), { headers: { ...PAGE_HEADERS, "Content-Type": type } });
  } catch {
    return new Response("not found", { status: 404, headers: PAGE_HEADERS });
  }
}
