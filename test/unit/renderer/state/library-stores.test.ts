import { expect, test } from "vitest";
import { createAppState } from "../../../../src/renderer/state/app-state.ts";
import { createMemoryBridge } from "../../../fakes/memory-bridge.ts";
import { createSampleHost, sampleId } from "../../../fakes/sample-host.ts";

const open = async () => {
  const bridge = createMemoryBridge(createSampleHost());
  const state = createAppState(bridge);
  await state.refresh();
  const asked = (name: string) => bridge.asked.filter((one) => one.name === name);
  return { bridge, state, asked };
};
const dropFirst = { dataset: "driven", edits: [{ op: "drop" as const, episode: sampleId(0) }] };

test("the history is asked for when looked at, and follows what others do", async () => {
  const { bridge, state, asked } = await open();
  await bridge.invoke("datasets/edit", dropFirst);
  expect(asked("datasets/history")).toHaveLength(0);
  await state.curation.getState().load("driven");
  const steps = () => state.curation.getState().byDataset["driven"];
  expect(steps()).toEqual({ undo: "drop 1 episode", redo: null });
  expect(await state.curation.getState().undo("driven")).toBeNull();
  expect(steps()).toEqual({ undo: null, redo: "drop 1 episode" });
  await bridge.invoke("datasets/edit", dropFirst);
  await Promise.resolve();
  expect(steps()).toEqual({ undo: "drop 1 episode", redo: null });
});

test("an undo that is refused says why and leaves the history as it was", async () => {
  const { bridge, state } = await open();
  await bridge.invoke("datasets/edit", dropFirst);
  await state.curation.getState().load("driven");
  bridge.host.failing["datasets/undo"] = { kind: "disk", message: "full", remedy: "free" };
  expect(await state.curation.getState().undo("driven")).toMatchObject({ kind: "disk" });
  expect(state.curation.getState().byDataset["driven"]?.undo).toBe("drop 1 episode");
});

test("each trace is asked for once, in requests of 200, and again where it failed", async () => {
  const { bridge, state, asked } = await open();
  const ids = Array.from({ length: 450 }, (_, index) => sampleId(5000 + index));
  await Promise.all([
    state.traces.getState().want("expert", ids),
    state.traces.getState().want("expert", ids.slice(0, 10)),
  ]);
  const sizes = asked("datasets/traces").map(({ payload }) => (payload as { episodes: string[] }).episodes.length);
  expect(sizes).toEqual([200, 200, 50]);
  expect(state.traces.getState().byEpisode.size).toBe(450);
  expect(state.traces.getState().byEpisode.get(sampleId(5007))?.height).toHaveLength(64);
  bridge.host.failing["datasets/traces"] = { kind: "disk", message: "gone", remedy: "put it back" };
  await state.traces.getState().want("driven", [sampleId(1)]);
  delete bridge.host.failing["datasets/traces"];
  await state.traces.getState().want("driven", [sampleId(1)]);
  expect(state.traces.getState().byEpisode.has(sampleId(1))).toBe(true);
});

test("figures are kept while newer ones are computed, and age when episodes change", async () => {
  const { bridge, state } = await open();
  const entry = () => state.statistics.getState().byDataset["driven"];
  await state.statistics.getState().compute("driven");
  await Promise.resolve();
  expect(entry()).toMatchObject({ stale: false, failure: null, figures: { episodes: 33 } });
  bridge.emit({ type: "episodes-changed", dataset: "driven" });
  bridge.emit({ type: "episodes-changed", dataset: "never looked at" });
  expect(entry()).toMatchObject({ stale: true, figures: { episodes: 33 } });
  expect(state.statistics.getState().byDataset["never looked at"]).toBeUndefined();
  bridge.host.failing["datasets/statistics"] = { kind: "disk", message: "gone", remedy: "put it back" };
  expect(await state.statistics.getState().compute("driven")).toBeNull();
  expect(entry()).toMatchObject({ failure: { kind: "disk" }, figures: { episodes: 33 } });
});

test("more edits than one request may carry go in several", async () => {
  const { state, asked } = await open();
  await state.episodes.getState().load("driven");
  const edits = Array.from({ length: 10_001 }, () => ({ op: "keep" as const, episode: sampleId(0) }));
  expect(await state.episodes.getState().edit("driven", edits)).toBeNull();
  expect(asked("datasets/edit").map(({ payload }) => (payload as { edits: unknown[] }).edits.length)).toEqual([
    10_000, 1,
  ]);
});
