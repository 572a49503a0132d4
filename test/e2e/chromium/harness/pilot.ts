import { expect } from "vitest";
import type { Page } from "playwright-core";
import { connectHost } from "../../../../bench/lib/host-client.ts";
import type { HostClient } from "../../../../bench/lib/host-client.ts";
import { NO_SCENE } from "../../../../bench/lib/launch-chromium.ts";
import { serveApp } from "../../../../bench/lib/serve-app.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { Episode, EpisodeSummary } from "../../../../src/shared/dataset/episode.ts";
import type { Settings } from "../../../../src/shared/ipc/settings.ts";
import type { RecorderPhase } from "../../../../src/shared/record/recorder-table.ts";
import { openPage } from "./open-page.ts";

/** Buttons of the W3C standard layout, by what they do here. */
export const BUTTON = {
  keep: 0,
  discard: 1,
  mark: 2,
  redo: 3,
  rewind: 4,
  takeover: 5,
  back: 6,
  pause: 8,
  startStop: 9,
  quickMenu: 10,
  rateUp: 12,
  up: 12,
  down: 13,
  slower: 14,
  left: 14,
  faster: 15,
  right: 15,
} as const;

/** A scripted person at the shipped page, who drives by the pad alone and looks at the disk afterwards. */
export interface Pilot {
  readonly page: Page;
  readonly host: HostClient;
  /** folder of the dataset that is recorded into */
  readonly dataset: string;
  readonly datasetId: string;
  phase(): Promise<RecorderPhase>;
  /** an attribute of the Drive screen */
  says(name: string): Promise<string | null>;
  /** waits until the Drive screen has these attributes */
  until(attributes: Readonly<Record<string, string>>): Promise<void>;
  /** holds a button until the page has taken notice: on a busy machine that may take longer than a thumb's press */
  press(button: number, until: RecorderPhase): Promise<void>;
  /** a press whose effect shows in `noticed` */
  hold(button: number, noticed: () => Promise<void>): Promise<void>;
  /** starts an episode, whatever the page is still loading, and resolves when it has written `steps` */
  record(steps?: number): Promise<void>;
  /** resolves when the episode in hand has written so many steps */
  written(steps: number): Promise<void>;
  /** stops, and waits for the card */
  stop(): Promise<void>;
  /** plugs the pad in and waits for the page to be ready */
  sit(): Promise<void>;
  settings(patch: Partial<Settings>): Promise<void>;
  /** all of them, the dropped ones too, oldest first */
  episodes(): Promise<readonly EpisodeSummary[]>;
  newest(): Promise<EpisodeSummary>;
  load(id: string): Promise<Episode>;
  leave(): Promise<void>;
}

/**
 * Opens the page without its scene, with a dataset to record into and no countdown. `first`: as somebody finds it who opens
 * it for the first time, with the pad still in its box.
 */
export async function createPilot({ first = false } = {}): Promise<Pilot> {
  const seen = { seenWelcome: !first, seenDriveGuide: !first };
  const app = await serveApp({ ...seen, countdownSeconds: 0, episodeSeconds: 60 });
  const host = await connectHost(app.url);
  const { id: datasetId, path: dataset } = await host.ask("datasets/create", { name: "Pilot" });
  await host.ask("settings/set", { dataset: datasetId });
  const open = await openPage(NO_SCENE);
  const { page } = open;
  const screen = page.getByTestId("drive-screen");
  const says = (name: string): Promise<string | null> => screen.getAttribute(`data-${name}`);
  /** The state of Drive, what it complains of and who has the keys: why a wait was in vain. */
  const describe = (): Promise<string> =>
    page.evaluate(() => {
      const found = document.querySelector("[data-testid=drive-screen]");
      const states = [...(found?.attributes ?? [])].map(({ name, value }) => `${name}=${value}`);
      const told = [...document.querySelectorAll("[role=alert], [role=status]")].map(({ textContent }) => textContent);
      const opening = document.activeElement?.outerHTML.slice(0, 200);
      return [...states, `told: ${told.join(" | ")}`, `in focus: ${opening}`].join("\n");
    });
  const until: Pilot["until"] = async (attributes) => {
    const wanted = Object.entries(attributes).map(([name, value]) => `[data-${name}="${value}"]`);
    try {
      await screen.and(page.locator(wanted.join(""))).waitFor({ timeout: 60_000 });
    } catch (error) {
      throw new Error(`Drive did not become ${wanted.join("")}:\n${await describe()}`, { cause: error });
    }
  };
  const phase = async (): Promise<RecorderPhase> => (await says("phase")) as RecorderPhase;
  const put = (button: number, value: number): Promise<void> =>
    page.evaluate(([which, to]) => window["__pad"].button(which, to), [button, value] as const);
  const hold: Pilot["hold"] = async (button, noticed) => {
    await put(button, 1);
    await noticed();
    await put(button, 0);
    // The next press is a press only after the page has seen this one end.
    const seen = await page.evaluate(() => window["__pad"].polls);
    await page.waitForFunction((polls) => window["__pad"].polls > polls + 2, seen);
  };
  const press: Pilot["press"] = (button, next) => hold(button, () => until({ phase: next }));
  const written: Pilot["written"] = async (steps) => {
    await expect.poll(async () => Number(await says("written")), { timeout: 60_000 }).toBeGreaterThanOrEqual(steps);
  };
  const episodes: Pilot["episodes"] = async () => {
    const all = await host.ask("datasets/episodes", { dataset: datasetId, dropped: true });
    return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };
  await page.goto(`${app.url}#/drive`);
  const pilot: Pilot = {
    page,
    host,
    dataset,
    datasetId,
    phase,
    says,
    until,
    press,
    hold,
    written,
    episodes,
    async record(steps = 16) {
      await until({ worker: "ready" });
      const before = await phase();
      // An episode may have come to its end before anybody sees it recording.
      const started = async (): Promise<boolean> => {
        const now = await phase();
        return now !== "idle" && now !== "failed" && (now !== "review" || before !== "review");
      };
      await expect
        .poll(
          async () => {
            // A press that comes while the simulation is being loaded is refused, as a person's would be.
            if (await started()) return true;
            await page.evaluate((button) => window["__pad"].press(button), BUTTON.startStop);
            // A second press too early would stop what the first one started.
            for (let waited = 0; waited < 40 && !(await started()); waited += 1) await page.waitForTimeout(50);
            return started();
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(true);
      await written(steps);
    },
    stop: () => press(BUTTON.startStop, "review"),
    async sit() {
      await page.evaluate(() => {
        window["__pad"].connect();
        window["__pad"].axis(0, 0.4);
      });
      await until({ device: "pad", worker: "ready", phase: "idle" });
    },
    async settings(patch) {
      await host.ask("settings/set", patch);
      if (patch.level !== undefined) await until({ level: patch.level });
      if (patch.noise !== undefined) await until({ noise: String(patch.noise) });
      if (patch.countdownSeconds !== undefined) await until({ countdown: String(patch.countdownSeconds) });
      if (patch.dataset !== undefined) await until({ dataset: patch.dataset });
    },
    async newest() {
      const last = (await episodes()).at(-1);
      if (last === undefined) throw new Error("there is no episode");
      return last;
    },
    load: async (id) => (await openDataset(dataset, { mode: "read" })).load(id),
    async leave() {
      host.close();
      await open.close();
      await app.stop();
    },
  };
  if (!first) await pilot.sit();
  return pilot;
}
