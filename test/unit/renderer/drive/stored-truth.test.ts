import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import type { FromWorker, RunSpec } from "../../../../src/renderer/drive/messages.ts";
import { createRecordingDesk } from "../../../../src/renderer/drive/recording-desk.ts";
import type { RecordingDesk } from "../../../../src/renderer/drive/recording-desk.ts";
import type { Episode, EpisodeStart } from "../../../../src/shared/dataset/episode.ts";
import type { Bridge } from "../../../../src/shared/ipc/bridge.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import type { Push } from "../../../../src/shared/sim/types.ts";
import { checkBranch, checkStoredEpisode } from "../../../fakes/check-stored-episode.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";
import { createTestServices } from "../../../builders/services.ts";
import type { TestServices } from "../../../builders/services.ts";
import { createSimulatedDrive } from "../../../builders/simulated-drive.ts";
import type { SimulatedDrive } from "../../../builders/simulated-drive.ts";

/** What an operator, or the world, does. */
type Deed =
  | {
      readonly do: "drive";
      readonly steps: number;
      readonly axis: number;
      readonly late: number;
      readonly lateMs: number;
    }
  | { readonly do: "wait" | "sleep"; readonly ms: number }
  | { readonly do: "push"; readonly push: Push }
  | { readonly do: "hold"; readonly human: boolean; readonly now: boolean }
  | { readonly do: "scale"; readonly value: number; readonly autoSlow: boolean }
  | { readonly do: "freeze" | "unplug" | "plug" | "stop" | "vanish" }
  | { readonly do: "look"; readonly back: number }
  | { readonly do: "branch"; readonly back: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("drive" as const),
      steps: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 60, max: 160 })),
      axis: fc.constantFrom(-1, 0, 0.3, 0.8, 1),
      late: fc.integer({ min: 1, max: 30 }),
      lateMs: fc.constantFrom(0, 0, 3, 9, 50, 900, 2500),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("wait" as const, "sleep" as const),
      ms: fc.integer({ min: 0, max: 4000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("push" as const),
      push: fc.record({
        body: fc.constantFrom("torso" as const, "leg" as const),
        x: fc.double({ min: -9, max: 9, noNaN: true }),
        z: fc.double({ min: -3, max: 3, noNaN: true }),
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("hold" as const), human: fc.boolean(), now: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("scale" as const),
      value: fc.constantFrom(1, 0.5, 0.125),
      autoSlow: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("freeze" as const, "unplug" as const, "plug" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("stop" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("vanish" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("look" as const), back: fc.nat(170) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("branch" as const), back: fc.constantFrom(0, 1, 2, 16, 17, 60, 125, 1000) }),
  },
);

const person = (
  level: "cruise" | "hop" | "joints" | "torque",
): { readonly level: typeof level; readonly sticks: { deadZone: number; expo: number } } => ({
  level,
  sticks: { deadZone: 0.1, expo: 0.3 },
});
const bytes = encodePolicy(rememberingPolicy());
const runs: fc.Arbitrary<RunSpec> = fc
  .record({
    level: fc.constantFrom("cruise" as const, "cruise" as const, "hop" as const, "joints" as const, "torque" as const),
    policy: fc.boolean(),
    noise: fc.constantFrom(0, 0, 0.1, 2),
    maxSteps: fc.constantFrom(100, 1000),
  })
  .map(({ level, policy, noise, maxSteps }): RunSpec =>
    policy
      ? { kind: "policy", bytes, person: person(level), task: { maxSteps, noise } }
      : { kind: "person", person: person(level), task: { maxSteps, noise } },
  );

let services: TestServices;
let count = 0;
beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.remove());

/** One page: the engine on its own clock, the desk, and a host with a disk. */
class Page {
  readonly drive: SimulatedDrive;
  readonly desk: RecordingDesk;
  readonly dataset: string;
  readonly failures: string[] = [];
  readonly #client = `page ${(count += 1)}`;
  #taken = 0;
  #pending = 0;
  #ended = false;
  /** rows are being recorded, or could be after a pause */
  #open = true;

  constructor(run: Extract<RunSpec, { kind: "person" | "policy" }>, dataset: string) {
    this.dataset = dataset;
    this.drive = createSimulatedDrive(run);
    const invoke: Bridge["invoke"] = async (name, payload) => {
      this.#pending += 1;
      try {
        return (await services.handle(this.#client, name, payload)) as never;
      } finally {
        this.#pending -= 1;
      }
    };
    const failed = ({ message }: { readonly message: string }): void => void this.failures.push(message);
    this.desk = createRecordingDesk(
      { invoke, subscribe: () => () => undefined },
      {
        written: () => undefined,
        behind: () => undefined,
        saved: () => undefined,
        empty: () => undefined,
        lost: failed,
        problem: failed,
      },
    );
    const { fingerprint, hopperOptions } = this.drive.last("loaded")!;
    const start: EpisodeStart = {
      source: run.kind === "policy" ? "policy" : "human",
      level: run.person?.level ?? "none",
      seed: 5,
      fingerprint,
      hopperOptions,
      policyId: null,
      device: null,
      operator: null,
      noise: run.task?.noise ?? 0,
      parent: null,
    };
    const episode = this.desk.open(dataset, start);
    this.drive.send({ type: "begin", episode, seed: 5 });
  }

  /** What a page does about the worker's messages. */
  #take(): void {
    const { told } = this.drive;
    for (; this.#taken < told.length; this.#taken += 1) {
      const message: FromWorker = told[this.#taken]!;
      if (message.type === "batch") this.desk.append(message.episode, message.batch);
      else if (message.type === "finished") this.desk.finished(message.episode, message.outcome);
      else if (message.type === "branched") this.desk.branched(message.episode);
      else if (message.type === "not-branched") this.desk.notBranched(message.episode);
      else if (message.type === "ended" && message.episode === this.desk.number) this.#ended = true;
      else if (message.type === "fault") this.failures.push(message.failure.message);
    }
  }

  /** Nothing is on its way to the host or back. */
  async settled(): Promise<void> {
    for (let calm = 0; calm < 3;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      calm = this.#pending === 0 ? calm + 1 : 0;
    }
  }

  async stop(): Promise<void> {
    this.drive.send({ type: "halt" });
    this.drive.send({ type: "finish", cause: "operator" });
    this.#take();
    this.#open = false;
    await this.settled();
  }

  vanish(): Promise<void> {
    return services.disconnect(this.#client);
  }

  async act(deed: Deed): Promise<void> {
    const { drive } = this;
    // A recording that is over can be looked at and continued from, if it had a row.
    if (!this.#open && (deed.do !== "branch" || drive.last("finished")?.outcome.steps === 0)) return;
    switch (deed.do) {
      case "drive": {
        drive.axis = deed.axis;
        let ticks = 0;
        drive.onTick = () => {
          ticks += 1;
          if (ticks === deed.late) drive.time += deed.lateMs;
          if (ticks === deed.late && deed.lateMs === 900) drive.asleep += 60_000;
        };
        await drive.drive(drive.frame()[FRAME.steps]! + deed.steps);
        drive.onTick = null;
        drive.frozen = false;
        drive.send({ type: "halt" });
        break;
      }
      case "wait":
        drive.time += deed.ms;
        break;
      case "sleep":
        drive.asleep += deed.ms;
        break;
      case "push":
        drive.send({ type: "push", push: deed.push });
        break;
      case "hold":
        drive.send({ type: "hold", human: deed.human, now: deed.now });
        break;
      case "scale":
        drive.send({ type: "scale", value: deed.value, autoSlow: deed.autoSlow });
        break;
      case "freeze":
        drive.frozen = true;
        break;
      case "unplug":
      case "plug":
        drive.bare = deed.do === "unplug";
        break;
      case "look":
        drive.send({ type: "look", step: Number.MAX_SAFE_INTEGER });
        drive.send({ type: "look", step: drive.last("looked")!.newest - deed.back });
        drive.send({ type: "look", step: Number.MAX_SAFE_INTEGER });
        break;
      case "branch": {
        drive.send({ type: "look", step: Number.MAX_SAFE_INTEGER });
        drive.send({ type: "look", step: drive.last("looked")!.newest - deed.back });
        const { step } = drive.last("looked")!;
        this.#take();
        drive.send({ type: "branch", episode: this.desk.branch(step), step });
        this.#ended = false;
        this.#open = true;
        break;
      }
      case "stop":
        return this.stop();
      case "vanish":
        return;
    }
    this.#take();
    if (this.#ended) await this.stop();
  }
}

/** Lets it all happen; answers what is wrong with what is stored in the end. */
async function live(run: RunSpec, deeds: readonly Deed[]): Promise<readonly string[]> {
  if (run.kind !== "person" && run.kind !== "policy") throw new Error("not expected");
  const { id: dataset } = await services.ask("datasets/create", { name: `truth ${(count += 1)}` });
  const page = new Page(run, dataset);
  for (const one of deeds) {
    if (one.do === "vanish") break;
    await page.act(one);
  }
  if (deeds.some((one) => one.do === "vanish")) await page.settled();
  else await page.stop();
  await page.vanish();
  const episodes = new Map<string, Episode>();
  for (const { id } of await services.ask("datasets/episodes", { dataset, dropped: true }))
    episodes.set(id, await services.ask("episodes/load", { dataset, episode: id }));
  const wrong = [...episodes.values()].flatMap((episode) => {
    const { id, parent } = episode.meta;
    const from = parent === null ? undefined : episodes.get(parent.episode);
    const branch = parent === null ? [] : from === undefined ? ["its parent is not there"] : checkBranch(episode, from);
    return [...checkStoredEpisode(episode), ...branch].map((what) => `${id}: ${what}`);
  });
  return [...page.failures, ...wrong.slice(0, 10)];
}

test("what is stored contradicts itself nowhere, whatever was done", async () => {
  await fc.assert(
    fc.asyncProperty(runs, fc.array(deed, { minLength: 1, maxLength: 14, size: "max" }), async (run, deeds) => {
      expect(await live(run, deeds)).toEqual([]);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);
