import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { KILLS, SEED } from "./harness/budget.ts";
import { launchBrowser, openDrive } from "./harness/driven-page.ts";
import { describeLosses, expectFew, expectPromise } from "./harness/losses.ts";
import type { Loss } from "./harness/losses.ts";
import { createFaultHome, startServer } from "./harness/served-home.ts";
import type { FaultHome, Server } from "./harness/served-home.ts";
import { handedBy, simulatedBy } from "./harness/step-counter.ts";
import { watchDataset } from "./harness/stored-loss.ts";

const LONGEST_MS = 2500;

let place: FaultHome;
let browser: Browser;
let server: Server;
beforeAll(async () => {
  place = await createFaultHome();
  browser = await launchBrowser();
  server = await startServer(place.home);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  place?.remove();
});

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Resolves when the server that was started anew has brought everything back. */
async function recovered(): Promise<void> {
  const episodes = join(place.dataset, "episodes");
  await expect
    .poll(() => readdirSync(episodes).filter((name) => !name.endsWith(".arrow")), { timeout: 60_000 })
    .toEqual([]);
}

it(
  `the page server can be killed at any moment of a recording (${KILLS.server} times, seed ${SEED})`,
  { timeout: 120_000 + KILLS.server * 60_000 },
  async () => {
    const random = createRng(SEED);
    const dataset = watchDataset(place.dataset);
    const losses: Loss[] = [];
    for (let kill = 0; kill < KILLS.server; kill++) {
      const { page, handed, record, close } = await openDrive(browser, server.url);
      const begun = await record();
      await wait(random.next() * LONGEST_MS);
      const at = await server.kill();
      const acknowledged = Number(await page.getByTestId("drive-screen").getAttribute("data-written"));
      await close();

      server = await startServer(place.home);
      await recovered();
      const episode = await dataset.look();
      const loss: Loss = {
        handed: handedBy(at, handed),
        acknowledged,
        simulated: simulatedBy(at, begun, handed),
        kept: episode?.steps ?? 0,
      };
      losses.push(loss);
      expectPromise(loss);
      if (episode !== null) expect(episode).toMatchObject({ recovered: true, replays: true });
    }
    console.log(describeLosses("page server", losses), `${dataset.episodes} episodes, all readable`);
    expectFew(losses);
    expect(dataset.episodes).toBeGreaterThan(0);
  },
);
