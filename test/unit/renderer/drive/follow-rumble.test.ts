// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { INITIAL_STATE } from "../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../src/renderer/drive/drive-state.ts";
import { followRumble } from "../../../../src/renderer/drive/follow-rumble.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import { createHopWatch } from "../../../../src/renderer/drive/watch-hops.ts";
import type { Shake } from "../../../../src/renderer/input/shake.ts";
import { createPadInfo } from "../../../builders/pad-info.ts";

let contact = false;
let hidden = false;
const told: (Shake | "still")[] = [];
const store = createStore<DriveState>()(() => ({
  ...INITIAL_STATE,
  device: { kind: "pad", pad: createPadInfo("pad") },
}));
/** Looks at the hopper, one at least however slow the page is. */
async function looks(count: number): Promise<void> {
  await new Promise((done) => setTimeout(done, count * 20));
}
/** ms; more than pulses keep apart */
const APART = 120;
let end: (() => void) | null = null;

/** Falls at two metres a second, upright. */
function readFrame(frame: Float64Array): boolean {
  frame[FRAME.epoch] = 1;
  frame[FRAME.height] = 1.2;
  frame[FRAME.contact] = contact ? 1 : 0;
  frame[FRAME.poses + 1] = 1;
  frame[FRAME.previousPoses + 1] = 1 + 2 / 125;
  return true;
}
async function land(): Promise<void> {
  contact = false;
  await looks(3);
  await new Promise((done) => setTimeout(done, APART));
  contact = true;
  await looks(3);
}

beforeEach(() => {
  contact = false;
  hidden = false;
  told.splice(0);
  store.setState({ ...INITIAL_STATE, device: { kind: "pad", pad: createPadInfo("pad") } });
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
});
afterEach(() => {
  end?.();
  vi.restoreAllMocks();
});
const follow = (strength: number): void => {
  end = followRumble(createHopWatch({ store, readFrame }), strength, {
    shake: (_index, shake) => told.push(shake),
    still: () => told.push("still"),
  });
};

test("a landing is felt, and half the strength halves both motors", async () => {
  follow(1);
  await land();
  end?.();
  const [full] = told;
  told.splice(0);
  follow(0.5);
  await land();
  const [half] = told;
  if (typeof full !== "object" || typeof half !== "object") throw new Error("no shake");
  expect(half).toEqual({ strong: full.strong / 2, weak: full.weak / 2, duration: full.duration });
});

test("a pause stills what shakes, and nothing shakes in it or for the keyboard", async () => {
  follow(1);
  await land();
  store.setState({ recorder: { ...INITIAL_STATE.recorder, phase: "paused" } });
  await looks(3);
  expect(told.map((one) => typeof one)).toEqual(["object", "string"]);
  await land();
  store.setState({ recorder: INITIAL_STATE.recorder, device: { kind: "keyboard" } });
  await land();
  expect(told).toHaveLength(2);
});

test("a page that hides stills its pad at once, and coming back is no landing", async () => {
  follow(1);
  await land();
  contact = false;
  await looks(6);
  hidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  expect(told.at(-1)).toBe("still");
  contact = true;
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await looks(3);
  expect(told.at(-1)).toBe("still");
});
