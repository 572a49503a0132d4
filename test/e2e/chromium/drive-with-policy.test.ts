import { afterAll, beforeAll, expect, test } from "vitest";
import { createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";
import { settled } from "./harness/settled.ts";

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot();
});
afterAll(() => pilot?.leave());

const go = (hash: string): Promise<void> => pilot.page.evaluate((next) => void (window.location.hash = next), hash);
const focusTimeline = (): Promise<void> => pilot.page.getByTestId("rewind-range").focus();
const shownStep = async (): Promise<number> => Number(await pilot.says("rewind"));

test("one click on Policies leads to Drive with that policy at work, and an episode of it", async () => {
  await go("#/policies");
  await pilot.page
    .getByRole("button", { name: /^Drive with/ })
    .first()
    .click();
  await pilot.until({ takeover: "autonomous", worker: "ready", phase: "idle" });
  expect(new URL(pilot.page.url()).hash).toBe("#/drive");
  await pilot.record(64);
  await pilot.stop();
  await pilot.page.keyboard.press("k");
  await pilot.until({ phase: "idle" });
  const [policy] = await pilot.host.ask("policies/list", {});
  expect(await pilot.newest()).toMatchObject({ source: "policy", policyId: policy?.id, replays: true });
});

test("the driver is still chosen after a look at another screen, until its policy is gone", async () => {
  await go("#/settings");
  await pilot.page.getByRole("heading", { name: "Settings" }).waitFor();
  await go("#/drive");
  await pilot.until({ takeover: "autonomous", worker: "ready" });
  await go("#/settings");
  await pilot.page.getByRole("heading", { name: "Settings" }).waitFor();
  for (const { id } of await pilot.host.ask("policies/list", {}))
    await pilot.host.ask("policies/delete", { policy: id });
  await go("#/drive");
  await pilot.page.getByText("You drive yourself.").waitFor();
  await pilot.until({ takeover: "none", worker: "ready" });
  expect(await pilot.page.getByTestId("driver").textContent()).toBe("I drive");
});

test("a thumb that goes on leaning on the stick does not scrub; after it was let go it does", async () => {
  await pilot.page.evaluate(() => window["__pad"].axis(0, -0.9));
  await pilot.record(96);
  await pilot.press(4, "rewinding");
  await expect.poll(() => pilot.says("rewind")).not.toBe("");
  const newest = await settled(shownStep);
  await pilot.page.waitForTimeout(500);
  expect(await shownStep()).toBe(newest);
  await pilot.page.evaluate(() => window["__pad"].axis(0, 0));
  const polls = await pilot.page.evaluate(() => window["__pad"].polls);
  await pilot.page.waitForFunction((before) => window["__pad"].polls > before + 2, polls);
  await pilot.page.evaluate(() => window["__pad"].axis(0, -0.9));
  await expect.poll(shownStep).toBeLessThan(newest - 20);
  await pilot.page.evaluate(() => window["__pad"].axis(0, 0));
});

test("with the timeline in focus its arrows step, and the commands' keys go on working", async () => {
  await focusTimeline();
  const before = await settled(shownStep);
  for (let press = 0; press < 5; press += 1) await pilot.page.keyboard.press("ArrowRight");
  await expect.poll(shownStep).toBe(before + 5);
  await pilot.page.keyboard.press("Backspace");
  await pilot.until({ phase: "paused" });
  await pilot.page.keyboard.press("b");
  await pilot.until({ phase: "rewinding" });
  await focusTimeline();
  for (let press = 0; press < 5; press += 1) await pilot.page.keyboard.press("ArrowLeft");
  await pilot.page.keyboard.press("k");
  await pilot.until({ phase: "recording" });
  await pilot.stop();
  await pilot.page.keyboard.press("Backspace");
  await pilot.until({ phase: "idle" });
});

test("after a choice in a menu by mouse, Enter records", async () => {
  await pilot.page.getByTestId("driver").click();
  await pilot.page.getByTestId("driver-me").click();
  await pilot.page.keyboard.press("Enter");
  await pilot.until({ phase: "recording" });
  await pilot.page.getByTestId("time-scale").getByText("½").click();
  await pilot.until({ "time-scale": "0.5" });
  await pilot.page.keyboard.press("p");
  await pilot.until({ phase: "paused" });
  await pilot.page.keyboard.press("Backspace");
  await pilot.until({ phase: "idle" });
  expect((await pilot.episodes()).filter(({ used }) => used)).toHaveLength(1);
});
