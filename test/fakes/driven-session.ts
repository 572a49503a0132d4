import { vi } from "vitest";
import { createDriveSession } from "../../src/renderer/drive/create-drive-session.ts";
import type { DriveSession } from "../../src/renderer/drive/create-drive-session.ts";
import { DEFAULT_CHOICES } from "../../src/renderer/drive/drive-choices.ts";
import { isBranching } from "../../src/renderer/drive/phases.ts";
import type { Marks } from "../../src/renderer/drive/recording-desk.ts";
import { UNMARKED } from "../../src/renderer/drive/recording-desk.ts";
import type { Failure } from "../../src/shared/base/failure.ts";
import type { Edit } from "../../src/shared/dataset/curation.ts";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { checkDrive } from "./check-drive.ts";
import { createMemoryBridge, createMemoryHost } from "./memory-bridge.ts";
import { createMemoryRecorder } from "./memory-recorder.ts";
import type { MemoryRecorder } from "./memory-recorder.ts";
import { sampleId } from "./sample-host.ts";
import { createTickingDriveWorker } from "./ticking-drive-worker.ts";
import type { TickingWorkerNotes } from "./ticking-drive-worker.ts";

const FULL: Failure = { kind: "disk", message: "The disk is full", remedy: "Free some space." };
const PAD = {
  index: 0,
  id: "Test pad",
  connected: true,
  mapping: "standard",
  timestamp: 1,
  axes: [0, 0, 0, 0],
  buttons: Array.from({ length: 17 }, () => ({ value: 0, pressed: false, touched: false })),
} as unknown as Gamepad;

/** A real session between a ticking worker and a host in memory, on fake timers, with all that can happen around it. */
export interface DrivenSession {
  readonly session: DriveSession;
  readonly recorder: MemoryRecorder;
  readonly notes: TickingWorkerNotes;
  plug(): void;
  unplug(): void;
  leave(): void;
  comeBack(): void;
  hide(hidden: boolean): void;
  /** ms that every answer of the host takes */
  setHost(delay: number): void;
  fillDisk(full: boolean): void;
  fault(): void;
  /** all is well again; from wherever it stands, the operator comes back to free driving, and records once more */
  settle(): Promise<void>;
  /** what is not true of all that is stored; `whole`: or is lost of it */
  complaints(how: { readonly whole: boolean }): readonly string[];
  dispose(): Promise<void>;
}

