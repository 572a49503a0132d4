import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { installScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
import { installStepCounter } from "./step-counter.ts";
import type { Handed } from "./step-counter.ts";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Start of the W3C standard layout. */
const START = 9;

/** A Chromium with one page that a scripted pad drives. */
export interface DrivenPage {
  readonly page: Page;
  /** what the page's worker has handed over, told as it happens: it outlives the page */
  readonly handed: readonly Handed[];
  /** presses Start and resolves when the page says that it records; epoch milliseconds of before the press */
  record(): Promise<number>;
  /** holds Start until the page is in a phase */
  press(phase: "recording" | "review"): Promise<void>;
  /** holds Start until the page has taken notice in some way */
  startPressed(): Promise<void>;
  close(): Promise<void>;
}

/** Small, so that drawing the scene without a GPU leaves the processor to the rest. */
const VIEWPORT = { width: 640, height: 400 };

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? CANDIDATES.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("No Chromium: install one, or name it in the variable CHROMIUM.");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-3d-apis"] });
}

/** Opens the Drive screen of the app at `url` and plugs the pad in. */
export async function openDrive(browser: Browser, url: string): Promise<DrivenPage> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(90_000);
  const handed: Handed[] = [];
  await page.exposeBinding("tellHanded", (_source, one: Handed) => void handed.push(one));
  await page.addInitScript(installScriptedPad);
  await page.addInitScript(installStepCounter);
  await page.goto(`${url}#/drive`);
  const drive = page.getByTestId("drive-screen");
  await page.evaluate(() => {
    window["__pad"].connect();
    window["__pad"].axis(0, 0.4);
  });
  await drive.and(page.locator("[data-device=pad][data-worker=ready][data-phase=idle]")).waitFor();
  const hold = async (until: () => Promise<void>): Promise<void> => {
    // Held until the page has taken notice: on a busy machine that may take longer than a thumb's press.
    await page.evaluate((button) => window["__pad"].button(button, 1), START);
    await until();
    await page.evaluate((button) => window["__pad"].button(button, 0), START);
  };
  const press = (phase: string): Promise<void> =>
    hold(() => drive.and(page.locator(`[data-phase=${phase}]`)).waitFor());
  return {
    page,
    handed,
    press,
    record: async () => {
      const before = Date.now();
      await press("recording");
      return before;
    },
    startPressed: async () => {
      const before = await drive.getAttribute("data-phase");
      await hold(() => drive.and(page.locator(`:not([data-phase=${before}])`)).waitFor());
    },
    close: () => page.close(),
  };
}
