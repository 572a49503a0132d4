import { describe, expect, test } from "vitest";
import { mailboxBytes, openMailbox } from "../../../../src/renderer/drive/mailbox.ts";
import type { FromWorker, RunSpec } from "../../../../src/renderer/drive/messages.ts";
import { FRAME, PAD, sharedNow } from "../../../../src/renderer/drive/records.ts";
import { TAKE_OVER } from "../../../../src/renderer/drive/worker/change-plan.ts";
import { createEngine } from "../../../../src/renderer/drive/worker/engine.ts";
import type { Engine } from "../../../../src/renderer/drive/worker/engine.ts";
import { STEP_COLUMNS, STEP_SOURCES, allocateColumn } from "../../../../src/shared/dataset/columns.ts";
import type { ColumnArray, StepBatch } from "../../../../src/shared/dataset/columns.ts";
import type { Episode } from "../../../../src/shared/dataset/episode.ts";
import { sliceBatch } from "../../../../src/shared/dataset/slice-batch.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { shippedPolicy } from "../../../../bench/driving/takeovers.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { verifyEpisode } from "../../../../src/shared/dataset/verify.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import type { Push } from "../../../../src/shared/sim/types.ts";

interface Bench {
  readonly engine: Engine;
  readonly told: FromWorker[];
  /** to be called whenever the engine looks at the clock */
  readonly hook: { onNow: (() => void) | null };
  pad(axis: number, at?: number): void;
  frame(): Float64Array;
  until<T extends FromWorker["type"]>(type: T): Promise<Extract<FromWorker, { type: T }>>;
}

/** Waits behind the messages that are queued now: the engine's own, which would keep timers waiting here. */
function turn(): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve(null);
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** The real engine on this thread, with shared memory as in the page. */
function createBench(run: RunSpec): Bench {
  const told: FromWorker[] = [];
  const shared = {
    pad: new SharedArrayBuffer(mailboxBytes(PAD.size)),
    frame: new SharedArrayBuffer(mailboxBytes(FRAME.size)),
  };
  const padBox = openMailbox(shared.pad, PAD.size);
  const frameBox = openMailbox(shared.frame, FRAME.size);
  const hook: Bench["hook"] = { onNow: null };
  const engine = createEngine(
    (message) => told.push(message),
    () => {
      hook.onNow?.();
      return sharedNow();
    },
  );
  engine.handle({ type: "init", lead: 0, shared });
  engine.handle({ type: "load", run });
  return {
    engine,
    told,
    hook,
    pad(axis, at = sharedNow()): void {
      const values = new Float64Array(PAD.size);
      values[PAD.time] = at;
      values[PAD.device] = 1;
      values[PAD.axes] = axis;
      padBox.write(values);
    },
    frame(): Float64Array {
      const out = new Float64Array(FRAME.size);
      frameBox.read(out);
      return out;
    },
    async until(type) {
      const deadline = Date.now() + 20_000;
      while (Date.now() < deadline) {
        const found = told.find((message) => message.type === type);
        if (found !== undefined) return found as never;
        await turn();
      }
      throw new Error(`no "${type}" among ${told.map((message) => message.type).join(", ")}`);
    },
  };
}

function episodeOf(batches: readonly StepBatch[], fingerprint: string | null): Episode {
  const columns: Record<string, ColumnArray> = {};
  for (const name of Object.keys(STEP_COLUMNS) as (keyof typeof STEP_COLUMNS)[]) {
    const parts = batches.map((batch) => batch.columns[name]!);
    const whole = allocateColumn(
      STEP_COLUMNS[name],
      batches.reduce((sum, batch) => sum + batch.count, 0),
    );
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    columns[name] = whole;
  }
  const steps = batches.reduce((sum, batch) => sum + batch.count, 0);
  return {
    columns,
    snapshots: batches.flatMap((batch) => batch.snapshots),
    meta: {
      source: "human",
      level: "cruise",
      seed: 4,
      hopperOptions: { max_episode_steps: 150 },
      policyId: null,
      device: null,
      operator: null,
      noise: 0,
      parent: null,
      id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
      createdAt: "2026-11-21T10:00:00Z",
      steps,
      return: 0,
      terminated: false,
      truncated: true,
      cause: "time-limit",
      health: null,
      recovered: false,
      replays: null,
      fingerprint,
      finalObservation: [...batches.at(-1)!.finalObservation],
    },
  };
}

