import { afterAll, beforeAll, expect, test } from "vitest";
import { BUTTON, createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot({ first: true });
});
afterAll(() => pilot?.leave());

const inFocus = (): Promise<string | null> =>
  pilot.page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? null);
const address = (): Promise<string> => pilot.page.evaluate(() => window.location.hash);

/** Some looks of the page at its pad: time enough for it to answer a press. */
async function answer(): Promise<void> {
  const seen = await pilot.page.evaluate(() => window["__pad"].polls);
  await pilot.page.waitForFunction((polls) => window["__pad"].polls > polls + 4, seen);
  await pilot.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
const tap = (button: number): Promise<void> => pilot.hold(button, answer);

/** Presses until the control with that name has the focus. */
async function walkTo(testId: string, button: number): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await inFocus()) === testId) return;
    await tap(button);
  }
  throw new Error(`no way to ${testId}; ${String(await inFocus())} has the focus`);
}

/** Presses until a choice of the quick menu says so. */
async function turnTo(testId: string, text: string): Promise<void> {
  const row = pilot.page.getByTestId(testId);
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await row.getAttribute("aria-valuetext")) === text) return;
    await tap(BUTTON.right);
  }
  throw new Error(`${testId} never said ${text}`);
}

const openMenu = (): Promise<void> =>
  pilot.hold(BUTTON.quickMenu, () => pilot.page.getByTestId("menu-countdown").waitFor());
const closed = (): Promise<void> => pilot.page.getByTestId("menu-countdown").waitFor({ state: "detached" });

test("from the welcome to a kept episode with another level and driver, and to the Library and back, by the pad alone", async () => {
  const { page } = pilot;
  const welcome = page.getByRole("heading", { name: "Welcome to Pogo" });
  await welcome.waitFor();
  await page.evaluate(() => window["__pad"].connect());
  await welcome.waitFor({ state: "detached" });
  await pilot.until({ device: "pad", worker: "ready", phase: "idle", level: "cruise" });
  await page.getByTestId("first-run").waitFor();
  await pilot.hold(BUTTON.discard, () => page.getByTestId("first-run").waitFor({ state: "detached" }));

  const [policy] = await pilot.host.ask("policies/list", {});
  await openMenu();
  expect(await inFocus()).toBe("menu-level");
  await turnTo("menu-level", "Hop");
  await walkTo("menu-driver", BUTTON.down);
  await turnTo("menu-driver", policy?.name ?? "");
  await pilot.hold(BUTTON.keep, closed);
  await pilot.until({ level: "hop", takeover: "autonomous", phase: "idle" });

  await pilot.record(32);
  await pilot.hold(BUTTON.quickMenu, answer);
  expect(await page.getByTestId("menu-countdown").count()).toBe(0);
  await pilot.stop();
  await openMenu();
  await tap(BUTTON.redo);
  await pilot.hold(BUTTON.discard, closed);
  expect(await pilot.phase()).toBe("review");
  await pilot.press(BUTTON.keep, "idle");
  const [episode, ...others] = await pilot.episodes();
  expect(others).toEqual([]);
  expect(episode).toMatchObject({ dropped: false, level: "hop", source: "policy", policyId: policy?.id });

  await openMenu();
  await walkTo("menu-train", BUTTON.down);
  await walkTo("menu-library", BUTTON.left);
  await pilot.hold(BUTTON.keep, () => page.getByRole("heading", { name: "Library", level: 1 }).waitFor());
  expect(await address()).toContain("#/library");
  await tap(BUTTON.down);
  await page.getByTestId("pad-hints").waitFor();
  await tap(BUTTON.discard);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-current"))).toBe("page");
  await pilot.hold(BUTTON.discard, () => page.getByTestId("drive-screen").waitFor());
  await pilot.until({ device: "pad", worker: "ready", phase: "idle", level: "hop" });
});
