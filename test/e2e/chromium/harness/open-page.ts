import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "../../../../bench/lib/launch-chromium.ts";
import { installScriptedPad } from "../../../../bench/lib/scripted-pad.ts";

const ARTIFACTS = resolve(import.meta.dirname, "../../../../test-artifacts/chromium");

/** A page in the system's Chromium whose only pad is scripted. */
export interface OpenPage {
  readonly page: Page;
  /** everything that went wrong in the page: errors on the console, refused by the security policy, uncaught */
  readonly problems: readonly string[];
  keepScreenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPage(flags: readonly string[] = []): Promise<OpenPage> {
  const browser = await launchChromium(flags);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  // Without a GPU the first frames of the scene can take many seconds.
  page.setDefaultTimeout(90_000);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.addInitScript(installScriptedPad);
  mkdirSync(ARTIFACTS, { recursive: true });
  return {
    page,
    problems,
    keepScreenshot: async (name) =>
      void (await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), timeout: 90_000 })),
    close: () => browser.close(),
  };
}
