import { readFile } from "node:fs/promises";
import { findPageFile } from "../node/server/page-file.ts";
import { guardHeaders } from "../node/server/page-headers.ts";
import { isOwnPage } from "./page-origin.ts";

const HEADERS = guardHeaders();

/** Answers a request of the page with a file of `folder`. */
export async function servePageFile(request: Request, folder: string): Promise<Response> {
  const isOurs = isOwnPage(request.url) && request.method === "GET";
  const file = isOurs ? await findPageFile(folder, new URL(request.url).pathname) : undefined;
  if (file === undefined) return new Response("not found", { status: 404, headers: HEADERS });
  const content = await readFile(file.path);
  return new Response(new Uint8Array(content), { headers: { ...HEADERS, "Content-Type": file.type } });
}
