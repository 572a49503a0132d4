import { expect, test } from "vitest";
import { createPolicyActor } from "../../../../src/node/record/policy-actor.ts";
import { createScriptedActor } from "../../../../src/node/record/scripted-actor.ts";
import type { ColumnName, StepBatch } from "../../../../src/shared/dataset/columns.ts";
import { decodePolicy, encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { recordEpisode } from "../../../../src/shared/record/record-episode.ts";
import type { EpisodeActor } from "../../../../src/shared/record/record-episode.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { createSimulatedDrive } from "../../../builders/simulated-drive.ts";

/** A policy that wants far more than there is, as one that was trained on saturated torques does. */
function eagerPolicy(): Uint8Array {
  const policy = buildPolicy({}, 4);
  const layers = policy.layers.map((layer) => ({ ...layer, weight: layer.weight.map((value) => 3 * value) }));
  return encodePolicy({ ...policy, layers });
}

async function headless(actor: EpisodeActor, noise: number): Promise<readonly StepBatch[]> {
  const batches: StepBatch[] = [];
  const append = async (batch: StepBatch): Promise<void> => void batches.push(batch);
  await recordEpisode({ hopper: createHopper(), actor, seed: 5, noise, append });
  return batches;
}

const column = (batches: readonly StepBatch[], name: ColumnName): number[] =>
  batches.flatMap(({ columns }) => Array.from(columns[name] ?? []));

const COLUMNS = ["action", "action_label", "action_intended", "observation", "reward", "source", "cause"] as const;

test("a policy disturbed by noise gives the same rows in the app and headless, where it is saturated too", async () => {
  const bytes = eagerPolicy();
  const alone = await headless(createPolicyActor(decodePolicy(bytes)), 0.4);
  const drive = createSimulatedDrive({ kind: "policy", bytes, person: null, task: { maxSteps: 1000, noise: 0.4 } });
  drive.send({ type: "begin", episode: 1, seed: 5 });
  await drive.drive(1000);
  drive.send({ type: "finish", cause: "operator" });
  for (const name of COLUMNS) expect([name, column(alone, name)]).toEqual([name, drive.rows(name).flat()]);
});

test("noise takes torque from one that is saturated, as from any other: it is drawn around the label", async () => {
  for (const actor of [createPolicyActor(decodePolicy(eagerPolicy())), createScriptedActor({ speed: [2, 2] })]) {
    const batches = await headless(actor, 0.4);
    const action = column(batches, "action");
    const saturated = column(batches, "action_label").flatMap((label, i) =>
      Math.abs(label) === 1 ? [label * (action[i] ?? 0)] : [],
    );
    const reduced = saturated.filter((part) => part < 1).length / saturated.length;
    expect(saturated.length).toBeGreaterThan(10);
    expect(reduced).toBeGreaterThan(0.3);
    expect(reduced).toBeLessThan(0.7);
  }
});
