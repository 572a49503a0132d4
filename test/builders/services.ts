import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServices } from "../../src/node/services/create-services.ts";
import type { Services, ServicesOptions } from "../../src/node/services/services.ts";
import type { Failure, Result } from "../../src/shared/base/failure.ts";
import type { StepBatch } from "../../src/shared/dataset/columns.ts";
import type { EpisodeStart } from "../../src/shared/dataset/episode.ts";
import type { HostEvent, ReplyOf, RequestName, RequestOf } from "../../src/shared/ipc/contract.ts";
import { createStepInput } from "../../src/shared/record/step-input.ts";
import { createStepRecorder } from "../../src/shared/record/step-recorder.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** Services over a home of their own, and what a test asks of them. */
export interface TestServices extends Services {
  readonly events: HostEvent[];
  ask<N extends RequestName>(name: N, payload: RequestOf<N>, client?: string): Promise<ReplyOf<N>>;
  failure<N extends RequestName>(name: N, payload: RequestOf<N>, client?: string): Promise<Failure>;
  /** another program's view of the same home, after this one was closed */
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<string> {
  return fs.mkdtemp(join(tmpdir(), "pogo-test-"));
}

/** Services that start no trainer; nothing comes with the app unless `resources` says so. */
export async function createTestServices(change: Partial<ServicesOptions> = {}): Promise<TestServices> {
  const home = change.home ?? (await temporaryFolder());
  const events: HostEvent[] = [];
  const services = await createServices({
    home,
    resources: join(home, "app", "resources"),
    version: "1.2.3",
    face: "browser",
    spawnTrainer: () => {
      throw new Error("this test starts no trainer");
    },
    emit: (event) => events.push(event),
    ...change,
  });
  const handle = async <N extends RequestName>(
    name: N,
    payload: RequestOf<N>,
    client: string,
  ): Promise<Result<ReplyOf<N>>> => (await services.handle(client, name, payload)) as Result<ReplyOf<N>>;
  return {
    ...services,
    events,
    ask: async (name, payload, client = "page") => {
      const result = await handle(name, payload, client);
      if (!result.ok) throw new Error(`${name}: ${result.failure.kind}: ${result.failure.message}`);
      return result.value;
    },
    failure: async (name, payload, client = "page") => {
      const result = await handle(name, payload, client);
      if (result.ok) throw new Error(`${name} was answered`);
      return result.failure;
    },
    remove: async () => {
      await services.close();
      await fs.rm(home, { recursive: true, force: true });
    },
  };
}

/** The start of a hand-driven episode from `seed`. */
export function episodeStart(seed = 1): EpisodeStart {
  return {
    source: "human",
    level: "cruise",
    seed,
    fingerprint: createHopper().fingerprint,
    hopperOptions: {},
    policyId: null,
    device: "test pad",
    operator: "Ada",
    noise: 0,
    parent: null,
  };
}

/** What a page sends while a hopper is held still for `steps` steps (it falls after some 40). */
export function realBatches(steps: number, seed = 1): StepBatch[] {
  const batches: StepBatch[] = [];
  const hopper = createHopper();
  hopper.reset(seed);
  const recorder = createStepRecorder((batch) => batches.push(batch));
  const input = createStepInput();
  input.source = "human";
  input.level = "cruise";
  for (let i = 0; i < steps && recorder.cause === "running"; i += 1) recorder.step(hopper, input);
  recorder.finish("operator");
  return batches;
}
