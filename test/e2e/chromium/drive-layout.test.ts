import { afterAll, beforeAll, expect, test } from "vitest";
import { BUTTON, createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";

/** What stands over the scene, each in its own place. */
const PANELS = [
  '[data-testid="device"]',
  '[data-testid="time-scale"]',
  '[data-testid="tick-health"]',
  '[data-testid="holder"]',
  '[data-testid="episode-caption"]',
  '[data-testid="dataset-picker"]',
  '[data-testid="level"]',
  '[data-testid="driver"]',
  '[data-testid="session-options"]',
  '[data-testid="gauges"]',
  '[data-testid="stick-ghost"]',
  '[data-testid="drive-hint"]',
  '[data-testid="policy-hint"]',
  '[role="toolbar"]',
  '[role="toolbar"] > button',
  '[data-testid="rewind"]',
  '[data-testid="review-card"]',
];
const SIZES = [
  [1024, 640],
  [1280, 720],
  [1920, 1080],
] as const;

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot();
  await pilot.settings({ episodeSeconds: 0 });
});
afterAll(() => pilot?.leave());

/** Panels that lie over one another, or reach beyond the window, in words. */
function misplaced(selectors: readonly string[]): readonly string[] {
  const shown = selectors
    .flatMap((selector) => [...document.querySelectorAll(selector)])
    .map((element) => ({ element, name: element.outerHTML.slice(0, 90), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const beyond = shown
    .filter(({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
    .map(({ name }) => `${name} reaches beyond the window`);
  const over = shown.flatMap((one, i) =>
    shown
      .slice(i + 1)
      .filter((other) => !one.element.contains(other.element) && !other.element.contains(one.element))
      .filter(
        ({ box }) =>
          one.box.left < box.right - 1 &&
          box.left < one.box.right - 1 &&
          one.box.top < box.bottom - 1 &&
          box.top < one.box.bottom - 1,
      )
      .map((other) => `${one.name} lies under ${other.name}`),
  );
  return [...beyond, ...over];
}

/** What is misplaced at any size of the window, once it has had the time to settle. */
async function lookEverywhere(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await pilot.page.setViewportSize({ width, height });
    let now: readonly string[] = [];
    for (let look = 0; look < 20; look += 1) {
      await pilot.page.waitForTimeout(250);
      now = await pilot.page.evaluate(misplaced, PANELS);
      if (now.length === 0) break;
    }
    found.push(...now.map((words) => `${width} × ${height}: ${words}`));
  }
  return found;
}

test.each(["cruise", "hop"] as const)("at %s nothing lies over anything else", async (level) => {
  await pilot.settings({ level });
  expect(await lookEverywhere()).toEqual([]);
  await pilot.record();
  await pilot.press(BUTTON.pause, "paused");
  expect(await lookEverywhere()).toEqual([]);
  await pilot.press(BUTTON.rewind, "rewinding");
  expect(await lookEverywhere()).toEqual([]);
  await pilot.press(BUTTON.discard, "paused");
  await pilot.stop();
  expect(await lookEverywhere()).toEqual([]);
  await pilot.press(BUTTON.keep, "idle");
});

test("while a policy drives, who holds is told beside the rest", async () => {
  const [policy] = await pilot.host.ask("policies/list", {});
  await pilot.settings({ level: "cruise" });
  await pilot.page.getByTestId("driver").click();
  await pilot.page.getByTestId(`driver-${policy?.id}`).click();
  await pilot.until({ takeover: "autonomous" });
  expect(await lookEverywhere()).toEqual([]);
  await pilot.record();
  await pilot.press(BUTTON.pause, "paused");
  expect(await lookEverywhere()).toEqual([]);
});