/** Records an episode of 150 steps at twice real time, with `pushes` sent as soon as their step is next. */
async function record(
  bench: Bench,
  pushes: readonly (Push & { readonly at: number })[] = [],
): Promise<{ readonly batches: readonly StepBatch[]; readonly fingerprint: string }> {
  const { fingerprint } = await bench.until("loaded");
  bench.engine.handle({ type: "scale", autoSlow: false, value: 2 });
  bench.engine.handle({ type: "begin", episode: 7, seed: 4 });
  // Here the engine sleeps on the very thread that should renew the sample: one that will not age stands in.
  bench.pad(0.6, sharedNow() + 60_000);
  const left = [...pushes];
  bench.hook.onNow = () => {
    while (left[0] !== undefined && bench.frame()[FRAME.steps]! >= left[0].at) {
      const { body, x, z } = left.shift()!;
      bench.engine.handle({ type: "push", push: { body, x, z } });
    }
  };
  bench.engine.handle({ type: "run" });
  const ended = await bench.until("ended");
  expect(ended).toEqual({ type: "ended", episode: 7, cause: "time-limit" });
  bench.engine.handle({ type: "finish", cause: "operator" });
  return { batches: bench.told.flatMap((message) => (message.type === "batch" ? [message.batch] : [])), fingerprint };
}

const MLP = { kind: "mlp", inputs: 11, outputs: 3, activation: "relu" } as const;

const cruise = {
  kind: "person",
  person: { level: "cruise", sticks: { deadZone: 0.1, expo: 0 } },
  task: { maxSteps: 150, noise: 0 },
} as const satisfies RunSpec;

