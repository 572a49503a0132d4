import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { decodePolicy } from "../../../src/shared/policy/policy-file.ts";
import { bcConfigSchema } from "../../../src/shared/ipc/train-config.ts";
import { writeScriptedDataset } from "../../builders/scripted-dataset.ts";
import { KILLS, SEED } from "./harness/budget.ts";
import { connectHost } from "../../../bench/lib/host-client.ts";
import type { HostClient } from "../../../bench/lib/host-client.ts";
import { createFaultHome, startServer } from "./harness/served-home.ts";
import type { FaultHome, Server } from "./harness/served-home.ts";

const LONGEST_MS = 3000;
const EPISODES = 3;

let place: FaultHome;
let server: Server;
let host: HostClient;
beforeAll(async () => {
  place = await createFaultHome();
  await writeScriptedDataset(place.dataset, EPISODES, 200);
  server = await startServer(place.home);
  host = await connectHost(server.url);
});
afterAll(async () => {
  host?.close();
  await server?.stop();
  place?.remove();
});

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Processes that a process has started and that run this program. */
function childrenOf(parent: number, program: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const [, after = ""] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ");
        return (
          Number(after.split(" ")[1]) === parent && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(program)
        );
      } catch {
        return false; // it ended while we looked
      }
    })
    .map(Number);
}

/** The dataset as its bytes are. */
function bytesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".arrow"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));
}

it(
  `the trainer can be killed in mid-training (${KILLS.trainer} times, seed ${SEED}): its job fails in words, the rest goes on`,
  { timeout: 120_000 + KILLS.trainer * 60_000 },
  async (context) => {
    context.skip(process.platform !== "linux", "The trainer's process is found in /proc, which only Linux has");
    const random = createRng(SEED);
    const dataset = bytesOf(join(place.dataset, "episodes"));
    expect(dataset.size).toBe(EPISODES);
    const config = bcConfigSchema.parse({ epochs: 10_000, evaluationEpisodes: 0, hidden: [16] });
    let inTraining = 0;
    for (let kill = 0; kill < KILLS.trainer; kill++) {
      const request = {
        dataset: place.datasetId,
        algorithm: "bc" as const,
        name: `Killed ${kill}`,
        seed: kill,
        config,
      };
      const { id } = await host.ask("train/start", request);
      const job = async () => (await host.ask("jobs/list", {})).find((one) => one.id === id);
      await expect.poll(() => childrenOf(server.pid, "trainer"), { timeout: 30_000 }).toHaveLength(1);
      // Every second one at any moment, the others when steps are being made for sure.
      if (kill % 2 === 1)
        await expect.poll(async () => (await job())?.progress.fraction ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
      await wait(random.next() * LONGEST_MS);
      if (((await job())?.progress.fraction ?? 0) > 0) inTraining++;
      for (const pid of childrenOf(server.pid, "trainer")) process.kill(pid, "SIGKILL");
      await expect.poll(async () => (await job())?.state, { timeout: 30_000 }).toBe("failed");
      expect((await job())?.failure).toMatchObject({
        kind: "internal",
        message: "The trainer process was killed before the policy was finished.",
        remedy: expect.stringContaining("Start the training again"),
      });
      // Neither half a policy in the list nor one in the folder that cannot be read.
      expect((await host.ask("policies/list", {})).filter(({ meta }) => meta === null)).toEqual([]);
      const policies = join(place.home, "policies");
      for (const name of readdirSync(policies, { recursive: true }).map(String))
        if (/\.safetensors(\.checkpoint)?$/.test(name))
          expect(decodePolicy(readFileSync(join(policies, name))).layers.length).toBeGreaterThan(0);
      expect(bytesOf(join(place.dataset, "episodes"))).toEqual(dataset);
    }
    console.log(
      `${KILLS.trainer} kills of the trainer, ${inTraining} of them in the midst of steps: dataset untouched`,
    );
    expect(inTraining).toBeGreaterThan(0);
    expect(await watchAll()).toBe(EPISODES);
    // The server still trains.
    const { id } = await host.ask("train/start", {
      dataset: place.datasetId,
      algorithm: "bc",
      name: "After all",
      seed: 1,
      config: { ...config, epochs: 1 },
    });
    const state = async () => (await host.ask("jobs/list", {})).find((one) => one.id === id)?.state;
    await expect.poll(state, { timeout: 120_000 }).toBe("done");
  },
);

async function watchAll(): Promise<number> {
  return (await host.ask("datasets/episodes", { dataset: place.datasetId, dropped: true })).length;
}
