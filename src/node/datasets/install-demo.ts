import { promises as fs } from "node:fs";
import { join } from "node:path";
import { HOPPER_ENVIRONMENT } from "../../shared/dataset/dataset-info.ts";
import { isExisting, onDisk } from "./disk-failure.ts";
import { exists, removeTree, writeDurably } from "./durable-files.ts";
import { importMinari } from "../formats/import-minari.ts";
import { datasetsFolder } from "./list-datasets.ts";
import { createDataset, openDataset } from "./open-dataset.ts";

const NAME = "MuJoCo expert (CS285)";
const FOLDER = "mujoco-expert-cs285";
const ORIGIN = "Berkeley CS285, fall 2023, homework 1: expert policy in Gymnasium Hopper-v5 (MuJoCo)";
/** its presence says that the demo was installed once: a person who deleted it does not want it back */
const MARKER = ".demo-installed";

/** The copy is made in a hidden folder, so that nobody sees half of it. */
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
    await fs.mkdir(root, { recursive: true });
    const place = join(root, FOLDER);
    if (!(await exists(place))) {
      const beside = await fs.mkdtemp(join(root, ".demo-"));
      try {
        await build(beside, join(resources, "demo", "cs285-expert"));
        await fs.chmod(beside, 0o755);
        await fs.rename(beside, place);
      } catch (error) {
        await removeTree(beside).catch(() => undefined);
        const another = error instanceof Error && "code" in error && error.code === "ENOTEMPTY";
        if (!another && !isExisting(error)) throw error;
      }
    }
    await writeDurably(marker, [Buffer.from(`${NAME}\n`)]);
    return place;
  });
}
