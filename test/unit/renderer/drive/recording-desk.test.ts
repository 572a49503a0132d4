import { expect, test } from "vitest";
import { UNMARKED, createRecordingDesk } from "../../../../src/renderer/drive/recording-desk.ts";
import type { RecordingDesk } from "../../../../src/renderer/drive/recording-desk.ts";
import type { EpisodeOutcome } from "../../../../src/renderer/drive/messages.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { createMemoryBridge, createMemoryHost } from "../../../fakes/memory-bridge.ts";
import { createMemoryRecorder } from "../../../fakes/memory-recorder.ts";
import { sampleId } from "../../../fakes/sample-host.ts";
import { STEADY_HEALTH } from "../../../builders/steady-health.ts";
import { eventually } from "../../../builders/eventually.ts";

function createDesk() {
  const recorder = createMemoryRecorder(sampleId);
  const bridge = createMemoryBridge(createMemoryHost({ recorder, episodes: { d: [] } }));
  const told: string[] = [];
  const desk: RecordingDesk = createRecordingDesk(bridge, {
    written: () => undefined,
    behind: () => void told.push("behind"),
    saved: ({ dataset, summary }) => void told.push(`saved ${dataset} ${summary.cause}`),
    empty: () => void told.push("empty"),
    lost: ({ message }) => void told.push(`lost ${message}`),
    problem: ({ message }) => void told.push(`problem ${message}`),
  });
  const edits = () =>
    bridge.asked.flatMap(({ name, payload }) =>
      name === "datasets/edit" ? (payload as { edits: unknown[] }).edits : [],
    );
  return { desk, recorder, told, edits };
}

const outcome = (steps: number): EpisodeOutcome => ({
  cause: "operator",
  steps,
  return: 0,
  distance: 0,
  health: STEADY_HEALTH,
});

test("a saved episode is left alone until the worker goes on from it", async () => {
  const { desk, recorder, told, edits } = createDesk();
  const first = desk.open("d", episodeStart());
  desk.append(first, stepBatch(0, 32));
  desk.finished(first, outcome(32));
  await eventually(() => expect(told).toEqual(["saved d operator"]));

  const refused = desk.branch(10);
  desk.notBranched(refused);
  expect(desk.branched(refused)).toBe(false);
  expect(desk.number).toBe(first);
  expect(edits()).toEqual([]);

  const second = desk.branch(10);
  expect(second).not.toBe(refused);
  expect(desk.branched(second)).toBe(true);
  expect(desk.number).toBe(second);
  expect(edits()).toEqual([
    { op: "tag", episode: sampleId(0), add: ["abandoned"], remove: [] },
    { op: "drop", episode: sampleId(0) },
  ]);
  desk.append(second, stepBatch(10, 6));
  desk.finished(second, outcome(16));
  await eventually(() => expect(told).toHaveLength(2));
  expect(recorder.episodes.get(sampleId(1))?.meta).toMatchObject({
    steps: 16,
    parent: { episode: sampleId(0), step: 10 },
  });
});

test("a recording whose branch was refused ends as what it is", async () => {
  const { desk, recorder, told } = createDesk();
  const only = desk.open("d", episodeStart());
  desk.append(only, stepBatch(0, 32));
  desk.notBranched(desk.branch(900));
  desk.finished(only, outcome(32));
  await eventually(() => expect(told).toEqual(["saved d operator"]));
  expect(recorder.ends).toMatchObject([{ cause: "operator" }]);
});

test("marks belong to the recording that was in hand", async () => {
  const { desk, told, edits } = createDesk();
  const left = desk.open("d", episodeStart());
  desk.append(left, stepBatch(0, 32));
  desk.mark({ success: false, rating: 2 });
  const next = desk.branch(20);
  desk.finished(left, outcome(32));
  desk.branched(next);
  desk.append(next, stepBatch(20, 12));
  desk.finished(next, outcome(32));
  await eventually(() => expect(told).toEqual(["saved d operator"]));
  expect(edits()).toEqual([
    { op: "label", episode: sampleId(0), success: false },
    { op: "rate", episode: sampleId(0), rating: 2 },
  ]);
  expect(UNMARKED).toEqual({ success: null, rating: null });
});

test("a simulation that breaks down after it told an episode's end does not change that end", async () => {
  const { desk, recorder } = createDesk();
  const only = desk.open("d", episodeStart());
  desk.append(only, stepBatch(0, 32));
  desk.finished(only, { ...outcome(32), cause: "pitch" });
  desk.interrupt();
  await eventually(() => expect(recorder.ends).toMatchObject([{ cause: "pitch" }]));
});

test("a branch that was left stays out of use where a full disk kept its header from saying so", async () => {
  const { desk, recorder, edits } = createDesk();
  const finish = recorder.finish.bind(recorder);
  // The journal takes the episode's place: what the page said of the end is not in it.
  recorder.finish = (request) => {
    const saved = finish(request);
    if (saved === undefined) return undefined;
    return { ...saved, summary: { ...saved.summary, cause: "operator", recovered: true, used: true } };
  };
  const first = desk.open("d", episodeStart());
  desk.append(first, stepBatch(0, 32));
  const second = desk.branch(10);
  desk.finished(first, outcome(32));
  expect(desk.branched(second)).toBe(true);
  await eventually(() =>
    expect(edits()).toEqual([
      { op: "tag", episode: sampleId(0), add: ["abandoned"], remove: [] },
      { op: "drop", episode: sampleId(0) },
    ]),
  );
});
