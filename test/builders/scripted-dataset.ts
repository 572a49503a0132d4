import { openOrCreateDataset } from "../../src/node/datasets/open-dataset.ts";
import { createScriptedExpert } from "../../src/shared/control/scripted-expert.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** Writes a dataset of scripted episodes (seeds 1, 2, …) with the required columns; answers its id. */
export async function writeScriptedDataset(path: string, episodes: number, steps: number): Promise<string> {
  const store = await openOrCreateDataset({ path, name: "Scripted" }, {});
  const hopper = createHopper({ max_episode_steps: steps });
  for (let seed = 1; seed <= episodes; seed += 1) {
    const expert = createScriptedExpert({ seed });
    hopper.reset(seed);
    const rows = {
      observation: [] as number[],
      action: [] as number[],
      reward: [] as number[],
      terminated: [] as number[],
      truncated: [] as number[],
    };
    const action = new Float32Array(3);
    for (let over = false; !over;) {
      expert.act(hopper.steps, hopper.observation, action);
      rows.observation.push(...hopper.observation);
      rows.action.push(...action);
      const result = hopper.step(action);
      over = result.terminated || result.truncated;
      rows.reward.push(result.reward);
      rows.terminated.push(result.terminated ? 1 : 0);
      rows.truncated.push(result.truncated ? 1 : 0);
    }
    await store.addEpisode({
      start: {
        source: "scripted",
        level: "none",
        seed,
        fingerprint: hopper.fingerprint,
        hopperOptions: {},
        policyId: null,
        device: null,
        operator: null,
        noise: 0,
        parent: null,
      },
      columns: {
        step: Int32Array.from(rows.reward, (_, i) => i),
        observation: Float64Array.from(rows.observation),
        action: Float32Array.from(rows.action),
        reward: Float64Array.from(rows.reward),
        terminated: Uint8Array.from(rows.terminated),
        truncated: Uint8Array.from(rows.truncated),
      },
      snapshots: [],
      finalObservation: hopper.observation,
      end: { cause: rows.terminated.at(-1) === 1 ? "height" : "time-limit", health: null },
    });
  }
  await store.close();
  return store.info.id;
}