describe("drive engine", () => {
  test("records every step once, by its own clock, with truthful times", async () => {
    const bench = createBench(cruise);
    const { batches } = await record(bench);
    expect(batches.map((batch) => [batch.first, batch.count])).toEqual([
      ...Array.from({ length: 9 }, (_, i) => [i * 16, 16]),
      [144, 6],
    ]);
    const finished = await bench.until("finished");
    expect(finished.outcome).toMatchObject({ cause: "time-limit", steps: 150 });
    expect(finished.outcome.distance).toBeGreaterThan(0.2);
    const { columns } = episodeOf(batches, null);
    const wall = columns.wall_time!;
    const missed = columns.missed_ticks!;
    expect(wall[0]).toBe(0);
    for (let i = 1; i < 150; i += 1) {
      expect(wall[i]!).toBeGreaterThan(wall[i - 1]!);
      // Steps done and missed together are the grid points that have passed: nothing is stretched, nothing hidden.
      expect(Math.abs(i + missed[i]! - missed[0]! - wall[i]! / 0.004)).toBeLessThan(2.5);
    }
    expect([...new Set(columns.time_scale)]).toEqual([2]);
    expect(columns.pad_axes![0]).toBeCloseTo(0.6, 6);
    expect(columns.intent![0]).toBeGreaterThan(1);
    expect(columns.pad_age!.every((age) => age >= 0 && age < 2)).toBe(true);
    expect(columns.level!.every((level) => level === 4)).toBe(true);
  });

  test("goes back to an earlier moment and records on from there, as one whole episode that verifies", async () => {
    const bench = createBench(cruise);
    const { batches, fingerprint } = await record(bench);
    bench.engine.handle({ type: "look", step: Infinity });
    expect(await bench.until("looked")).toEqual({ type: "looked", step: 150, oldest: 0, newest: 150 });
    bench.engine.handle({ type: "look", step: 70 });
    const first = episodeOf(batches, fingerprint);
    expect(bench.frame()[FRAME.height]).toBe(first.columns.observation![70 * 11]);
    bench.told.length = 0;
    bench.engine.handle({ type: "branch", episode: 8, step: 70 });
    // No recording was open: the one that ended is not finished a second time.
    expect(bench.told).toEqual([{ type: "branched", episode: 8, step: 70 }]);
    bench.pad(0.1, sharedNow() + 60_000);
    bench.engine.handle({ type: "run" });
    expect(await bench.until("ended")).toMatchObject({ episode: 8, cause: "time-limit" });
    bench.engine.handle({ type: "finish", cause: "operator" });
    expect((await bench.until("finished")).outcome.steps).toBe(150);
    const branch = bench.told.flatMap((message) => (message.type === "batch" ? [message.batch] : []));
    expect(branch[0]!.first).toBe(70);
    const whole = episodeOf([sliceBatch(first, 0, 70, branch[0]!.finalObservation), ...branch], fingerprint);
    expect(verifyEpisode(whole, (options) => createHopper(options))).toMatchObject({ status: "replays" });
    const { missed_ticks: missed, pad_axes: axes, wall_time: wall } = whole.columns;
    expect([axes![69 * 4], axes![70 * 4]]).toEqual([Math.fround(0.6), Math.fround(0.1)]);
    for (let i = 1; i < 150; i += 1) {
      expect(missed![i]!).toBeGreaterThanOrEqual(missed![i - 1]!);
      expect(wall![i]!).toBeGreaterThan(wall![i - 1]!);
    }
  });

  test("a branch from the middle of a recording hands its rows over first", async () => {
    const bench = createBench(cruise);
    await bench.until("loaded");
    bench.engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.4, sharedNow() + 60_000);
    bench.engine.handle({ type: "run" });
    await bench.until("batch");
    bench.engine.handle({ type: "halt" });
    bench.engine.handle({ type: "look", step: 5 });
    bench.engine.handle({ type: "branch", episode: 2, step: 5 });
    const finished = await bench.until("finished");
    const rows = bench.told.flatMap((message) => (message.type === "batch" ? [message] : []));
    expect(finished.episode).toBe(1);
    expect(rows.every(({ episode }) => episode === 1)).toBe(true);
    expect(finished.outcome.steps).toBe(rows.reduce((sum, { batch }) => sum + batch.count, 0));
    expect(bench.frame()[FRAME.steps]).toBe(5);
  });

  test("says why it cannot go on from a moment, and leaves the recording that is open as it was", async () => {
    const bench = createBench({ ...cruise, task: { maxSteps: 20, noise: 0 } });
    const { engine, told } = bench;
    const refused = (step: number): string => {
      told.length = 0;
      engine.handle({ type: "branch", episode: 2, step });
      expect(told.map(({ type }) => type)).toEqual(["not-branched"]);
      return told[0]?.type === "not-branched" ? told[0].failure.message : "";
    };
    expect(refused(0)).toContain("no episode is kept");
    engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.4, sharedNow() + 60_000);
    for (let i = 0; i < 18; i += 1) engine.handle({ type: "step" });
    expect(refused(19)).toContain("only steps 0 to 18 are kept");
    for (let i = 0; i < 2; i += 1) engine.handle({ type: "step" });
    expect(refused(20)).toContain("time-limit");
    engine.handle({ type: "finish", cause: "operator" });
    expect(told.at(-1)).toMatchObject({ type: "finished", episode: 1, outcome: { steps: 20, cause: "time-limit" } });
    expect(refused(20)).toContain("time-limit");
    // Another run is loaded: what was recorded before is gone with it.
    engine.handle({ type: "load", run: cruise });
    expect(refused(0)).toContain("no episode is kept");
  });

  test("disturbs the executed torques and keeps the clean ones as labels; the episode still verifies", async () => {
    const bench = createBench({ ...cruise, task: { maxSteps: 150, noise: 0.1 } });
    const { batches, fingerprint } = await record(bench);
    const episode = episodeOf(batches, fingerprint);
    const { action, action_label: label } = episode.columns;
    const differences = [...action!].map((value, i) => value - label![i]!);
    const deviation = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    expect(deviation).toBeGreaterThan(0.05);
    expect(deviation).toBeLessThan(0.13);
    expect(verifyEpisode(episode, (options) => createHopper(options))).toMatchObject({ status: "replays" });
  });

  test("a person takes over from a policy and hands back: every row says who acted", async () => {
    const policy = encodePolicy(buildPolicy({ architecture: { ...MLP, hidden: [8] } }));
    const bench = createBench({
      kind: "policy",
      bytes: policy,
      person: cruise.person,
      task: { maxSteps: 60, noise: 0 },
    });
    await bench.until("loaded");
    bench.engine.handle({ type: "scale", autoSlow: false, value: 2 });
    bench.engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.5, sharedNow() + 60_000);
    bench.hook.onNow = () => {
      const steps = bench.frame()[FRAME.steps] ?? 0;
      if (steps === 4) bench.engine.handle({ type: "hold", human: true, now: true });
      if (steps === 8) bench.engine.handle({ type: "hold", human: false, now: true });
    };
    bench.engine.handle({ type: "run" });
    await bench.until("ended");
    bench.engine.handle({ type: "finish", cause: "operator" });
    const { columns, meta } = episodeOf(
      bench.told.flatMap((message) => (message.type === "batch" ? [message.batch] : [])),
      null,
    );
    expect(meta.steps).toBeGreaterThan(10);
    const sources = [...columns.source!].slice(0, 10).map((code) => STEP_SOURCES[code]);
    const expected = [...Array(4).fill("policy"), ...Array(4).fill("human"), "policy", "policy"];
    expect(sources).toEqual(expected);
    expect([...columns.takeover!].slice(0, 10)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  test("a takeover waits for a good moment: the policy's rows go on until then, and the episode verifies", async () => {
    const bench = createBench({
      kind: "policy",
      bytes: shippedPolicy(),
      person: cruise.person,
      task: { maxSteps: 150, noise: 0 },
    });
    const { fingerprint } = await bench.until("loaded");
    bench.engine.handle({ type: "scale", autoSlow: false, value: 2 });
    bench.engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.5, sharedNow() + 60_000);
    bench.hook.onNow = () => {
      if (bench.frame()[FRAME.steps] === 40) bench.engine.handle({ type: "hold", human: true, now: false });
    };
    bench.engine.handle({ type: "run" });
    await bench.until("changed-hands");
    await bench.until("ended");
    bench.engine.handle({ type: "finish", cause: "operator" });
    const batches = bench.told.flatMap((message) => (message.type === "batch" ? [message.batch] : []));
    const episode = episodeOf(batches, fingerprint);
    const { source, takeover } = episode.columns;
    const sources = [...source!].map((code) => STEP_SOURCES[code]);
    const first = sources.indexOf("human");
    expect(first).toBeGreaterThanOrEqual(40 + TAKE_OVER.lead);
    expect(first).toBeLessThan(140);
    expect(sources).toEqual([...Array(first).fill("policy"), ...Array(150 - first).fill("human")]);
    expect([...takeover!].flatMap((mark, row) => (mark === 1 ? [row] : []))).toEqual([first]);
    expect(bench.told.filter(({ type }) => type === "changed-hands")).toHaveLength(1);
    expect(verifyEpisode(episode, (options) => createHopper(options))).toMatchObject({ status: "replays" });
  });

  test("slows down while a fall is near, and says so in every row", async () => {
    const torque = { level: "torque", sticks: { deadZone: 0.1, expo: 0 } } as const;
    const bench = createBench({ kind: "person", person: torque, task: { maxSteps: 150, noise: 0 } });
    await bench.until("loaded");
    bench.engine.handle({ type: "scale", autoSlow: true, value: 1 });
    bench.engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.9, sharedNow() + 60_000);
    bench.engine.handle({ type: "run" });
    await bench.until("ended");
    bench.engine.handle({ type: "finish", cause: "operator" });
    const { columns } = episodeOf(
      bench.told.flatMap((message) => (message.type === "batch" ? [message.batch] : [])),
      null,
    );
    const scales = [...columns.time_scale!];
    expect(scales[0]).toBe(1);
    expect(scales.at(-1)).toBe(0.25);
  });

  test("shows a recorded episode again exactly, also from the middle", async () => {
    const { batches, fingerprint } = await record(createBench(cruise));
    const episode = episodeOf(batches, fingerprint);
    const replay = createBench({ kind: "episode", episode });
    expect(await replay.until("loaded")).toMatchObject({ manner: "simulated", why: null });
    for (const step of [0, 1, 124, 125, 149, 150, 40]) {
      replay.engine.handle({ type: "seek", step });
      const frame = replay.frame();
      expect(frame[FRAME.position]).toBe(step);
      const height = step < 150 ? episode.columns.observation![step * 11] : episode.meta.finalObservation[0];
      expect(frame[FRAME.height]).toBe(height);
      if (step < 150) expect(frame[FRAME.x]).toBe(episode.columns.x![step]);
    }
  });

  test("records pushes with the steps that take them, so that the episode verifies bit for bit", async () => {
    const { batches, fingerprint } = await record(createBench(cruise), [
      { at: 20, body: "torso", x: 2.1, z: 0.3 },
      { at: 60, body: "foot", x: -1, z: 0.7 },
      { at: 60, body: "torso", x: -0.1, z: 0 },
      { at: 125, body: "leg", x: 30, z: 40 },
    ]);
    const episode = episodeOf(batches, fingerprint);
    const push = episode.columns.push!;
    const pushed = Array.from({ length: 150 }, (_, step) => Array.from(push.subarray(step * 8, step * 8 + 8))).filter(
      (row) => row.some((value) => value !== 0),
    );
    const f = Math.fround;
    expect(pushed).toEqual([
      [f(2.1), f(0.3), 0, 0, 0, 0, 0, 0],
      [f(-0.1), 0, 0, 0, 0, 0, -1, f(0.7)],
      // Bounded at 8 N·s.
      [0, 0, 0, 0, f(4.8), f(6.4), 0, 0],
    ]);
    expect(verifyEpisode(episode, createHopper)).toMatchObject({ status: "replays" });
    const { push: _push, ...without } = episode.columns;
    expect(verifyEpisode({ ...episode, columns: without }, createHopper)).toMatchObject({ status: "differs" });

    const replay = createBench({ kind: "episode", episode });
    expect(await replay.until("loaded")).toMatchObject({ manner: "simulated" });
    for (const step of [124, 149, 30]) {
      replay.engine.handle({ type: "seek", step });
      expect(replay.frame()[FRAME.height]).toBe(episode.columns.observation![step * 11]);
      expect(replay.frame()[FRAME.x]).toBe(episode.columns.x![step]);
    }
    // A recorded episode keeps to its own pushes.
    replay.engine.handle({ type: "push", push: { body: "torso", x: 5, z: 5 } });
    replay.engine.handle({ type: "step" });
    expect(replay.frame()[FRAME.x]).toBe(episode.columns.x![31]);
  });

  test("a push moves what is simulated anew by the next step, and one that is none is refused", async () => {
    const speedAfter = async (push: Push | null): Promise<number> => {
      const bench = createBench({ kind: "scripted", speed: [1, 1] });
      await bench.until("loaded");
      bench.engine.handle({ type: "reset", seed: 3 });
      if (push !== null) bench.engine.handle({ type: "push", push });
      bench.engine.handle({ type: "step" });
      return bench.frame()[FRAME.speed]!;
    };
    expect(await speedAfter({ body: "torso", x: 3, z: 0 })).toBeGreaterThan((await speedAfter(null)) + 0.1);
    const bench = createBench(cruise);
    await bench.until("loaded");
    bench.engine.handle({ type: "push", push: { body: "torso", x: Number.NaN, z: 0 } });
    expect((await bench.until("fault")).failure.kind).toBe("invalid-input");
  });

  test("shows an imported episode as the states it stores, with x added up from the speed", async () => {
    const { batches } = await record(createBench(cruise));
    const { columns, meta } = episodeOf(batches, null);
    const { x, contact: _contact, ...rest } = columns;
    const replay = createBench({ kind: "episode", episode: { meta, columns: rest, snapshots: [] } });
    const loaded = await replay.until("loaded");
    expect(loaded.manner).toBe("states");
    expect(loaded.why).toContain("imported");
    replay.engine.handle({ type: "seek", step: 149 });
    const frame = replay.frame();
    expect(frame[FRAME.height]).toBe(columns.observation![149 * 11]);
    expect(frame[FRAME.x]).toBeCloseTo(x![149]! - x![0]!, 1);
  });

  test("stops a recording when the page no longer renews the input", async () => {
    const bench = createBench({ ...cruise, task: { maxSteps: 1000, noise: 0 } });
    await bench.until("loaded");
    bench.engine.handle({ type: "begin", episode: 1, seed: 4 });
    bench.pad(0.3);
    bench.engine.handle({ type: "run" });
    await bench.until("input-stale");
    const { steps } = bench
      .frame()
      .reduce((found, value, i) => (i === FRAME.steps ? { steps: value } : found), { steps: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bench.frame()[FRAME.steps]).toBe(steps);
    expect(bench.frame()[FRAME.running]).toBe(0);
  });

  test("a halt takes effect within a tick, and a step moves by exactly one", async () => {
    const bench = createBench({ kind: "scripted", speed: [1, 1] });
    await bench.until("loaded");
    bench.engine.handle({ type: "run" });
    // Node hands a port's messages over by the thousand, so only from within can the halt come in the middle.
    let before = 0;
    bench.hook.onNow = () => {
      const steps = bench.frame()[FRAME.steps]!;
      if (steps < 5) return;
      bench.hook.onNow = null;
      bench.engine.handle({ type: "halt" });
      before = steps;
    };
    while (before === 0) await turn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const rest = bench.frame()[FRAME.steps]!;
    expect(rest - before).toBeLessThanOrEqual(1);
    expect(rest).toBeLessThan(20);
    bench.engine.handle({ type: "step" });
    expect(bench.frame()[FRAME.steps]).toBe(rest + 1);
  });

  test("says what is wrong with a policy file instead of running it", async () => {
    const bench = createBench({ kind: "policy", bytes: Uint8Array.of(1, 2, 3), person: null, task: null });
    expect((await bench.until("fault")).failure.kind).toBe("invalid-file");
  });
});
