import { promises as fs } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import type { ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { datasetCard } from "../../shared/export/dataset-card.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { removeTree, syncFolder, writeDurably } from "../datasets/durable-files.ts";
import { computeStatistics } from "../statistics/compute-statistics.ts";
import { exporterOf } from "./formats.ts";
import type { Exported, TransferOptions } from "./transfer.ts";

const CARD_FILE = "README.md";
/** What the format's own writing takes of the time, about; the rest are the statistics of the card. */
const WRITING = 0.8;

async function isFree(out: string): Promise<boolean> {
  try {
    return (await fs.readdir(out)).length === 0;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}

/**
 * Exports the used episodes of a dataset, and a card that describes them, into the new folder `out`, which appears whole
 * or not at all. FailureError "already-exists", "disk", "invalid-file" or "cancelled".
 */
export async function exportDataset(
  store: DatasetStore,
  format: ForeignFormat,
  out: string,
  options: TransferOptions = {},
): Promise<Exported> {
  const folder = resolve(out);
  return onDisk(`Cannot export to ${folder}`, async () => {
    if (!(await isFree(folder)))
      throw new FailureError("already-exists", `${folder} has files in it.`, "Choose a new folder.");
    await fs.mkdir(dirname(folder), { recursive: true });
    const beside = await fs.mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    try {
      const name = basename(folder);
      const made = await exporterOf(format)(store, beside, name, {
        ...options,
        onProgress: (fraction, message) => options.onProgress?.(WRITING * fraction, message),
      });
      const statistics = await computeStatistics(store, {
        ...options,
        onProgress: (done, total) => options.onProgress?.(WRITING + ((1 - WRITING) * done) / total, "Describing it"),
      });
      await writeDurably(join(beside, CARD_FILE), [Buffer.from(datasetCard(store.info, statistics, format, name))]);
      await fs.chmod(beside, 0o755);
      await fs.rename(beside, folder);
      await syncFolder(dirname(folder));
      return { ...made, files: [...made.files, CARD_FILE].map((file) => join(folder, file)) };
    } catch (error) {
      await removeTree(beside).catch(() => undefined);
      throw error;
    }
  });
}