export async function createDrivenSession({
  latency,
  falls,
}: Pick<TickingWorkerNotes, "latency" | "falls">): Promise<DrivenSession> {
  let pads: Gamepad[] = [];
  let hidden = false;
  Object.defineProperty(navigator, "getGamepads", { value: () => pads, configurable: true });
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });

  const recorder = createMemoryRecorder(sampleId);
  const host = createMemoryHost({ recorder, episodes: { d: [] } });
  const memory = createMemoryBridge(host);
  let delay = 0;
  const edits: Edit[] = [];
  const finishes: string[] = [];
  let discards = 0;
  const invoke: Bridge["invoke"] = async (name, payload) => {
    if (delay > 0) await new Promise((done) => setTimeout(done, delay));
    const result = await memory.invoke(name, payload);
    const { recording = "", edits: made = [] } = payload as { recording?: string; edits?: Edit[] };
    if (name === "recording/finish" && result.ok) finishes.push(recording);
    if (name === "recording/discard" && result.ok) discards += 1;
    if (name === "datasets/edit" && result.ok) edits.push(...made);
    return result;
  };

  const notes: TickingWorkerNotes = { latency, falls, handed: [], begun: new Map() };
  /** the recording that a mark belongs to */
  let inHand = 0;
  const marked = new Map<number, Marks>();
  let worker = createTickingDriveWorker(notes);
  const startWorker = (): typeof worker => {
    worker = createTickingDriveWorker(notes);
    const { postMessage } = worker;
    worker.postMessage = (message, transfer) => {
      if (message.type === "begin") inHand = message.episode;
      postMessage(message, transfer);
    };
    let listener: typeof worker.onmessage = null;
    Object.defineProperty(worker, "onmessage", {
      get: () => (event: MessageEvent) => {
        if (event.data.type === "branched" && isBranching(session.store.getState().recorder.phase))
          inHand = event.data.episode;
        listener?.(event);
      },
      set(next: typeof worker.onmessage) {
        listener = next;
      },
    });
    return worker;
  };
  const session = createDriveSession({
    bridge: { ...memory, invoke },
    onResetCamera: () => undefined,
    startWorker,
  });
  let marksBefore: Marks = UNMARKED;
  session.store.subscribe(({ marks }) => {
    if (marks !== marksBefore && marks !== UNMARKED) marked.set(inHand, marks);
    marksBefore = marks;
  });

  const phase = (): string => session.store.getState().recorder.phase;
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  const until = async (what: string, done: () => boolean): Promise<void> => {
    for (let waited = 0; waited < 400 && !done(); waited += 1) await pass(50);
    if (!done()) throw new Error(`${what}: still ${phase()} after 20 s`);
  };
  const ready = (): boolean => session.store.getState().worker === "ready";

  const drive: DrivenSession = {
    session,
    recorder,
    notes,
    plug(): void {
      if (pads.length > 0) return;
      pads = [PAD];
      window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: PAD }));
    },
    unplug(): void {
      if (pads.length === 0) return;
      pads = [];
      window.dispatchEvent(Object.assign(new Event("gamepaddisconnected"), { gamepad: PAD }));
    },
    leave: () => void window.dispatchEvent(new Event("blur")),
    comeBack: () => void window.dispatchEvent(new Event("focus")),
    hide(next): void {
      hidden = next;
      document.dispatchEvent(new Event("visibilitychange"));
    },
    setHost: (ms) => (delay = ms),
    fillDisk(full): void {
      if (full) host.failing["recording/append"] = FULL;
      else delete host.failing["recording/append"];
    },
    fault: () => worker.fault(),
    async settle(): Promise<void> {
      delay = 0;
      drive.fillDisk(false);
      drive.hide(false);
      drive.comeBack();
      drive.plug();
      await pass(100);
      if (session.store.getState().worker === "faulted") session.restart();
      await until("the worker", ready);
      for (let presses = 0; presses < 8 && phase() !== "idle"; presses += 1) {
        if (phase() === "rewinding" || phase() === "looking-back") session.command("discard");
        else if (phase() === "review" || phase() === "failed") {
          session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0 });
          session.command("keep");
        } else session.command("startStop");
        await pass(100);
        await until("a phase that leaves by itself", () => !/ing$|countdown|branching-back/.test(phase()) || isOpen());
      }
      await until("the way back to free driving", () => phase() === "idle");
      session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0 });
      await pass(100);
      await until("the host", () => recorder.open === 0);
      const before = recorder.ends.length;
      session.command("startStop");
      await pass(100);
      if (phase() === "recording") session.command("startStop");
      await until("the last episode", () => phase() === "review" || phase() === "idle");
      if (recorder.ends.length !== before + 1) throw new Error("no episode came of the last recording");
      session.command("keep");
      await pass(100);
    },
    complaints: (how) => checkDrive({ recorder, notes, edits, finishes, discards, marked, open: recorder.open }, how),
    async dispose(): Promise<void> {
      delay = 0;
      session.dispose();
      for (let waited = 0; waited < 60 && (waited < 20 || recorder.open > 0); waited += 1) await pass(50);
    },
  };

  const isOpen = (): boolean =>
    session.store.getState().countdown !== null || /recording|rewinding|resuming/.test(phase());

  session.configure({ ...DEFAULT_CHOICES, dataset: "d", countdownSeconds: 0 });
  drive.comeBack();
  drive.plug();
  for (let waited = 0; waited < 20 && !(ready() && session.store.getState().device.kind === "pad"); waited += 1)
    await pass(50);
  await pass(50);
  return drive;
}
