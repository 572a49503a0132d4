// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDriveSession } from "../../../../src/renderer/drive/create-drive-session.ts";
import type { DriveSession } from "../../../../src/renderer/drive/create-drive-session.ts";
import { DEFAULT_CHOICES } from "../../../../src/renderer/drive/drive-choices.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import type { Edit } from "../../../../src/shared/dataset/curation.ts";
import type { EpisodeEnd, EpisodeStart } from "../../../../src/shared/dataset/episode.ts";
import type { Bridge } from "../../../../src/shared/ipc/bridge.ts";
import type { RecorderPhase } from "../../../../src/shared/record/recorder-table.ts";
import { createInMemoryDriveWorker } from "../../../fakes/in-memory-drive-worker.ts";
import { eventually } from "../../../builders/eventually.ts";

interface Tape {
  starts: EpisodeStart[];
  continued: boolean[];
  edits: Edit[];
  steps: number;
  ends: EpisodeEnd[];
  discarded: number;
}

/** A host that takes recordings in, as far as the session can tell. */
function createTapeBridge(tape: Tape): Bridge {
  const answer = (name: string, payload: unknown): unknown => {
    switch (name) {
      case "recording/begin":
        tape.starts.push((payload as { start: EpisodeStart }).start);
        tape.continued.push((payload as { continues: boolean }).continues);
        return { recording: `r${tape.starts.length}`, episode: `e${tape.starts.length}` };
      case "recording/append":
        tape.steps += (payload as { batch: StepBatch }).batch.count;
        return { steps: tape.steps };
      case "recording/finish":
        tape.ends.push((payload as { end: EpisodeEnd }).end);
        return { id: `e${tape.ends.length}`, name: "Episode 1" };
      case "datasets/edit":
        tape.edits.push(...(payload as { edits: Edit[] }).edits);
        return [];
      case "recording/discard":
        tape.discarded += 1;
        return null;
      default:
        throw new Error(`not expected: ${name}`);
    }
  };
  const invoke = (name: string, payload: unknown): Promise<unknown> =>
    Promise.resolve({ ok: true, value: answer(name, payload) });
  return { invoke: invoke as Bridge["invoke"], subscribe: () => () => undefined };
}

let pads: (Gamepad | null)[] = [];
let tape: Tape;
let session: DriveSession;

const fakePad = { index: 0, id: "Test pad", connected: true, mapping: "standard", timestamp: 1 };
const padAt = (x: number): Gamepad =>
  ({
    ...fakePad,
    axes: [x, 0, 0, 0],
    buttons: Array.from({ length: 17 }, () => ({ value: 0, pressed: false, touched: false })),
  }) as unknown as Gamepad;

const reach = (phase: RecorderPhase): Promise<void> =>
  eventually(() => expect(session.store.getState().recorder.phase).toBe(phase));
const useKeyboard = (): void => {
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight", key: "ArrowRight" }));
};

const letGo = async (): Promise<void> => {
  window.dispatchEvent(new KeyboardEvent("keyup", { code: "ArrowRight", key: "ArrowRight" }));
  await eventually(() => expect(Math.abs(session.pad.axes[0] ?? 0)).toBeLessThan(0.01));
};

const whenReady = (): Promise<void> => eventually(() => expect(session.store.getState().worker).toBe("ready"));

beforeEach(async () => {
  pads = [];
  Object.defineProperty(navigator, "getGamepads", { value: () => pads, configurable: true });
  tape = { starts: [], continued: [], edits: [], steps: 0, ends: [], discarded: 0 };
  session = createDriveSession({
    bridge: createTapeBridge(tape),
    onResetCamera: () => undefined,
    startWorker: createInMemoryDriveWorker,
  });
  session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0 });
  await whenReady();
});

afterEach(() => session.dispose());

test("nothing is recorded without a device; the keyboard is one, and says so in the episode", async () => {
  session.command("startStop");
  expect(session.store.getState().problem?.message).toContain("Nothing to drive with");
  expect(session.store.getState().recorder.phase).toBe("idle");

  useKeyboard();
  await eventually(() => expect(session.store.getState().device.kind).toBe("keyboard"));
  expect(session.store.getState().problem).toBeNull();
  session.command("startStop");
  await reach("recording");
  await eventually(() => expect(tape.steps).toBeGreaterThanOrEqual(32));
  session.command("startStop");
  await reach("review");
  expect(tape.starts).toMatchObject([{ source: "human", level: "cruise", device: "keyboard", parent: null }]);
  expect(tape.ends).toMatchObject([{ cause: "operator" }]);
  expect(session.store.getState().review?.outcome.steps).toBe(tape.steps);
  session.command("keep");
  await reach("idle");
  expect(session.store.getState().kept).toBe(1);
});

test("a window that loses the focus pauses the recording and says why; it goes on when the person does", async () => {
  useKeyboard();
  session.command("startStop");
  await reach("recording");
  window.dispatchEvent(new Event("blur"));
  await reach("paused");
  expect(session.store.getState().recorder.why).toContain("lost the focus");
  window.dispatchEvent(new Event("focus"));
  session.command("pause");
  await reach("recording");
  session.command("discard");
  await reach("idle");
  await eventually(() => expect(tape.discarded).toBe(1));
  expect(tape.ends).toEqual([]);
});

