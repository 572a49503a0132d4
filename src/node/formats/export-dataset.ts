import { promises as fs } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { DimensionsAccumulator, doublesOf } from "../../shared/dataset/statistics/dimensions-accumulator.ts";
import type { ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { CARD_SAMPLE, datasetCard } from "../../shared/export/dataset-card.ts";
import type { CardStatistics } from "../../shared/export/dataset-card.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { onDisk } from "../datasets/disk-failure.ts";
import { exists, writeDurably } from "../datasets/durable-files.ts";
import { writeFolder } from "../datasets/write-folder.ts";
import { exporterOf } from "./formats.ts";
import { checkCancelled, EXPORT_CANCELLED } from "./transfer.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

const CARD_FILE = "README.md";

/** The dataset, and what a card tells of the episodes that were loaded through it: nothing is read twice. */
function watched(store: DatasetStore): { readonly source: ExportSource; readonly statistics: () => CardStatistics } {
  const dimensions = new DimensionsAccumulator(CARD_SAMPLE);
  const figures: { readonly return: number }[] = [];
  let steps = 0;
  const source: ExportSource = {
    info: store.info,
    usedEpisodes: () => store.usedEpisodes(),
    rows: (...of) => store.rows(...of),
    loadUsed: async (...of) => {
      const episode = await store.loadUsed(...of);
      const { meta, columns } = episode;
      dimensions.add(meta.id, meta.steps, {
        observation: doublesOf(columns.observation),
        action: doublesOf(columns.action),
        reward: doublesOf(columns.reward),
      });
      figures.push({ return: meta.return });
      steps += meta.steps;
      return episode;
    },
  };
  return { source, statistics: () => ({ episodes: figures.length, steps, figures, ...dimensions.result() }) };
}

async function checkFree(out: string): Promise<void> {
  if (!(await exists(out))) return;
  if (!(await fs.stat(out)).isDirectory())
    throw new FailureError("already-exists", `${out} is a file.`, "Choose a new folder.");
  if ((await fs.readdir(out)).length > 0)
    throw new FailureError("already-exists", `${out} has files in it.`, "Choose a new folder.");
}

/**
 * Exports the used episodes of a dataset, and a card that describes them, into the new folder `out`, which appears whole
 * or not at all. FailureError "invalid-input" without any, "already-exists", "disk", "invalid-file" or "cancelled".
 */
export async function exportDataset(
  store: DatasetStore,
  format: ForeignFormat,
  out: string,
  options: TransferOptions = {},
): Promise<Exported> {
  const folder = resolve(out);
  return onDisk(`Cannot export to ${folder}`, async () => {
    await checkFree(folder);
    if ((await store.usedEpisodes()).length === 0)
      throw new FailureError("invalid-input", "The dataset has no episodes to export.", "Record or restore one first.");
    return writeFolder(folder, async (beside) => {
      const name = basename(folder);
      const { source, statistics } = watched(store);
      const made = await exporterOf(format)(source, beside, name, options);
      checkCancelled(options, EXPORT_CANCELLED);
      const card = datasetCard(store.info, statistics(), format, name);
      await writeDurably(join(beside, CARD_FILE), [Buffer.from(card)]);
      return { ...made, files: [...made.files, CARD_FILE].map((file) => join(folder, file)) };
    });
  });
}
