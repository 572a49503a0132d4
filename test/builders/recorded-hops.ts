import { createRng } from "../../src/shared/base/rng.ts";
import type { StepSnapshot } from "../../src/shared/dataset/columns.ts";
import { describeEpisode } from "../../src/shared/dataset/end-of-episode.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";
import { episodeStart } from "./step-batch.ts";

const STEPS = 130;

/** Random torques on the real simulator, a push now and then. */
export function recordedHops() {
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
  const episode: Episode = { meta, columns, snapshots };
  return { episode, columns };
}
