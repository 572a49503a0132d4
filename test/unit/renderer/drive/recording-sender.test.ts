import { describe, expect, test } from "vitest";
import { createRecordingSender } from "../../../../src/renderer/drive/recording-sender.ts";
import type { SenderEvents } from "../../../../src/renderer/drive/recording-sender.ts";
import type { Failure, Result } from "../../../../src/shared/base/failure.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import type { EpisodeStart } from "../../../../src/shared/dataset/episode.ts";
import type { Bridge } from "../../../../src/shared/ipc/bridge.ts";
import { STEADY_HEALTH } from "../../../builders/steady-health.ts";
import { eventually } from "../../../builders/eventually.ts";

const start: EpisodeStart = {
  source: "human",
  level: "cruise",
  seed: 1,
  fingerprint: "f",
  hopperOptions: {},
  policyId: null,
  device: "keyboard",
  operator: null,
  noise: 0,
  parent: null,
};
const gone: Failure = { kind: "disconnected", message: "the host is gone", remedy: "wait" };
const full: Failure = { kind: "disk", message: "the disk is full", remedy: "free some space" };

function batchAt(first: number): StepBatch {
  return { first, count: 32, columns: {}, snapshots: [], finalObservation: new Float64Array(11) };
}

/** A host that answers one request at a time, when it is told to, and keeps what it was asked. */
function createHost(answer: (name: string, nth: number) => Failure | null = () => null): {
  readonly bridge: Bridge;
  readonly asked: string[];
  readonly most: () => number;
} {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  let pending = 0;
  let most = 0;
  const invoke = async (name: string, payload: unknown): Promise<Result<unknown>> => {
    pending += 1;
    most = Math.max(most, pending);
    await new Promise((resolve) => setTimeout(resolve, 1));
    pending -= 1;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const failure = answer(name, nth);
    const first = name === "recording/append" ? ` ${(payload as { batch: StepBatch }).batch.first}` : "";
    asked.push(`${name.slice(10)}${first}${failure === null ? "" : " ✗"}`);
    if (failure !== null) return { ok: false, failure };
    if (name === "recording/begin") return { ok: true, value: { recording: "r1", episode: "e1" } };
    if (name === "recording/append") {
      const { batch } = payload as { batch: StepBatch };
      return { ok: true, value: { steps: batch.first + batch.count } };
    }
    return { ok: true, value: { id: "e1", name: "Episode 1" } };
  };
  return { bridge: { invoke: invoke as Bridge["invoke"], subscribe: () => () => {} }, asked, most: () => most };
}

function createEvents(): { readonly events: SenderEvents; readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    events: {
      behind: () => void told.push("behind"),
      written: (steps) => void told.push(`written ${steps}`),
      saved: (summary) => void told.push(`saved ${summary.id}`),
      discarded: () => void told.push("discarded"),
      lost: (failure, unsent) => void told.push(`lost ${failure.kind} ${unsent}`),
    },
  };
}

