import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createJobRegistry } from "../../../../src/node/jobs/job-registry.ts";
import { startEvaluation } from "../../../../src/node/jobs/start-evaluation.ts";
import { openPolicyStore } from "../../../../src/node/policies/policy-store.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "pogo-evaluation-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test("an evaluation is a job whose result is also in the policy's file", async () => {
  const policies = await openPolicyStore(home);
  await writeFile(policies.pathOf("p"), encodePolicy(buildPolicy({ id: "p", name: "Random net" })));
  const jobs = createJobRegistry();
  const changed: string[] = [];
  const host = { jobs, policies, workerEntry: null, onPolicy: (id: string) => changed.push(id) };
  const job = await startEvaluation(host, { policy: "p", episodes: 3, seed: 7 });
  expect(job).toMatchObject({ kind: "evaluate", title: "Evaluate Random net" });
  const { state, result } = await jobs.ended(job.id);
  const { meta } = await policies.describe("p");
  expect(meta?.evaluation).toMatchObject({ episodes: 3, seed: 7 });
  expect(meta?.evaluation?.outcomes?.map(({ seed }) => seed)).toEqual([7, 8, 9]);
  expect({ state, result }).toEqual({
    state: "done",
    result: {
      kind: "evaluation",
      mean: meta?.evaluation?.mean,
      std: meta?.evaluation?.std,
      fallRate: meta?.evaluation?.fallRate,
    },
  });
  expect(changed).toEqual(["p"]);
  await expect(startEvaluation(host, { policy: "gone", episodes: 1, seed: 1 })).rejects.toMatchObject({
    failure: { kind: "not-found" },
  });
});
