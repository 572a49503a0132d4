import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { DETERMINISM_HASH, determinismScript } from "../../builders/determinism.ts";

const CHROMIUM = process.env.POGO_CHROMIUM ?? "/usr/bin/chromium";

it("Chromium simulates the same bits as Node", async () => {
  expect(existsSync(CHROMIUM)).toBe(true);
  const script = await determinismScript();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    expect(await page.evaluate("determinism.determinismHash()")).toBe(DETERMINISM_HASH);
  } finally {
    await browser.close();
  }
});
