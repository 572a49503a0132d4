import type { Edit } from "../../../../src/shared/dataset/curation.ts";
import { expect, test } from "vitest";
import { createAppState } from "../../../../src/renderer/state/app-state.ts";
import type { Announcement } from "../../../../src/renderer/state/app-state.ts";
import { createMemoryBridge } from "../../../fakes/memory-bridge.ts";
import { createSampleHost, sampleJob } from "../../../fakes/sample-host.ts";

const open = async () => {
  const bridge = createMemoryBridge(createSampleHost());
  const state = createAppState(bridge);
  await state.refresh();
  return { bridge, state };
};

test("a refresh asks for everything the page shows at once", async () => {
  const { state } = await open();
  expect(state.settings.getState().current.status).toBe("ready");
  expect(state.datasets.getState().list).toMatchObject({ status: "ready" });
  expect(state.policies.getState().list).toMatchObject({ status: "ready" });
  expect(state.jobs.getState().jobs.map((job) => job.id)).toEqual(["job-2", "job-1", "job-0"]);
});

test("episodes are asked for when they are looked at, and again when the host says they changed", async () => {
  const { bridge, state } = await open();
  const loads = () => bridge.asked.filter((one) => one.name === "datasets/episodes").length;
  bridge.emit({ type: "episodes-changed", dataset: "driven" });
  expect(loads()).toBe(0);
  await state.episodes.getState().load("driven");
  bridge.emit({ type: "episodes-changed", dataset: "driven" });
  expect(loads()).toBe(2);
});

test("dropping hides episodes at once, restoring brings them back, a refusal says why and stops", async () => {
  const { bridge, state } = await open();
  await state.episodes.getState().load("driven");
  const rows = () => {
    const remote = state.episodes.getState().byDataset["driven"];
    return remote?.status === "ready" ? remote.value : [];
  };
  const ids = rows()
    .slice(0, 3)
    .map((row) => row.id);
  const edits = (op: "drop" | "restore"): readonly Edit[] => ids.map((episode) => ({ op, episode }));
  expect(await state.episodes.getState().edit("driven", edits("drop"))).toBeNull();
  expect(
    rows()
      .slice(0, 3)
      .every((row) => row.dropped),
  ).toBe(true);
  expect(await state.episodes.getState().edit("driven", edits("restore"))).toBeNull();
  expect(
    rows()
      .slice(0, 3)
      .some((row) => row.dropped),
  ).toBe(false);
  bridge.host.failing["datasets/edit"] = { kind: "disk", message: "The disk is full", remedy: "Free some space." };
  expect(await state.episodes.getState().edit("driven", edits("drop"))).toMatchObject({ kind: "disk" });
  expect(
    rows()
      .slice(0, 3)
      .some((row) => row.dropped),
  ).toBe(false);
});

test("what is announced before anybody listens is told to the first who does, once", async () => {
  const { bridge, state } = await open();
  const failure = { kind: "disk", message: "no room", remedy: "make room" } as const;
  bridge.emit({ type: "problem", failure });
  const first: Announcement[] = [];
  const second: Announcement[] = [];
  state.onAnnouncement((announcement) => first.push(announcement));
  state.onAnnouncement((announcement) => second.push(announcement));
  expect(first).toEqual([{ kind: "problem", failure }]);
  expect(second).toEqual([]);
});

test("a job's end is announced once, and only for jobs that were seen at work", async () => {
  const { bridge, state } = await open();
  const heard: Announcement[] = [];
  const stop = state.onAnnouncement((announcement) => heard.push(announcement));
  const done = sampleJob("job-2", {
    state: "done",
    result: { kind: "policy", policyId: "p", finalLoss: 0.1, meanReturn: 3000 },
  });
  bridge.emit({
    type: "job",
    job: sampleJob("job-2", { progress: { fraction: 0.9, message: "", rate: null, rateUnit: "", secondsLeft: null } }),
  });
  bridge.emit({ type: "job", job: done });
  bridge.emit({ type: "job", job: done });
  bridge.emit({ type: "job", job: sampleJob("job-9", { state: "failed" }) });
  expect(heard).toEqual([{ kind: "job-ended", job: done }]);
  stop();
  bridge.emit({ type: "problem", failure: { kind: "disk", message: "full", remedy: "free" } });
  expect(heard).toHaveLength(1);
});

test("live points and the points asked for make one curve", async () => {
  const { bridge, state } = await open();
  const point = (step: number) => ({ step, epoch: 1, loss: 1 / step, validationLoss: null });
  bridge.emit({ type: "curve", job: "new", points: [point(3), point(4)] });
  bridge.host.curves["new"] = [point(1), point(2), point(3)];
  await state.jobs.getState().loadCurve("new");
  expect(state.jobs.getState().curves["new"]?.map((one) => one.step)).toEqual([1, 2, 3, 4]);
});

test("a refused setting is taken back", async () => {
  const { bridge, state } = await open();
  const shown = () => {
    const { current } = state.settings.getState();
    return current.status === "ready" ? current.value.operator : null;
  };
  expect(await state.settings.getState().change({ operator: "Grace" })).toBeNull();
  expect(bridge.host.settings.operator).toBe("Grace");
  bridge.host.failing["settings/set"] = { kind: "disk", message: "full", remedy: "free" };
  expect(await state.settings.getState().change({ operator: "Alan" })).toMatchObject({ kind: "disk" });
  expect(shown()).toBe("Grace");
});

test("a disposed state hears no more", async () => {
  const { bridge, state } = await open();
  state.dispose();
  bridge.emit({ type: "job", job: sampleJob("late") });
  expect(state.jobs.getState().jobs.some((job) => job.id === "late")).toBe(false);
});
