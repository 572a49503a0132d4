import { expect, test } from "vitest";
import { isOwnPage } from "../../../src/main/page-origin.ts";
import { isTrusted } from "../../../src/main/serve-requests.ts";

const DEVELOPMENT = "http://localhost:5173/";

test.each([
  ["pogo://app/index.html", undefined, true],
  ["pogo://app/index.html#/drive", DEVELOPMENT, true],
  ["pogo://other/index.html", undefined, false],
  ["pogo:app", undefined, false],
  ["file:///index.html", undefined, false],
  ["https://app/index.html", undefined, false],
  ["about:blank", undefined, false],
  ["", undefined, false],
  ["http://localhost:5173/main.tsx", DEVELOPMENT, true],
  ["http://localhost:5173/", undefined, false],
  ["http://localhost:5174/", DEVELOPMENT, false],
  ["https://localhost:5173/", DEVELOPMENT, false],
])("%s (development %s): %s", (url, development, own) => {
  expect(isOwnPage(url, development)).toBe(own);
});

type Frame = Parameters<typeof isTrusted>[0]["senderFrame"];

function frame(url: string, parent: Frame = null): Frame {
  return { url, parent } as Frame;
}

test("only the top frame of our page is trusted", () => {
  const own = frame("pogo://app/index.html");
  expect(isTrusted({ senderFrame: own }, undefined)).toBe(true);
  expect(isTrusted({ senderFrame: frame("pogo://app/index.html", own) }, undefined)).toBe(false);
  expect(isTrusted({ senderFrame: frame("https://example.org/") }, undefined)).toBe(false);
  expect(isTrusted({ senderFrame: null }, undefined)).toBe(false);
});
