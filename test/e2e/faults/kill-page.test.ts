import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDataset } from "../../../src/node/datasets/open-dataset.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { KILLS, SEED } from "./harness/budget.ts";
import { launchBrowser, openDrive } from "./harness/driven-page.ts";
import { describeLosses, expectFew } from "./harness/losses.ts";
import type { Loss } from "./harness/losses.ts";
import { createFaultHome, startServer } from "./harness/served-home.ts";
import type { FaultHome, Server } from "./harness/served-home.ts";
import { handedBy, simulatedBy } from "./harness/step-counter.ts";
import { watchDataset } from "./harness/stored-loss.ts";

const LONGEST_MS = 2500;

let place: FaultHome;
let server: Server;
beforeAll(async () => {
  place = await createFaultHome();
  server = await startServer(place.home);
});
afterAll(async () => {
  await server?.stop();
  place?.remove();
});

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

interface BrowserProcess {
  readonly type: string;
  readonly id: number;
}

/** The browser's own list of its processes. */
async function processes(browser: Browser): Promise<readonly BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo;
}

/** Resolves when the server has let go of the dataset: nothing may be left of a recording then. */
async function lockIsFree(): Promise<void> {
  await expect
    .poll(
      async () => {
        try {
          const store = await openDataset(place.dataset, { mode: "write" });
          const left = [...store.recovered, ...store.unrecovered];
          await store.close();
          return left;
        } catch (error) {
          return String(error);
        }
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
}

it(
  `the page can be killed at any moment of a recording (${KILLS.page} times, its process or the whole browser, seed ${SEED})`,
  { timeout: 120_000 + KILLS.page * 60_000 },
  async () => {
    const random = createRng(SEED);
    const dataset = watchDataset(place.dataset);
    const losses: Loss[] = [];
    for (let kill = 0; kill < KILLS.page; kill++) {
      const browser = await launchBrowser();
      const { page, handed, record } = await openDrive(browser, server.url);
      const victims = (await processes(browser)).filter(
        ({ type }) => type === (kill % 2 === 0 ? "renderer" : "browser"),
      );
      expect(victims.length).toBeGreaterThan(0);
      const begun = await record();
      await wait(random.next() * LONGEST_MS);
      const acknowledged = Number(await page.getByTestId("drive-screen").getAttribute("data-written"));
      const at = Date.now();
      for (const { id } of victims) process.kill(id, "SIGKILL");
      await lockIsFree();
      await browser.close().catch(() => undefined);

      const episode = await dataset.look();
      const kept = episode?.steps ?? 0;
      expect(kept).toBeGreaterThanOrEqual(acknowledged);
      losses.push({ handed: handedBy(at, handed), acknowledged, simulated: simulatedBy(at, begun, handed), kept });
      // The server went on, and ended it properly.
      if (episode !== null) expect(episode).toMatchObject({ cause: "interrupted", recovered: false, replays: true });
    }
    console.log(describeLosses("page", losses), `${dataset.episodes} episodes, all readable`);
    expectFew(losses);
    expect(dataset.episodes).toBeGreaterThan(0);
  },
);