test("an unplugged pad pauses, and there is no going on before something drives again", async () => {
  pads = [padAt(0.9)];
  window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: pads[0] }));
  await eventually(() => expect(session.store.getState().device.kind).toBe("pad"));
  session.command("startStop");
  await reach("recording");

  const gone = pads[0];
  pads = [];
  window.dispatchEvent(Object.assign(new Event("gamepaddisconnected"), { gamepad: gone }));
  await reach("paused");
  expect(session.store.getState().recorder.why).toContain("unplugged");
  session.command("pause");
  expect(session.store.getState().recorder.phase).toBe("paused");
  expect(session.store.getState().problem?.remedy).toContain("gamepad");

  pads = [padAt(0.9)];
  window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: pads[0] }));
  await eventually(() => expect(session.store.getState().device.kind).toBe("pad"));
  expect(session.store.getState().problem).toBeNull();
  session.command("pause");
  await reach("recording");
});

test("settings changed over the review hold for the next episode", async () => {
  useKeyboard();
  session.command("startStop");
  await reach("recording");
  await eventually(() => expect(tape.steps).toBeGreaterThan(0));
  session.command("startStop");
  await reach("review");
  session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0, episodeSeconds: 20 });
  await eventually(() => {
    session.command("startStop");
    expect(session.store.getState().recorder.phase).toBe("recording");
  });
  await eventually(() => expect(tape.starts).toHaveLength(2));
  expect(tape.starts.map(({ hopperOptions }) => hopperOptions)).toEqual([{}, { max_episode_steps: 2500 }]);
});

test("rewinding in mid-recording leaves an abandoned branch and goes on from the moment chosen", async () => {
  useKeyboard();
  session.command("startStop");
  await reach("recording");
  await eventually(() => expect(tape.steps).toBeGreaterThan(0));
  await letGo();
  session.command("rewind");
  await reach("rewinding");
  await eventually(() => expect(session.store.getState().rewind).toMatchObject({ oldest: 0, newest: 32, step: 32 }));
  // Wishes that come quicker than the worker's answers add up.
  for (let press = 0; press < 12; press += 1) session.look((session.store.getState().rewind?.step ?? 0) - 1);
  expect(session.store.getState().rewind?.step).toBe(20);
  await new Promise((done) => setTimeout(done, 60));
  expect(session.store.getState().rewind?.step).toBe(20);
  session.command("discard");
  await reach("paused");
  session.command("rewind");
  await eventually(() => expect(session.store.getState().rewind?.step).toBe(32));
  session.look(20);
  await eventually(() => expect(session.store.getState().rewind?.step).toBe(20));
  session.command("keep");
  await reach("recording");
  await eventually(() => expect(tape.starts).toHaveLength(2));
  expect(tape.ends).toMatchObject([{ cause: "abandoned" }]);
  expect(tape.starts[1]).toEqual({ ...tape.starts[0], parent: { episode: "e1", step: 20 } });
  expect(tape.continued).toEqual([false, true]);
  await eventually(() => expect(tape.steps).toBeGreaterThan(32));
  session.command("startStop");
  await reach("review");
  expect(tape.ends[1]).toMatchObject({ cause: "operator" });
  expect(session.store.getState().review).toMatchObject({ episode: "e2" });
});

test("a saved episode can be taken back to, and is then dropped as an abandoned branch", async () => {
  useKeyboard();
  session.command("startStop");
  await reach("recording");
  await eventually(() => expect(tape.steps).toBeGreaterThan(0));
  session.command("startStop");
  await reach("review");
  await letGo();
  session.command("rewind");
  await reach("looking-back");
  // It begins a second before the end, or at the start of what is shorter.
  await eventually(() => expect(session.store.getState().rewind).toMatchObject({ step: 0, newest: 32 }));
  session.command("rewind");
  await reach("review");
  expect(session.store.getState().review).toMatchObject({ episode: "e1" });
  session.command("rewind");
  await eventually(() => expect(session.store.getState().rewind).not.toBeNull());
  session.look(10);
  await eventually(() => expect(session.store.getState().rewind?.step).toBe(10));
  session.command("keep");
  await reach("recording");
  await eventually(() => expect(tape.starts[1]?.parent).toEqual({ episode: "e1", step: 10 }));
  expect(tape.edits).toEqual([
    { op: "tag", episode: "e1", add: ["abandoned"], remove: [] },
    { op: "drop", episode: "e1" },
  ]);
});

test("what the operator marks while driving labels the episode once it is saved, and later at once", async () => {
  useKeyboard();
  session.command("startStop");
  await reach("recording");
  await eventually(() => expect(tape.steps).toBeGreaterThan(0));
  session.command("mark");
  session.command("rateUp");
  expect(session.store.getState().marks).toEqual({ success: true, rating: 3 });
  session.command("startStop");
  await reach("review");
  expect(tape.edits).toEqual([
    { op: "label", episode: "e1", success: true },
    { op: "rate", episode: "e1", rating: 3 },
  ]);
  session.command("mark");
  await eventually(() => expect(tape.edits.slice(2)).toMatchObject([{ op: "label", success: false }, { rating: 3 }]));
  session.command("startStop");
  await reach("recording");
  expect(session.store.getState().marks).toEqual({ success: null, rating: null });
});
