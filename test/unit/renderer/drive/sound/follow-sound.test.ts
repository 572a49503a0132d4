// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { INITIAL_STATE } from "../../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../../src/renderer/drive/drive-state.ts";
import { FRAME } from "../../../../../src/renderer/drive/records.ts";
import { followSound } from "../../../../../src/renderer/drive/sound/follow-sound.ts";
import { createSoundPlayer } from "../../../../../src/renderer/drive/sound/sound-player.ts";
import { createHopWatch } from "../../../../../src/renderer/drive/watch-hops.ts";
import type { SoundPlayer } from "../../../../../src/renderer/drive/sound/sound-player.ts";

const store = createStore<DriveState>()(() => INITIAL_STATE);
let contact = false;
let hidden = false;
let heard: string[] = [];
let hums: number[] = [];
let awake = false;
let end: (() => void) | null = null;

const player: SoundPlayer = {
  get awake() {
    return awake;
  },
  wake() {
    awake = true;
    heard.push("wake");
  },
  sleep() {
    awake = false;
    heard.push("sleep");
  },
  playWorld: () => heard.push("world"),
  playCue: () => heard.push("cue"),
  hum: ({ gain }) => hums.push(gain),
  setWorld: (open) => heard.push(open ? "open" : "shut"),
  dispose: () => heard.push("disposed"),
};
/** Each answer once, in the order in which it first came. */
const once = (): readonly string[] => [...new Set(heard)];
/** Looks at the hopper, one at least however slow the page is. */
async function looks(count = 3): Promise<void> {
  await new Promise((done) => setTimeout(done, count * 20));
}
/** Falls at two metres a second, upright, with its motors at half. */
function readFrame(frame: Float64Array): boolean {
  frame[FRAME.epoch] = 1;
  frame[FRAME.running] = 1;
  frame[FRAME.height] = 1.2;
  frame[FRAME.contact] = contact ? 1 : 0;
  frame.fill(0.5, FRAME.action, FRAME.action + 3);
  frame[FRAME.poses + 1] = 1;
  frame[FRAME.previousPoses + 1] = 1 + 2 / 125;
  return true;
}

beforeEach(() => {
  contact = false;
  hidden = false;
  awake = false;
  heard = [];
  hums = [];
  store.setState({ ...INITIAL_STATE, worker: "ready" }, true);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
});
afterEach(() => {
  end?.();
  vi.restoreAllMocks();
});
const follow = (): void => {
  end = followSound({ store }, createHopWatch({ store, readFrame }), 30, () => player);
};

test("nothing is asked to sound before something is pressed; then a landing is heard", async () => {
  follow();
  await looks();
  expect(heard).not.toContain("wake");
  store.setState({ device: { kind: "keyboard" } });
  await looks();
  contact = true;
  await looks();
  expect(once()).toEqual(["open", "wake", "world"]);
  expect(hums.at(-1)).toBeGreaterThan(0);
});

test("a pause shuts the hopper out, and a worker that fails hums no more", async () => {
  follow();
  await looks();
  store.setState({ recorder: { ...INITIAL_STATE.recorder, phase: "paused" } });
  heard = [];
  contact = true;
  await looks();
  expect(once()).toEqual(["shut"]);
  store.setState({ worker: "faulted" });
  await looks();
  expect(hums.at(-1)).toBe(0);
});

test("a hidden page sleeps at once and tells nothing; when it is seen again it wakes", async () => {
  store.setState({ device: { kind: "keyboard" } });
  follow();
  await looks();
  heard = [];
  hidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  store.setState({ countdown: 2 });
  expect(once()).toEqual(["sleep"]);
  hidden = false;
  heard = [];
  await new Promise((done) => setTimeout(done, 520));
  await looks();
  expect(heard).toContain("wake");
});

test("a countdown is heard, and after the end nothing is", async () => {
  follow();
  store.setState({ countdown: 3 });
  store.setState({ countdown: 2 });
  expect(heard).toEqual(["cue", "cue"]);
  end?.();
  store.setState({ countdown: 1 });
  contact = true;
  await looks();
  expect(heard).toEqual(["cue", "cue", "disposed"]);
});

test("where there is no Web Audio a player is silent and says nothing", () => {
  const silent = createSoundPlayer(30);
  silent.wake();
  silent.playCue([]);
  silent.hum({ gain: 0.1, pitch: 100 });
  silent.sleep();
  expect(silent.awake).toBe(false);
  silent.dispose();
});

test("the context is asked for once, by the first wake", () => {
  const made = vi.fn<() => null>(() => null);
  const waking = createSoundPlayer(30, made);
  expect(made).not.toHaveBeenCalled();
  waking.wake();
  waking.wake();
  expect(made).toHaveBeenCalledTimes(1);
  waking.dispose();
});
