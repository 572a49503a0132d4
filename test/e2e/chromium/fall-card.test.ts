import { afterAll, beforeAll, expect, test } from "vitest";
import { BUTTON, createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot();
});
afterAll(() => pilot?.leave());

const card = (): ReturnType<Pilot["page"]["getByTestId"]> => pilot.page.getByTestId("review-card");
const replay = (): Promise<string | null> => card().getAttribute("data-replay");
/** Full motors: it falls within two seconds of simulated time. */
async function fall(): Promise<void> {
  await pilot.page.evaluate(() => window["__pad"].axis(0, 0.4));
  await pilot.record(1);
  await expect
    .poll(
      async () => {
        const phase = await pilot.phase();
        // On a busy machine the page may stand still, and then the recorder pauses.
        if (phase === "paused") await pilot.page.evaluate((button) => window["__pad"].press(button), BUTTON.pause);
        return phase;
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe("review");
}

test("a fall's card tells cause and numbers, plays the fall again, and has its first choice in focus", async () => {
  await pilot.settings({ level: "torque" });
  await fall();
  expect(await pilot.page.getByTestId("fall").textContent()).toMatch(/^(Leaned (\d|forward|back)|Sank to \d|A joint)/);
  expect(await card().getAttribute("data-first")).toMatch(/rewind|redo/);
  const focused = pilot.page.locator(":focus");
  expect(await focused.textContent()).toMatch(/Rewind before the fall|Redo/);
  await expect.poll(replay).toBe("playing");
  expect(await card().evaluate((element) => element.getBoundingClientRect().left / window.innerWidth)).toBeGreaterThan(
    0.5,
  );
  await expect.poll(() => pilot.page.getByTestId("review-announcer").textContent()).toMatch(/^It fell/);
  await expect.poll(replay, { timeout: 30_000 }).toBe("rested");
  await pilot.page.getByRole("button", { name: "Replay the fall" }).click();
  await expect.poll(replay).toBe("playing");
});

test("rewinding ends the replay, and the episode goes on before the fall", async () => {
  await pilot.press(BUTTON.rewind, "looking-back");
  expect(await card().count()).toBe(0);
  await expect.poll(() => pilot.says("rewind")).not.toBe("");
  const from = Number(await pilot.says("rewind"));
  await pilot.page.evaluate(() => window["__pad"].axis(0, 0));
  await pilot.hold(BUTTON.keep, () => pilot.until({ phase: "recording" }));
  await pilot.written(from + 8);
  if ((await pilot.phase()) === "recording") await pilot.hold(BUTTON.startStop, () => pilot.until({ phase: "review" }));
  await pilot.until({ phase: "review" });
  const [fallen, next] = await pilot.episodes();
  expect(fallen).toMatchObject({ terminated: true, used: false, replays: true });
  expect(next).toMatchObject({ parent: { episode: fallen?.id, step: from }, replays: true });
});

test("with a target reached the next episode does not start by itself, and more can be asked for", async () => {
  await pilot.settings({ targetEpisodes: 1, autoNext: true });
  await pilot.page.getByTestId("target-on-card").waitFor();
  await pilot.press(BUTTON.keep, "idle");
  await pilot.page.getByTestId("target-reached").waitFor();
  await pilot.page.waitForTimeout(500);
  expect(await pilot.phase()).toBe("idle");
  await pilot.page.getByRole("button", { name: "Collect 10 more" }).click();
  await pilot.page.getByTestId("target-reached").waitFor({ state: "detached" });
  await pilot.page.getByText("1 of 11").waitFor();
  await expect.poll(async () => (await pilot.host.ask("settings/get", {})).targetEpisodes).toBe(11);
});
