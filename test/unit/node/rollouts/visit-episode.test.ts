import { afterAll, beforeAll, expect, test } from "vitest";
import { createActor } from "../../../../src/node/rollouts/rollout-driver.ts";
import { createVisitor } from "../../../../src/node/rollouts/visit-episode.ts";
import type { VisitedEpisode } from "../../../../src/node/rollouts/visit-episode.ts";
import { visitEpisodes } from "../../../../src/node/rollouts/visit-episodes.ts";
import { createScriptedExpert } from "../../../../src/shared/control/scripted-expert.ts";
import { STEP_SOURCES } from "../../../../src/shared/dataset/columns.ts";
import { runEpisode } from "../../../../src/shared/learn/evaluation.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { bundleEntries } from "../../../builders/bundle-entries.ts";
import type { BundledEntries } from "../../../builders/bundle-entries.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";

const policy = encodePolicy(rememberingPolicy());
const task = { policy, beta: 0.5, oracleSpeed: 2.2, hopper: { max_episode_steps: 120 } };
const SEEDS = [3, 4, 5];

let bundle: BundledEntries;
beforeAll(async () => {
  bundle = await bundleEntries({ "rollout-worker": "src/node/rollouts/worker.ts" });
}, 60_000);
afterAll(() => bundle.remove());

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

test("with beta 0 the policy drives as in an evaluation, and the expert labels every state", () => {
  const { columns } = createVisitor({ ...task, beta: 0 })(7);
  const outcome = runEpisode(createActor({ kind: "policy", bytes: policy }), createHopper(task.hopper), 7);
  expect(columns.step).toHaveLength(outcome.steps);
  expect(sum(columns.reward ?? [])).toBe(outcome.return);
  const expert = createScriptedExpert({ seed: 7, speed: [2.2, 2.2] });
  const wanted = new Float32Array(3);
  for (let t = 0; t < outcome.steps; t += 1) {
    expert.act(t, columns.observation?.subarray(11 * t, 11 * t + 11) ?? [], wanted);
    expect(columns.action_label?.slice(3 * t, 3 * t + 3)).toEqual(wanted);
  }
});

test("with beta 1 the expert drives, and the policy's own choice stands beside it", () => {
  const { columns } = createVisitor({ ...task, beta: 1 })(7);
  expect(columns.action).toEqual(columns.action_label);
  expect(columns.action_intended).not.toEqual(columns.action);
  expect(createVisitor({ ...task, beta: 1 })(7).columns.action).toEqual(columns.action);
});

test("between them who acts is drawn step by step, from the episode's seed", () => {
  const visit = createVisitor(task);
  const first = SEEDS.map(visit);
  expect(SEEDS.toReversed().map(visit).toReversed()).toEqual(first);
  const sources = first.flatMap(({ columns }) => [...(columns.source ?? [])].map((code) => STEP_SOURCES[code]));
  const expert = sources.filter((source) => source === "scripted").length / sources.length;
  expect(new Set(sources)).toEqual(new Set(["policy", "scripted"]));
  expect(expert).toBeGreaterThan(0.3);
  expect(expert).toBeLessThan(0.7);
});

test("the episodes do not depend on the number of workers, and an abort ends them", async () => {
  const drive = (workers: number, signal?: AbortSignal): Promise<readonly VisitedEpisode[]> =>
    visitEpisodes({ visit: task, seeds: SEEDS, workerEntry: bundle.files["rollout-worker"] ?? null, workers, signal });
  expect(await drive(3)).toEqual(await drive(1));
  await expect(drive(2, AbortSignal.abort())).rejects.toMatchObject({ failure: { kind: "cancelled" } });
});
