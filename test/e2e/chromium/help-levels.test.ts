import { afterAll, beforeAll, expect, test } from "vitest";
import type { ColumnName } from "../../../src/shared/dataset/columns.ts";
import { HELP_LEVELS, STEP_SOURCES } from "../../../src/shared/dataset/columns.ts";
import type { Episode } from "../../../src/shared/dataset/episode.ts";
import { BUTTON, createPilot } from "./harness/pilot.ts";
import type { Pilot } from "./harness/pilot.ts";

let pilot: Pilot;
beforeAll(async () => {
  pilot = await createPilot();
});
afterAll(() => pilot?.leave());

/** The values of a column, each once, in the order in which they first come. */
const valuesOf = ({ columns }: Episode, name: ColumnName): readonly number[] => [...new Set(columns[name])];

/** Stops, if the hopper has not fallen meanwhile, keeps, and reads the episode back. */
async function finish(): Promise<Episode> {
  if ((await pilot.phase()) === "recording") await pilot.hold(BUTTON.startStop, () => pilot.until({ phase: "review" }));
  await pilot.until({ phase: "review" });
  await pilot.press(BUTTON.keep, "idle");
  const episode = await pilot.newest();
  expect(episode.replays).toBe(true);
  return pilot.load(episode.id);
}

test.each(["hop", "joints"] as const)("at %s every step carries the level's code", async (level) => {
  await pilot.settings({ level });
  // Where the balance is the operator's, a level begins slowly.
  await pilot.until({ "time-scale": level === "joints" ? "0.125" : "1" });
  await pilot.record();
  const episode = await finish();
  expect(episode.meta.level).toBe(level);
  expect(valuesOf(episode, "level")).toEqual([HELP_LEVELS.indexOf(level)]);
  expect(valuesOf(episode, "source")).toEqual([STEP_SOURCES.indexOf("human")]);
});

test("at torque time slows down by itself before the fall, and the steps say so", async () => {
  await pilot.settings({ level: "torque", autoSlow: true });
  for (const scale of ["0.25", "0.5", "1"]) await pilot.hold(BUTTON.faster, () => pilot.until({ "time-scale": scale }));
  await pilot.record();
  await pilot.until({ phase: "review" });
  const episode = await finish();
  expect(episode.meta.terminated).toBe(true);
  expect(valuesOf(episode, "level")).toEqual([HELP_LEVELS.indexOf("torque")]);
  expect(valuesOf(episode, "time_scale")).toEqual([1, 0.25]);
});

test("in slow motion there are fewer ticks a second, and every step knows it", async () => {
  await pilot.settings({ level: "cruise" });
  for (const scale of ["0.5", "0.25"]) await pilot.hold(BUTTON.slower, () => pilot.until({ "time-scale": scale }));
  await pilot.record(48);
  const episode = await finish();
  for (const scale of ["0.5", "1"]) await pilot.hold(BUTTON.faster, () => pilot.until({ "time-scale": scale }));
  expect(valuesOf(episode, "time_scale")).toEqual([0.25]);
  const { health } = episode.meta;
  expect(health?.rateAsked).toBeCloseTo(31.25, 6);
  // A tick can be late or missed on a busy machine, but never early.
  expect(health?.rateHeld).toBeLessThan(32.5);
  const walls = episode.columns.wall_time ?? [];
  const ticks = walls.length - 1 + (episode.columns.missed_ticks?.at(-1) ?? 0);
  expect((walls.at(-1) ?? 0) * 31.25).toBeGreaterThan(ticks - 3);
  expect((walls.at(-1) ?? 0) * 31.25).toBeLessThan(ticks + 3);
});

test("noise is executed, the clean action is its label, and the episode replays bit for bit", async () => {
  await pilot.settings({ level: "cruise", noise: 0.1 });
  await pilot.record(64);
  const episode = await finish();
  await pilot.settings({ noise: 0 });
  expect(episode.meta.noise).toBe(0.1);
  const action = Array.from(episode.columns.action ?? []);
  const differ = action.filter((value, i) => value !== episode.columns.action_label?.[i]);
  expect(differ.length).toBeGreaterThan(action.length / 2);
});

/** Policy, person, policy in one episode; false when the hopper fell on the way. */
async function takeTurns(): Promise<boolean> {
  await pilot.record(16);
  for (const takeover of ["correcting", "autonomous"]) {
    await pilot.hold(BUTTON.takeover, () => pilot.until({ takeover }));
    // A good moment may be awaited before it changes hands.
    const holder = takeover === "correcting" ? "person" : "policy";
    const changed = pilot.page.locator(`[data-testid=holder][data-holder=${holder}]`);
    await changed.or(pilot.page.getByTestId("review-card")).first().waitFor();
    const goal = Number(await pilot.says("written")) + 32;
    const steps = async (): Promise<number> =>
      (await pilot.phase()) === "recording" ? Number(await pilot.says("written")) : Infinity;
    await expect.poll(steps, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(goal);
  }
  if ((await pilot.phase()) === "recording") return true;
  await pilot.until({ phase: "review" });
  await pilot.press(BUTTON.discard, "idle");
  return false;
}

test("a person takes over from a policy and hands back; sources and marks tell who did what", async () => {
  const [policy] = await pilot.host.ask("policies/list", {});
  await pilot.page.getByTestId("driver").click();
  await pilot.page.getByTestId(`driver-${policy?.id}`).click();
  await pilot.until({ takeover: "autonomous" });
  // The hopper may fall where one of the two finds it in a state that is not its own: then another seed is tried.
  await expect.poll(takeTurns, { timeout: 120_000 }).toBe(true);
  const episode = await finish();
  expect(episode.meta).toMatchObject({ source: "policy", policyId: policy?.id, device: expect.any(String) });
  const sources = Array.from(episode.columns.source ?? []);
  const turns = sources.flatMap((source, i) => (i > 0 && source !== sources[i - 1] ? [i] : []));
  expect([sources[0], ...turns.map((i) => sources[i])].map((code) => STEP_SOURCES[code ?? -1])).toEqual([
    "policy",
    "human",
    "policy",
  ]);
  const marked = Array.from(episode.columns.takeover ?? []).flatMap((mark, i) => (mark === 1 ? [i] : []));
  expect(marked).toEqual(turns);
  const level = episode.columns.level ?? [];
  expect(turns.map((i) => HELP_LEVELS[level[i] ?? -1])).toEqual(["cruise", "none"]);
});
