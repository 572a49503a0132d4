import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { determinismHash } from "../../../src/shared/sim/determinism-hash.ts";
import { DEFAULT_FINGERPRINT, DETERMINISM_HASH, determinismScript } from "../../builders/determinism.ts";

describe("the determinism hash", () => {
  it("is the known one, and again", () => {
    expect(determinismHash()).toBe(DETERMINISM_HASH);
    expect(determinismHash()).toBe(DETERMINISM_HASH);
  });

  it("is the same in worker threads, several at once", async () => {
    const script = await determinismScript();
    const code = `${script}\nrequire("node:worker_threads").parentPort.postMessage(determinism.determinismHash());`;
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const worker = new Worker(code, { eval: true });
        const [answer] = (await once(worker, "message")) as unknown[];
        await worker.terminate();
        return answer;
      }),
    );
    expect(answers).toEqual([DETERMINISM_HASH, DETERMINISM_HASH]);
  });

  it("goes with the fingerprint: who changes one must look at the other", () => {
    expect(createHopper().fingerprint).toBe(DEFAULT_FINGERPRINT);
  });
});