describe("recording sender", () => {
  test("sends begin, every batch in order and one request at a time, then finish", async () => {
    const host = createHost();
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events });
    for (let i = 0; i < 3; i += 1) {
      sender.append(batchAt(i * 32));
      await eventually(() => expect(told.at(-1)).toBe(`written ${(i + 1) * 32}`));
    }
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.at(-1)).toBe("saved e1"));
    expect(host.asked).toEqual(["begin", "append 0", "append 32", "append 64", "finish"]);
    expect(host.most()).toBe(1);
  });

  test("sends what waits at once, so that a slow host does not fall behind", async () => {
    const host = createHost();
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events });
    for (let i = 0; i < 5; i += 1) sender.append(batchAt(i * 32));
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.at(-1)).toBe("saved e1"));
    expect(host.asked).toEqual(["begin", "append 0", "finish"]);
    expect(told).toEqual(["written 160", "saved e1"]);
  });

  test("keeps a batch and tries again while the host is out of reach", async () => {
    const host = createHost((name, nth) => (name === "recording/append" && nth <= 2 ? gone : null));
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events, retryDelays: [1, 1, 1] });
    sender.append(batchAt(0));
    sender.append(batchAt(32));
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.at(-1)).toBe("saved e1"));
    expect(host.asked).toEqual(["begin", "append 0 ✗", "append 0 ✗", "append 0", "finish"]);
    expect(told).toEqual(["written 64", "saved e1"]);
  });

  const ENDED: Failure = { kind: "not-found", message: "the recording is not open any more", remedy: "look" };
  test.each([
    { steps: 64, end: "saved e1", what: "was saved, although the answer never came, is saved" },
    { steps: 32, end: "lost not-found 0", what: "was saved without its last rows is lost" },
    { steps: null, end: "lost not-found 0", what: "is not in the dataset is lost" },
  ])("an episode that $what", async ({ steps, end }) => {
    const host = createHost((name, nth) => (name === "recording/finish" ? (nth === 1 ? gone : ENDED) : null));
    const invoke = (name: string, payload: unknown): Promise<Result<unknown>> => {
      const listed = [{ id: "e0" }, ...(steps === null ? [] : [{ id: "e1", steps }])];
      if (name === "datasets/episodes") return Promise.resolve({ ok: true, value: listed });
      return host.bridge.invoke(name as "recording/append", payload as never);
    };
    const { events, told } = createEvents();
    const bridge: Bridge = { ...host.bridge, invoke: invoke as Bridge["invoke"] };
    const sender = createRecordingSender({ bridge, dataset: "d", start, events, retryDelays: [1] });
    for (const first of [0, 32]) sender.append(batchAt(first));
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.at(-1)).toBe(end));
    expect(told).toEqual(["written 64", end]);
  });

  test("says how many steps are lost when the host refuses, and makes an episode of what it has", async () => {
    const host = createHost((name, nth) => (name === "recording/append" && nth === 2 ? full : null));
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events, retryDelays: [1] });
    sender.append(batchAt(0));
    await eventually(() => expect(told).toEqual(["written 32"]));
    for (let i = 1; i < 3; i += 1) sender.append(batchAt(i * 32));
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.at(-1)).toBe("lost disk 64"));
    sender.append(batchAt(96));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(host.asked).toEqual(["begin", "append 0", "append 32 ✗", "finish"]);
    expect(told).toEqual(["written 32", "lost disk 64"]);
  });

  test("what is to be discarded does not come back because the host refused its rows", async () => {
    const host = createHost((name) => (name === "recording/append" ? gone : null));
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events, retryDelays: [300] });
    sender.append(batchAt(0));
    await eventually(() => expect(host.asked).toEqual(["begin", "append 0 ✗"]));
    sender.discard();
    await eventually(() => expect(host.asked).toEqual(["begin", "append 0 ✗", "append 0 ✗", "discard"]));
    expect(told).toEqual(["lost disconnected 32"]);
  });

  test("a recording that cannot begin is lost at once", async () => {
    const { events, told } = createEvents();
    createRecordingSender({ bridge: createHost(() => full).bridge, dataset: "d", start, events, retryDelays: [] });
    await eventually(() => expect(told).toEqual(["lost disk 0"]));
  });

  test("discarding skips the rows that wait", async () => {
    const host = createHost();
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events });
    for (let i = 0; i < 5; i += 1) sender.append(batchAt(i * 32));
    sender.discard();
    await eventually(() => expect(told).toEqual(["discarded"]));
    expect(host.asked).toEqual(["begin", "discard"]);
  });

  test("a host that is far behind is told of, and every row is kept for it", async () => {
    const host = createHost((name, nth) => (name === "recording/append" && nth === 1 ? gone : null));
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events, retryDelays: [100] });
    for (let i = 0; i < 41; i += 1) sender.append(batchAt(i * 32));
    expect(told).toEqual(["behind", "behind"]);
    sender.finish({ cause: "operator", health: STEADY_HEALTH });
    await eventually(() => expect(told.slice(2)).toEqual([`written ${41 * 32}`, "saved e1"]));
    expect(host.asked).toEqual(["begin", "append 0 ✗", "append 0", "finish"]);
  });

  test("a start that comes to nothing loses the recording with its own words, and begins none", async () => {
    const host = createHost();
    const { events, told } = createEvents();
    const failed = Promise.resolve({ ok: false as const, failure: full });
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start: failed, events });
    sender.append(batchAt(0));
    await eventually(() => expect(told).toEqual(["lost disk 32"]));
    expect(host.asked).toEqual([]);
  });

  test("rows for which nobody pauses end the recording at last, instead of filling the memory", async () => {
    const host = createHost((name) => (name === "recording/append" ? gone : null));
    const { events, told } = createEvents();
    const sender = createRecordingSender({ bridge: host.bridge, dataset: "d", start, events, retryDelays: [60_000] });
    sender.append(batchAt(0));
    await eventually(() => expect(host.asked).toEqual(["begin", "append 0 ✗"]));
    for (let i = 1; i < 400; i += 1) sender.append(batchAt(i * 32));
    await eventually(() => expect(told.at(-1)).toBe(`lost disk ${391 * 32}`));
    await eventually(() => expect(host.asked.at(-1)).toBe("finish"));
  });
});
