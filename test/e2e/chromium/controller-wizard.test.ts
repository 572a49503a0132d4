import { afterAll, beforeAll, expect, test } from "vitest";
import { connectHost } from "../../../bench/lib/host-client.ts";
import type { HostClient } from "../../../bench/lib/host-client.ts";
import { NO_SCENE } from "../../../bench/lib/launch-chromium.ts";
import type { OddLayout } from "../../../bench/lib/scripted-pad.ts";
import { serveApp } from "../../../bench/lib/serve-app.ts";
import type { ServedApp } from "../../../bench/lib/serve-app.ts";
import { profileOf } from "../../../src/shared/ipc/pad-profiles.ts";
import { openPage } from "./harness/open-page.ts";
import type { OpenPage } from "./harness/open-page.ts";
import { createWizardHands } from "./harness/wizard-hands.ts";
import type { Move, WizardHands } from "./harness/wizard-hands.ts";

const ID = "Old joystick (Vendor: 0079 Product: 0006)";
const HAT_REST = 23 / 7;
/** Its left stick is axes 3 and 2 (left to right is down in numbers), its triggers and its cross are axes. */
const ODD: OddLayout = { axes: [0, 0, 0, 0, -1, -1, HAT_REST], buttons: 10 };
const hat = (out: number): Move => ({ axis: 6, out, rest: HAT_REST });
/** What a hand finds on it; what is not here the pad has not. */
const ANSWERS: Readonly<Record<string, Move>> = {
  "Left stick ↔": { axis: 3, out: -1, rest: 0 },
  "Left stick ↕": { axis: 2, out: 1, rest: 0 },
  "Right stick ↔": { axis: 0, out: 1, rest: 0 },
  "Right stick ↕": { axis: 1, out: 1, rest: 0 },
  "Left trigger": { axis: 5, out: 1, rest: -1 },
  "Right trigger": { axis: 4, out: 1, rest: -1 },
  "Start / stop recording": { button: 4 },
  "Keep the episode": { button: 9 },
  Discard: { button: 8 },
  "Discard and redo": { button: 7 },
  "Pause / go on": { button: 6 },
  "Rewind; again: back to where it was": { button: 5 },
  "Take over / hand back": { button: 3 },
  "Success, failure or neither": { button: 2 },
  "Rate higher": hat(-1),
  "Rate lower": hat(1 / 7),
  Slower: hat(5 / 7),
  Faster: hat(-3 / 7),
  "Reset the camera": { button: 1 },
};

let app: ServedApp;
let host: HostClient;
let open: OpenPage;
let hands: WizardHands;
beforeAll(async () => {
  app = await serveApp({ seenWelcome: true, seenDriveGuide: true, countdownSeconds: 0, episodeSeconds: 0 });
  host = await connectHost(app.url);
  const { id } = await host.ask("datasets/create", { name: "Wizard" });
  await host.ask("settings/set", { dataset: id });
  open = await openPage(NO_SCENE);
  hands = createWizardHands(open.page);
  await open.page.goto(`${app.url}#/drive`);
});
afterAll(async () => {
  host?.close();
  await open?.close();
  await app?.stop();
});

const profile = async () => profileOf((await host.ask("settings/get", {})).padProfiles, ID);
const plug = (): Promise<void> =>
  open.page.evaluate(([id, odd]) => window["__pad"].connect(id, odd), [ID, ODD] as const);
const unplug = (): Promise<void> => open.page.evaluate(() => window["__pad"].disconnect());
const screen = (attributes: Readonly<Record<string, string>>) => {
  const wanted = Object.entries(attributes).map(([name, value]) => `[data-${name}="${value}"]`);
  return open.page.getByTestId("drive-screen").and(open.page.locator(wanted.join("")));
};
const device = (unknown: boolean) =>
  open.page.getByTestId("device").and(open.page.locator(`[data-kind="pad"][data-unknown="${unknown}"]`));
/** Holds a button of the pad until the page has taken notice. */
async function press(button: number, noticed: () => Promise<void>): Promise<void> {
  await open.page.evaluate((which) => window["__pad"].button(which, 1), button);
  await noticed();
  await open.page.evaluate((which) => window["__pad"].button(which, 0), button);
}

