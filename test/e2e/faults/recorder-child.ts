import { writeSync } from "node:fs";
import { openDataset } from "../../../src/node/datasets/open-dataset.ts";
import { toFailure } from "../../../src/shared/base/failure.ts";
import { episodeStart, stepBatch } from "../../builders/step-batch.ts";

/** Records into a dataset as fast as it can until it is killed; tells what it does on standard output, a line each. */

const BATCH = 32;
const BATCHES_PER_EPISODE = 12;

const [path = "", batches = String(BATCHES_PER_EPISODE)] = process.argv.slice(2);

function tell(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(" ")}\n`);
}

async function recordOne(begin: Awaited<ReturnType<typeof openDataset>>): Promise<void> {
  const recording = await begin.begin(episodeStart());
  for (let batch = 0; batch < Number(batches); batch++) {
    tell("handed", recording.episodeId, (batch + 1) * BATCH);
    try {
      await recording.append(stepBatch(batch * BATCH, BATCH));
    } catch (error) {
      const { kind, message } = toFailure(error);
      const meta = await recording.finish({ cause: "interrupted", health: null });
      tell("stopped", kind, meta.id, meta.steps, message);
      process.exit(0);
    }
    tell("synced", recording.episodeId, (batch + 1) * BATCH);
  }
  const meta = await recording.finish({ cause: "time-limit", health: null });
  tell("finished", meta.id, meta.steps);
}

// A file that reaches its size limit shall fail like a full disk, not end the process.
process.on("SIGXFSZ", () => undefined);
const store = await openDataset(path, { mode: "write" });
for (;;) await recordOne(store);
