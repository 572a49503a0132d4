import { expect, test } from "vitest";
import { daggerConfigSchema } from "../../../src/shared/ipc/train-config.ts";
import { trainDagger } from "../../../src/shared/learn/algorithms/dagger.ts";
import type { DaggerResult, DaggerRun, Visit } from "../../../src/shared/learn/algorithms/dagger.ts";
import type { LossPoint, TrainerHost } from "../../../src/shared/learn/trainer.ts";
import type { EngineState, TrainingEngine, TrainingTable } from "../../../src/shared/learn/training-engine.ts";
import type { EpisodeTransitions } from "../../../src/shared/learn/transitions.ts";

const CONFIG = daggerConfigSchema.parse({
  hidden: [4],
  batchSize: 10,
  epochs: 2,
  rounds: 3,
  roundEpisodes: 2,
  evaluationEpisodes: 1,
  validationFraction: 0,
  normaliser: false,
});

function episode(id: string, steps: number): EpisodeTransitions {
  return { id, steps, observations: new Float32Array(steps), actions: new Float32Array(steps).fill(0.5) };
}

/** Adds one to every weight in each step, and notes what it is given. */
function countingEngine(initial: EngineState, tables: TrainingTable[], starts: number[]): TrainingEngine {
  let steps = 0;
  starts.push(initial.parameters[0]?.[0] ?? Number.NaN);
  return {
    get steps() {
      return steps;
    },
    stepsPerCall: 1,
    load: (table) => void tables.push(table),
    train() {
      steps += 1;
      return Float32Array.of(1);
    },
    error: () => 1,
    predict: () => new Float32Array(0),
    state: () => ({ ...initial, steps, parameters: initial.parameters.map((values) => values.map((w) => w + steps)) }),
    restore: () => undefined,
    dispose: () => undefined,
  };
}

interface Told {
  readonly result: DaggerResult;
  readonly visits: Visit[];
  readonly tables: TrainingTable[];
  readonly starts: number[];
  readonly points: LossPoint[];
}

async function run(
  parts: Partial<DaggerRun["options"]> = {},
  returns: readonly number[] = [],
  seed = 1,
): Promise<Told> {
  const told = {
    visits: [] as Visit[],
    tables: [] as TrainingTable[],
    starts: [] as number[],
    points: [] as LossPoint[],
  };
  let rollouts = 0;
  const host: TrainerHost = {
    signal: new AbortController().signal,
    breathe: () => Promise.resolve(),
    onProgress: () => undefined,
    onPoint: (point) => told.points.push(point),
    onCheckpoint: () => undefined,
    rollOut: (_, seeds) => {
      const value = returns[Math.floor(rollouts / 2)] ?? 0;
      rollouts += 1;
      return Promise.resolve(
        seeds.map((own) => ({ seed: own, steps: 1, return: value, terminated: true, cause: "height" as const })),
      );
    },
  };
  const result = await trainDagger({
    data: { inputs: 1, outputs: 1, episodes: [episode("demo", 20)] },
    options: { ...CONFIG, ...parts },
    seed,
    createEngine: (_, initial) => countingEngine(initial, told.tables, told.starts),
    host,
    visit: (visit) => {
      told.visits.push(visit);
      return Promise.resolve(visit.seeds.map((own, i) => episode(`${visit.round}-${own}`, 5 * (i + 1))));
    },
  });
  return { result, ...told };
}

test("every round learns from all labels so far, and counts on", async () => {
  const { result, visits, tables, points } = await run();
  expect(tables.map(({ count }) => count)).toEqual([20, 35, 50, 65]);
  expect(
    result.rounds.map(({ round, labels, visited, meanVisitedSteps }) => [round, labels, visited, meanVisitedSteps]),
  ).toEqual([
    [0, 20, 0, 0],
    [1, 35, 15, 7.5],
    [2, 50, 15, 7.5],
    [3, 65, 15, 7.5],
  ]);
  expect(result.rounds.map(({ steps }) => steps)).toEqual([4, 12, 22, 36]);
  expect(result.steps).toBe(36);
  expect(visits.map(({ round }) => round)).toEqual([1, 2, 3]);
  expect(new Set(visits.flatMap(({ seeds }) => seeds)).size).toBe(6);
  expect(points.map(({ step }) => step)).toEqual(points.map(({ step }) => step).toSorted((a, b) => a - b));
  expect([points.at(-1)?.step, points.at(-1)?.epoch]).toEqual([36, 8]);
  expect(result.trainingEpisodes).toHaveLength(7);
});

test("the expert's share falls by powers of beta; with 0 it acts in the demonstrations alone", async () => {
  expect((await run({ beta: 0.5 })).result.rounds.map(({ beta }) => beta)).toEqual([1, 0.5, 0.25, 0.125]);
  expect((await run()).visits.map(({ beta }) => beta)).toEqual([0, 0, 0]);
});

test("the policy that drives best is kept, whichever round it comes from", async () => {
  const { result } = await run({}, [10, 400, 300, 200]);
  expect(result.rounds.map(({ meanReturn }) => meanReturn)).toEqual([10, 400, 300, 200]);
  expect([result.best.meanReturn, result.best.step]).toEqual([400, 12]);
  expect([result.last.meanReturn, result.last.step]).toEqual([200, 36]);
});

test("rounds begin anew, or with a warm start where the one before ended", async () => {
  const cold = await run();
  expect(new Set(cold.starts).size).toBe(1);
  const { starts } = await run({ warmStart: true });
  const [first = 0, ...rest] = starts;
  rest.forEach((start, i) => expect(start).toBeCloseTo([first + 4, first + 12, first + 22][i] ?? 0, 4));
});

test("the same seed visits the same episodes, another seed others", async () => {
  const seeds = async (seed: number): Promise<readonly number[]> =>
    (await run({}, [], seed)).visits.flatMap((visit) => visit.seeds);
  expect(await seeds(1)).toEqual(await seeds(1));
  expect(await seeds(1)).not.toEqual(await seeds(2));
});