test("a pad of unknown layout is offered the set-up, and cancelling stores nothing", async () => {
  const { page } = open;
  await plug();
  // It drives as soon as something on it is used.
  await page.evaluate(() => window["__pad"].axis(3, -1));
  await device(true).waitFor();
  await page.evaluate(() => window["__pad"].axis(3, 0));
  await page.getByText("The layout of Old joystick is not known").waitFor();
  await page.getByRole("link", { name: "Set it up" }).click();
  await hands.at("connect");
  await page.getByText("Unknown layout").waitFor();
  await hands.next();
  await hands.at("bind");
  await page.getByRole("button", { name: "Ask for everything" }).click();
  await hands.make({ axis: 3, out: -1, rest: 0 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Go on setting up" }).click();
  await hands.at("bind");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await screen({ phase: "idle" }).waitFor();
  expect(await profile()).toBeNull();
});

test("every step of the set-up, with the pad unplugged in the middle, stores what the hands did", async () => {
  const { page } = open;
  await page.getByTestId("device").click();
  await hands.at("connect");
  await hands.next();
  await page.getByRole("button", { name: "Ask for everything" }).click();
  const asked = await hands.answerAll((what) => ANSWERS[what] ?? "none");
  expect(asked).toEqual([...Object.keys(ANSWERS), "Quick menu: level, driver, options, screens", "Show the controls"]);
  await open.keepScreenshot("wizard-layout");

  // From here on the lower face button chooses, wherever it was found.
  await page.getByRole("button", { name: "Next", exact: true }).focus();
  await press(9, () => hands.at("rest"));
  await page.getByRole("button", { name: "Measure" }).click();
  await unplug();
  await page.getByText("Old joystick was unplugged").waitFor();
  await hands.at("connect");
  await plug();
  await hands.at("rest");
  await page.getByRole("button", { name: "Measure" }).click();
  await page.getByRole("table", { name: "Sticks at rest" }).waitFor();
  await page.getByText("Dead zone 0.04").waitFor();

  await hands.next();
  await hands.at("feel");
  await page.getByRole("slider", { name: "Curve" }).focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowRight");
  await page.getByText("0.20", { exact: true }).waitFor();

  await hands.next();
  await hands.at("test");
  await page.evaluate(() => window["__pad"].axis(4, 1));
  const light = page.locator('[data-button="7"]');
  await expect
    .poll(() => light.evaluate((part) => (part instanceof SVGElement ? part.style.getPropertyValue("--value") : "")))
    .toBe("1.00");
  await page.evaluate(() => window["__pad"].axis(4, -1));
  await open.keepScreenshot("wizard-test");

  await hands.next();
  await hands.at("save");
  await page.getByLabel("Name").fill("The old one");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await screen({ phase: "idle", worker: "ready" }).waitFor();

  const saved = await profile();
  expect(saved).toMatchObject({ name: "The old one", deadZone: 0.04, expo: 0.2 });
  expect(saved?.axes).toEqual([
    { axis: 3, invert: true },
    { axis: 2, invert: false },
    { axis: 0, invert: false },
    { axis: 1, invert: false },
  ]);
  const trigger = (index: number) => ({ from: "axis", index, rest: -1, pressed: 1 });
  const button = (index: number) => ({ from: "button", index });
  expect(saved?.buttons.slice(0, 10)).toEqual([
    ...[9, 8, 2, 7, 5, 3].map(button),
    trigger(5),
    trigger(4),
    ...[6, 4].map(button),
  ]);
  const places = saved?.buttons.slice(12, 16).map((one) => (one?.from === "hat" ? one.at : null));
  expect(places?.map((at) => Math.round((at ?? 9) * 7))).toEqual([-7, 1, 5, -3]);
  expect(saved?.buttons[16]).toBeNull();
});

test("Drive names that pad's own buttons, also after a reload, and is driven and recorded with them", async () => {
  const { page } = open;
  await page.reload();
  await plug();
  await screen({ worker: "ready", phase: "idle" }).waitFor();
  await page.evaluate(() => window["__pad"].axis(3, -0.9));
  await device(false).waitFor();
  expect(await page.getByTestId("device").textContent()).toBe("The old one");
  expect(await page.getByTestId("start-stop").textContent()).toContain("Button 5");
  await page.getByTestId("drive-hint").getByText("Right trigger", { exact: true }).waitFor();
  await open.keepScreenshot("wizard-drive");
  await press(4, () => screen({ phase: "recording" }).waitFor());
  await page.evaluate(() => window["__pad"].axis(4, 0));
  const written = async (): Promise<number> =>
    Number(await page.getByTestId("drive-screen").getAttribute("data-written"));
  await expect.poll(written, { timeout: 60_000 }).toBeGreaterThanOrEqual(64);
  expect(await page.getByTestId("pause").textContent()).toContain("Button 7");
  await press(6, () => screen({ phase: "paused" }).waitFor());
  await press(4, () => screen({ phase: "review" }).waitFor());
  await press(9, () => screen({ phase: "idle", kept: "1" }).waitFor());
  const { dataset } = await host.ask("settings/get", {});
  const [episode] = await host.ask("datasets/episodes", { dataset, dropped: false });
  expect(episode).toMatchObject({ replays: true });
  // The scene cannot be drawn here, and says so.
  expect(open.problems.filter((one) => !one.startsWith("THREE."))).toEqual([]);
});
