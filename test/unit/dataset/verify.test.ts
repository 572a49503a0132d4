import { describe, expect, it } from "vitest";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import type { ColumnArray, ColumnName, StepSnapshot } from "../../../src/shared/dataset/columns.ts";
import type { Episode } from "../../../src/shared/dataset/episode.ts";
import { describeEpisode } from "../../../src/shared/dataset/end-of-episode.ts";
import { replaysOf, verifyEpisode, verifySteps } from "../../../src/shared/dataset/verify.ts";
import type { CreateReplaySimulator } from "../../../src/shared/dataset/verify.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { episodeStart } from "../../builders/step-batch.ts";

const STEPS = 130;
const create: CreateReplaySimulator = (options) => createHopper(options);

/** Random torques on the real simulator, a push now and then. */
function recorded(): { readonly episode: Episode; readonly columns: { [name in ColumnName]: ColumnArray } } {
  const hopperOptions = { terminate_when_unhealthy: false, max_episode_steps: Infinity };
  const hopper = createHopper(hopperOptions);
  const random = createRng(3);
  hopper.reset(11);
  const columns = {
    step: Int32Array.from({ length: STEPS }, (_item, i) => i),
    observation: new Float64Array(STEPS * 11),
    action: new Float32Array(STEPS * 3),
    reward: new Float64Array(STEPS),
    reward_forward: new Float64Array(STEPS),
    terminated: new Uint8Array(STEPS),
    truncated: new Uint8Array(STEPS),
    contact: new Uint8Array(STEPS),
    x: new Float64Array(STEPS),
    push: new Float32Array(STEPS * 8),
  };
  const snapshots: StepSnapshot[] = [];
  for (let step = 0; step < STEPS; step++) {
    if (step % 125 === 0) snapshots.push({ step, bytes: hopper.snapshot() });
    columns.observation.set(hopper.observation, step * 11);
    columns.x[step] = hopper.qpos[0] ?? 0;
    for (let i = 0; i < 3; i++) columns.action[step * 3 + i] = random.next() * 2 - 1;
    if (step === 40) {
      columns.push[step * 8 + 2] = 1.5;
      hopper.push({ body: "thigh", x: 1.5, z: 0 });
    }
    const result = hopper.step(columns.action.subarray(step * 3, step * 3 + 3));
    columns.reward[step] = result.reward;
    columns.reward_forward[step] = result.reward_forward;
    columns.terminated[step] = Number(result.terminated);
    columns.contact[step] = Number(result.contact);
  }
  const start = {
    ...episodeStart({ fingerprint: hopper.fingerprint, hopperOptions }),
    id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    createdAt: "",
  };
  const meta = describeEpisode({
    start,
    columns,
    rows: STEPS,
    finalObservation: hopper.observation,
    end: { cause: "operator", health: null },
    replays: null,
  });
  return { episode: { meta, columns, snapshots }, columns: columns as never };
}

describe("verification", () => {
  it("finds that a recorded episode replays, in slices of a second", () => {
    const { episode } = recorded();
    const verdict = verifyEpisode(episode, create);
    expect(verdict).toEqual({ status: "replays", ok: true, firstDifference: null });
    expect(replaysOf(verdict)).toBe(true);
    expect(verifySteps(episode, create).next()).toEqual({ done: false, value: 125 });
  });

  it.each([
    ["observation", 77 * 11 + 3, 77],
    ["x", 12, 12],
    ["reward", 129, 129],
    ["reward_forward", 0, 0],
    ["contact", 5, 5],
  ] as const)("names a changed value of %s", (name, at, step) => {
    const { episode, columns } = recorded();
    const values = columns[name];
    const before = values[at] ?? 0;
    values[at] = values instanceof Uint8Array ? 1 - before : before + 2 ** -52 * Math.max(1, Math.abs(before));
    expect(verifyEpisode(episode, create)).toMatchObject({
      status: "differs",
      ok: false,
      firstDifference: { step, column: name, expected: values[at], actual: before },
    });
  });

  it("notices changed actions, pushes and snapshots by what follows", () => {
    for (const [name, at, after] of [
      ["action", 60, 20],
      ["push", 40 * 8 + 2, 40],
    ] as const) {
      const { episode, columns } = recorded();
      columns[name][at] = 0.25;
      const { firstDifference } = verifyEpisode(episode, create);
      expect(firstDifference?.step).toBeGreaterThanOrEqual(after);
      expect(firstDifference?.step).toBeLessThanOrEqual(after + 1);
    }
    const { episode } = recorded();
    const [first, second] = episode.snapshots;
    const other = createHopper();
    other.reset(1);
    const swapped = [first, { step: 125, bytes: other.snapshot() }].filter((snapshot) => snapshot !== undefined);
    expect(second?.step).toBe(125);
    expect(verifyEpisode({ ...episode, snapshots: swapped }, create).firstDifference).toMatchObject({
      step: 125,
      column: "snapshot",
    });
    const broken = [{ step: 0, bytes: Uint8Array.of(1, 2, 3) }];
    expect(verifyEpisode({ ...episode, snapshots: broken }, create).firstDifference).toMatchObject({
      step: 0,
      column: "snapshot",
    });
  });

  it("says other-physics and no-snapshot instead of failing", () => {
    const { episode } = recorded();
    expect(verifyEpisode({ ...episode, meta: { ...episode.meta, fingerprint: "of last year" } }, create)).toMatchObject(
      { status: "other-physics", ok: true },
    );
    const imported = verifyEpisode({ ...episode, snapshots: [] }, create);
    expect(imported).toMatchObject({ status: "no-snapshot", ok: true });
    expect(replaysOf(imported)).toBeNull();
  });
});
