import { afterAll, beforeAll, expect, test } from "vitest";
import { connectHost } from "../../../bench/lib/host-client.ts";
import type { HostClient } from "../../../bench/lib/host-client.ts";
import { NO_SCENE } from "../../../bench/lib/launch-chromium.ts";
import { serveApp } from "../../../bench/lib/serve-app.ts";
import type { ServedApp } from "../../../bench/lib/serve-app.ts";
import { openPage } from "./harness/open-page.ts";
import type { OpenPage } from "./harness/open-page.ts";

/** What the page has made heard. */
interface Ear {
  /** loudest sample since it was last asked, of all contexts that run */
  loudest(): number;
  /** contexts that were made, and those of them before any gesture */
  readonly contexts: number;
  readonly early: number;
}
declare global {
  interface Window {
    __ear: Ear;
  }
}

/** Listens to everything that goes to the loudspeakers. It stands by itself, to be injected. */
function installEar(): void {
  const ears: AnalyserNode[] = [];
  let early = 0;
  const heard = new Float32Array(32768);
  AudioNode.prototype.connect = new Proxy(AudioNode.prototype.connect, {
    apply(connect, node: AudioNode, to: readonly unknown[]): unknown {
      if (to[0] instanceof AudioDestinationNode) {
        const ear = new AnalyserNode(node.context, { fftSize: heard.length });
        Reflect.apply(connect, node, [ear]);
        ears.push(ear);
        if (!navigator.userActivation.hasBeenActive) early += 1;
      }
      return Reflect.apply(connect, node, to);
    },
  });
  const ear: Ear = {
    loudest(): number {
      let most = 0;
      for (const one of ears) {
        if (one.context.state !== "running") continue;
        one.getFloatTimeDomainData(heard);
        for (const sample of heard) most = Math.max(most, Math.abs(sample));
      }
      return most;
    },
    get contexts(): number {
      return ears.length;
    },
    get early(): number {
      return early;
    },
  };
  Object.assign(window, { __ear: ear });
}

let app: ServedApp;
let host: HostClient;
let open: OpenPage;
beforeAll(async () => {
  app = await serveApp({ seenWelcome: true, seenDriveGuide: true, countdownSeconds: 4, episodeSeconds: 0 });
  host = await connectHost(app.url);
  const { id } = await host.ask("datasets/create", { name: "Heard" });
  await host.ask("settings/set", { dataset: id });
  // A browser that a program drives keeps quiet, and says that it is one; this one must not.
  open = await openPage([...NO_SCENE, "--disable-blink-features=AutomationControlled"]);
  await open.page.addInitScript(installEar);
  await open.page.goto(`${app.url}#/drive`);
});
afterAll(async () => {
  host?.close();
  await open?.close();
  await app?.stop();
});

const until = (attributes: Readonly<Record<string, string>>): Promise<void> => {
  const wanted = Object.entries(attributes).map(([name, value]) => `[data-${name}="${value}"]`);
  return open.page
    .getByTestId("drive-screen")
    .and(open.page.locator(wanted.join("")))
    .waitFor({ timeout: 60_000 });
};
const contexts = (): Promise<number> => open.page.evaluate(() => window["__ear"].contexts);
/** The loudest sample of so many ms. */
const listen = (milliseconds: number): Promise<number> =>
  open.page.evaluate(async (wanted) => {
    const end = performance.now() + wanted;
    let most = 0;
    while (performance.now() < end) {
      await new Promise((done) => setTimeout(done, 100));
      most = Math.max(most, window["__ear"].loudest());
    }
    return most;
  }, milliseconds);
/** The loudest sample, once it is louder than `level`; of half a minute where it never is. */
async function listenFor(level: number): Promise<number> {
  let most = 0;
  for (let stretch = 0; stretch < 30 && most <= level; stretch += 1) most = Math.max(most, await listen(1000));
  return most;
}
/** ms after which the ear has forgotten what was */
const FORGOTTEN = 1000;
/** A landing at 30 % and the hum alone are on either side of it. */
const LANDING = 0.015;

test("landings are heard, and nothing was made before a gesture", async () => {
  await until({ worker: "ready", phase: "idle" });
  await open.page.keyboard.down("ArrowRight");
  await until({ device: "keyboard" });
  await expect.poll(contexts).toBe(1);
  const loudest = Math.max(await listenFor(LANDING), await listen(1000));
  expect(loudest).toBeGreaterThan(LANDING);
  expect(loudest).toBeLessThan(0.5);
  expect(await open.page.evaluate(() => window["__ear"].early)).toBe(0);
  await open.page.keyboard.up("ArrowRight");
});

test("a pause is silent; the countdown back is heard", async () => {
  await open.page.keyboard.press("Enter");
  await until({ phase: "countdown" });
  expect(await listen(2000)).toBeGreaterThan(0.01);
  await until({ phase: "recording" });
  await open.page.keyboard.press("p");
  await until({ phase: "paused" });
  await open.page.waitForTimeout(FORGOTTEN);
  expect(await listen(1500)).toBeLessThan(0.0005);
  await open.page.keyboard.press("p");
  await until({ phase: "resuming" });
  expect(await listen(2000)).toBeGreaterThan(0.01);
  await until({ phase: "recording" });
  await open.page.keyboard.press("Enter");
  await until({ phase: "review" });
  await open.page.keyboard.press("k");
  await until({ phase: "idle" });
});

test("V mutes, which is remembered over a reload, and its button lets it be heard again", async () => {
  const { page } = open;
  await page.keyboard.press("v");
  const pressed = (on: boolean): Promise<void> => page.locator(`[data-testid="mute"][aria-pressed="${on}"]`).waitFor();
  await pressed(false);
  await page.keyboard.down("ArrowRight");
  await page.waitForTimeout(FORGOTTEN);
  expect(await listen(2000)).toBe(0);
  await expect.poll(async () => (await host.ask("settings/get", {})).soundMuted).toBe(true);
  await page.reload();
  await until({ worker: "ready", phase: "idle" });
  await pressed(false);
  await page.keyboard.down("ArrowRight");
  await until({ device: "keyboard" });
  expect(await listen(1500)).toBe(0);
  expect(await contexts()).toBe(0);
  await page.getByTestId("mute").click();
  await pressed(true);
  expect(await listenFor(LANDING)).toBeGreaterThan(LANDING);
  // The scene cannot be drawn here, and says so.
  expect(open.problems.filter((one) => !one.startsWith("THREE."))).toEqual([]);
});
