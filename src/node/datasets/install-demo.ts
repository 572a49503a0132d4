import { join } from "node:path";
import { HOPPER_ENVIRONMENT } from "../../shared/dataset/dataset-info.ts";
import { isExisting, onDisk } from "./disk-failure.ts";
import { exists, writeDurably } from "./durable-files.ts";
import { importMinari } from "../formats/import-minari.ts";
import { datasetsFolder } from "./list-datasets.ts";
import { createDataset, openDataset } from "./open-dataset.ts";
import { writeFolder } from "./write-folder.ts";

const NAME = "MuJoCo expert (CS285)";
const FOLDER = "mujoco-expert-cs285";
const ORIGIN = "Berkeley CS285, fall 2023, homework 1: expert policy in Gymnasium Hopper-v5 (MuJoCo)";
/** its presence says that the demo was installed once: a person who deleted it does not want it back */
const MARKER = ".demo-installed";

async function build(folder: string, source: string): Promise<void> {
  const environment = { ...HOPPER_ENVIRONMENT, physics: "mujoco" };
  await createDataset({ path: folder, name: NAME, createdBy: "pogo", environment, origin: ORIGIN });
  const store = await openDataset(folder, { mode: "write" });
  try {
    await importMinari(source, store);
  } finally {
    await store.close();
  }
}

/**
 * Puts the dataset that comes with the app into a home folder, at its first start only. Answers its folder, or null
 * where there was nothing to do. FailureErrors as `importMinari`; the next start tries again.
 */
export async function installDemo(home: string, resources: string): Promise<string | null> {
  return onDisk("Cannot install the demo dataset", async () => {
    const marker = join(home, MARKER);
    if (await exists(marker)) return null;
    const root = datasetsFolder(home);
    const place = join(root, FOLDER);
    if (!(await exists(place))) {
      try {
        await writeFolder(place, (beside) => build(beside, join(resources, "demo", "cs285-expert")));
      } catch (error) {
        const another = error instanceof Error && "code" in error && error.code === "ENOTEMPTY";
        if (!another && !isExisting(error)) throw error;
      }
    }
    await writeDurably(marker, [Buffer.from(`${NAME}\n`)]);
    return place;
  });
}
