// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_CHOICES } from "../../../../src/renderer/drive/drive-choices.ts";
import type { DriveChoices } from "../../../../src/renderer/drive/drive-choices.ts";
import type { DriveState } from "../../../../src/renderer/drive/drive-state.ts";
import type { PadProfile } from "../../../../src/shared/control/pad-profile.ts";
import type { PadLayout } from "../../../../src/shared/dataset/input-controls.ts";
import { createDrivenSession } from "../../../fakes/driven-session.ts";
import type { DrivenSession } from "../../../fakes/driven-session.ts";

let drive: DrivenSession;
let whole = true;

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const state = (): DriveState => drive.session.store.getState();
const phase = (): string => state().recorder.phase;
const choose = (change: Partial<DriveChoices>): void =>
  drive.session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0, ...change });
const begin = async (latency = 0, falls: readonly number[] = []): Promise<void> => {
  drive = await createDrivenSession({ latency, falls });
};
const record = async (ms: number): Promise<void> => {
  drive.session.command("startStop");
  await pass(ms);
};
const stop = async (): Promise<void> => {
  drive.session.command("startStop");
  await pass(200);
};
const metas = () => [...drive.recorder.episodes.values()].map(({ meta }) => meta);

beforeEach(() => {
  whole = true;
  vi.useFakeTimers();
});
afterEach(async () => {
  await drive.dispose();
  const complaints = drive.complaints({ whole });
  if (complaints.length > 0) throw new Error(complaints.join("; "));
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("a fall that is on its way at a pause ends the episode, with its last row", async () => {
  await begin(20, [4]);
  await record(60);
  drive.session.command("pause");
  expect(phase()).toBe("paused");
  await pass(200);
  expect(phase()).toBe("review");
  expect(metas()).toMatchObject([{ steps: 4, cause: "pitch" }]);
});

test("a fall that is on its way at a rewind lets nobody go on from its end, and the way back leads to the card", async () => {
  await begin(20, [4]);
  await record(60);
  drive.session.command("rewind");
  await pass(200);
  expect(state()).toMatchObject({ recorder: { phase: "rewinding", over: true }, rewind: { step: 4, newest: 4 } });
  drive.session.command("keep");
  expect(phase()).toBe("rewinding");
  drive.session.command("discard");
  await pass(200);
  expect(phase()).toBe("review");
  expect(metas()).toMatchObject([{ steps: 4, cause: "pitch" }]);
});

test("marks stay with the try that they were made for when the operator goes back", async () => {
  await begin();
  await record(100);
  drive.session.command("mark");
  drive.session.command("rewind");
  await pass(50);
  drive.session.look(5);
  await pass(50);
  drive.session.command("keep");
  await pass(100);
  expect(state().marks).toEqual({ success: null, rating: null });
  await stop();
  expect(metas()).toMatchObject([{ cause: "abandoned" }, { parent: { step: 5 } }]);
});

test("once other options were loaded over the card, there is no way back into the episode", async () => {
  await begin();
  await record(100);
  await stop();
  expect(state().review?.rewindable).toBe(true);
  choose({ level: "hop" });
  await pass(50);
  expect(state().review?.rewindable).toBe(false);
  drive.session.command("rewind");
  expect(phase()).toBe("review");
});

test("a restart leaves the looking back that it makes impossible", async () => {
  await begin();
  await record(100);
  await stop();
  drive.session.command("rewind");
  await pass(50);
  expect(phase()).toBe("looking-back");
  drive.session.restart();
  await pass(50);
  expect(state()).toMatchObject({ recorder: { phase: "review" }, review: { rewindable: false } });
});

test("options that changed while it recorded, or after it failed, hold for the next episode and its header", async () => {
  await begin();
  await record(100);
  choose({ level: "hop", noise: 0.25 });
  await stop();
  await record(250);
  drive.fillDisk(true);
  await pass(300);
  expect(phase()).toBe("failed");
  drive.fillDisk(false);
  choose({ level: "joints", episodeSeconds: 20 });
  await pass(50);
  await record(100);
  await stop();
  expect(metas().map(({ level, noise }) => [level, noise])).toEqual([
    ["cruise", 0],
    ["hop", 0.25],
    ["joints", 0],
  ]);
  expect(metas()[1]).toMatchObject({ cause: "interrupted" });
  whole = false; // what the disk refused is lost
});

test("nothing starts or goes on while the window is out of focus", async () => {
  await begin();
  drive.leave();
  await record(50);
  expect(state()).toMatchObject({
    recorder: { phase: "idle" },
    problem: { message: expect.stringContaining("focus") },
  });
  drive.hide(true);
  drive.hide(false);
  expect(state().absence).toContain("focus");
  drive.comeBack();
  expect(state().problem).toBeNull();
  await record(50);
  drive.session.command("pause");
  drive.leave();
  drive.session.command("pause");
  await pass(50);
  expect(phase()).toBe("paused");
  drive.comeBack();
  drive.session.command("pause");
  await pass(50);
  expect(phase()).toBe("recording");
});

test("a page that opens without the focus knows", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const seen: (string | null)[] = [];
  const { watchPresence } = await import("../../../../src/renderer/drive/presence.ts");
  const presence = watchPresence((absence) => void seen.push(absence));
  expect(presence.absence).toContain("focus");
  window.dispatchEvent(new Event("focus"));
  expect(seen).toEqual([null]);
  document.dispatchEvent(new Event("freeze"));
  document.dispatchEvent(new Event("resume"));
  expect(seen.slice(1)).toEqual([expect.stringContaining("sleep"), null]);
  presence.dispose();
  await begin();
});

test("there is no going on before a moment is shown", async () => {
  await begin(20);
  await record(200);
  drive.session.command("rewind");
  drive.session.command("keep");
  await pass(10);
  expect(phase()).toBe("rewinding");
  await pass(100);
  expect(state().rewind?.step).toBeGreaterThan(0);
  drive.session.command("keep");
  await pass(100);
  expect(phase()).toBe("recording");
});

test("a stop before the first step keeps nothing and says so", async () => {
  await begin();
  await record(0);
  await stop();
  expect(state().recorder).toMatchObject({ phase: "idle", why: expect.stringContaining("nothing was recorded") });
  expect(drive.recorder).toMatchObject({ open: 0, ends: [] });
});

test("a branch off a recording without a row is an episode of its own", async () => {
  await begin();
  await record(0);
  drive.session.command("rewind");
  await pass(2);
  drive.session.command("keep");
  await pass(100);
  await stop();
  expect(metas()).toMatchObject([{ parent: null, cause: "operator" }]);
});

test("a host that is 10 s behind pauses the episode, which goes on whole", async () => {
  await begin();
  choose({ episodeSeconds: 0 });
  await pass(50);
  drive.setHost(14_000);
  await record(10_500);
  expect(state().recorder).toMatchObject({ phase: "paused", why: expect.stringContaining("does not keep up") });
  drive.setHost(0);
  await pass(15_000);
  drive.session.command("pause");
  await pass(100);
  await stop();
  expect(metas()[0]?.steps).toBeGreaterThan(1250);
});

test("what is recorded so far is on the disk at a pause", async () => {
  await begin();
  await record(100);
  drive.session.command("pause");
  await pass(20);
  expect(state().written).toBe(drive.notes.handed.length);
  expect(state().written % 16).not.toBe(0);
});

test("the card names the dataset that the episode was recorded into", async () => {
  await begin();
  await record(100);
  choose({ dataset: "other" });
  await stop();
  expect(state().review?.dataset).toBe("d");
});

describe("how the pad is read", () => {
  const layout = (invert: boolean): PadLayout => ({
    axes: [0, 1, 2, 3].map((axis) => ({ axis, invert })),
    buttons: Array.from({ length: 17 }, (_, index) => ({ from: "button" as const, index })),
  });
  const profile = (invert: boolean): PadProfile => ({ ...layout(invert), name: "", deadZone: 0.1, expo: 0 });
  const INVERTED = { "Test pad": profile(true) };
  const layouts = () => metas().map(({ controls }) => controls?.layout?.axes[0]?.invert ?? null);
  /** of the stick, as it is handed to the control law where it stands at 0.5 */
  const read = async (): Promise<number | undefined> => {
    Object.assign(navigator.getGamepads()[0]!, { axes: [0.5, 0, 0, 0] });
    await pass(50);
    return drive.session.pad.axes[0];
  };

  test("is said by the header of a redo, whatever was set up meanwhile", async () => {
    await begin();
    await record(100);
    choose({ padProfiles: INVERTED });
    expect(await read()).toBe(0.5);
    drive.session.command("redo");
    await pass(100);
    expect(await read()).toBe(-0.5);
    await stop();
    expect(layouts()).toEqual([true]);
  });

  test("does not change where an episode goes on from the card", async () => {
    await begin();
    await record(100);
    await stop();
    choose({ padProfiles: INVERTED });
    drive.session.command("rewind");
    await pass(50);
    drive.session.command("keep");
    await pass(50);
    expect(state()).toMatchObject({
      recorder: { phase: "looking-back" },
      problem: { message: expect.stringContaining("read in another way") },
    });
    choose({});
    drive.session.command("discard");
    drive.session.command("rewind");
    await pass(50);
    drive.session.command("keep");
    await pass(100);
    expect(phase()).toBe("recording");
    await stop();
    expect(layouts()).toEqual([null, null]);
  });

  test("is in the header of an episode that begins without a device, too", async () => {
    await begin();
    drive.unplug();
    choose({ policy: { id: "p", bytes: new Uint8Array() } });
    await pass(50);
    await record(100);
    await stop();
    expect(metas()).toMatchObject([{ device: null, controls: { deadZone: 0.12, expo: 0, layout: null } }]);
  });

  test("stays: a pad that comes in another layout waits for the episode's end", async () => {
    await begin();
    drive.unplug();
    choose({ policy: { id: "p", bytes: new Uint8Array() }, padProfiles: INVERTED });
    await pass(50);
    await record(50);
    drive.plug();
    await pass(100);
    expect(state()).toMatchObject({ device: { kind: "none" }, recorder: { phase: "recording" } });
    await stop();
    expect(layouts()).toEqual([null]);
    expect(state().device.kind).toBe("pad");
  });
});
