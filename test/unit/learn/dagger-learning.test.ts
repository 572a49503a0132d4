import { expect, test } from "vitest";
import { createActor } from "../../../src/node/rollouts/rollout-driver.ts";
import { createVisitor } from "../../../src/node/rollouts/visit-episode.ts";
import { loadTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import { createEngine } from "../../../src/node/trainer/create-engine.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { MAX_SPEED } from "../../../src/shared/control/command-limits.ts";
import { createScriptedExpert } from "../../../src/shared/control/scripted-expert.ts";
import { daggerConfigSchema } from "../../../src/shared/ipc/train-config.ts";
import { trainBc } from "../../../src/shared/learn/algorithms/bc.ts";
import { trainDagger } from "../../../src/shared/learn/algorithms/dagger.ts";
import { evaluate, evaluationSeeds } from "../../../src/shared/learn/evaluation.ts";
import type { Network } from "../../../src/shared/learn/network.ts";
import { mean, pairedPermutationTest } from "../../../src/shared/learn/statistics.ts";
import type { TrainerHost } from "../../../src/shared/learn/trainer.ts";
import type { EpisodeTransitions, TransitionData } from "../../../src/shared/learn/transitions.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { encodeNetwork } from "../../builders/encode-network.ts";

const HORIZON = 300;
const TRAININGS = 8;
const DEMONSTRATIONS = 12;
const HOPPER = { max_episode_steps: HORIZON };
const CONFIG = daggerConfigSchema.parse({
  hidden: [64, 32],
  batchSize: 64,
  epochs: 10,
  evaluationEpisodes: 0,
  rounds: 10,
  warmStart: true,
  roundEpisodes: 1,
});

/** Clean episodes of the scripted expert. */
function demonstrate(seeds: readonly number[]): TransitionData {
  const hopper = createHopper(HOPPER);
  const episodes = seeds.map((seed): EpisodeTransitions => {
    const expert = createScriptedExpert({ seed });
    const [observations, actions]: [number[], number[]] = [[], []];
    const action = new Float32Array(3);
    hopper.reset(seed);
    for (let over = false; !over;) {
      expert.act(hopper.steps, hopper.observation, action);
      observations.push(...hopper.observation);
      actions.push(...action);
      const { terminated, truncated } = hopper.step(action);
      over = terminated || truncated;
    }
    const steps = actions.length / 3;
    return {
      id: `demo-${seed}`,
      steps,
      observations: Float32Array.from(observations),
      actions: Float32Array.from(actions),
    };
  });
  return { inputs: 11, outputs: 3, episodes };
}

const HOST: TrainerHost = {
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => undefined,
  onPoint: () => undefined,
  onCheckpoint: () => undefined,
  rollOut: null,
};

function drive(network: Network, first: number): number {
  const actor = createActor({ kind: "policy", bytes: encodeNetwork(network) });
  return mean(evaluate(actor, evaluationSeeds(first, 4), () => createHopper(HOPPER)).map((each) => each.return));
}

test("DAgger drives better than cloning from as many labels of the expert (p < 0.01)", async () => {
  const loaded = await loadTensorflow("node");
  const cloned: number[] = [];
  const aggregated: number[] = [];
  for (let k = 0; k < TRAININGS; k += 1) {
    const seeds = evaluationSeeds(100 * k, DEMONSTRATIONS);
    const common = {
      seed: k,
      createEngine: (options: Parameters<typeof createEngine>[1], initial: Parameters<typeof createEngine>[2]) =>
        createEngine(loaded, options, initial).engine,
      host: HOST,
    };
    const clone = await trainBc({ ...common, options: { ...CONFIG, epochs: 40 }, data: demonstrate(seeds) });
    const dagger = await trainDagger({
      ...common,
      options: CONFIG,
      data: demonstrate(seeds.slice(0, DEMONSTRATIONS - CONFIG.rounds)),
      visit: ({ round, beta, network, seeds: wanted }) => {
        const visitor = createVisitor({
          policy: encodeNetwork(network),
          beta,
          oracleSpeed: MAX_SPEED,
          hopper: HOPPER,
        });
        return Promise.resolve(
          wanted.map((seed): EpisodeTransitions => {
            const { columns } = visitor(seed);
            const actions = Float32Array.from(columns.action_label ?? []);
            const observations = Float32Array.from(columns.observation ?? []);
            return { id: `${round}-${seed}`, steps: actions.length / 3, observations, actions };
          }),
        );
      },
    });
    expect(dagger.rounds.at(-1)?.labels).toBeLessThanOrEqual(DEMONSTRATIONS * HORIZON);
    cloned.push(drive(clone.last.network, 5000 + 10 * k));
    aggregated.push(drive(dagger.last.network, 5000 + 10 * k));
  }
  expect(pairedPermutationTest(aggregated, cloned, createRng(1))).toBeLessThan(0.01);
}, 600_000);
