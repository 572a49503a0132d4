import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { servePageFile } from "../../../src/main/page-files.ts";

let folder: string;
let page: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pogo-page-"));
  page = join(folder, "renderer");
  await mkdir(join(page, "assets"), { recursive: true });
  await writeFile(join(page, "index.html"), "<p>hello");
  await writeFile(join(page, "assets", "main.js"), "export {};");
  await writeFile(join(folder, "secret.json"), "{}");
});
afterAll(() => rm(folder, { recursive: true }));

async function get(url: string, method = "GET"): Promise<{ status: number; type: string | null; text: string }> {
  const response = await servePageFile(new Request(url, { method }), page);
  expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  expect(response.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
  return { status: response.status, type: response.headers.get("Content-Type"), text: await response.text() };
}

test("serves the page's files with their types and headers", async () => {
  expect(await get("pogo://app/index.html")).toEqual({
    status: 200,
    type: "text/html; charset=utf-8",
    text: "<p>hello",
  });
  expect(await get("pogo://app/")).toMatchObject({ status: 200, text: "<p>hello" });
  expect(await get("pogo://app/assets/main.js?v=1#a")).toMatchObject({ type: "text/javascript; charset=utf-8" });
});

test.each([
  "pogo://app/missing.js",
  "pogo://app/..%2fsecret.json",
  "pogo://app/%2e%2e/secret.json",
  "pogo://app/assets%5c..%5c..%5csecret.json",
  "pogo://app/index.html%00.js",
  "pogo://app/%",
  "pogo://other/index.html",
  "https://app/index.html",
])("refuses %s", async (url) => {
  expect(await get(url)).toMatchObject({ status: 404 });
});

test("refuses other methods and files of other types", async () => {
  expect(await get("pogo://app/index.html", "POST")).toMatchObject({ status: 404 });
  await writeFile(join(page, "run.sh"), "");
  expect(await get("pogo://app/run.sh")).toMatchObject({ status: 404 });
  expect(await get("pogo://app/missing/../assets/main.js")).toMatchObject({ status: 200 });
});
