import { createWriteStream, promises as fs } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { monotonicFactory } from "ulid";
import { recordEpisodes } from "../../src/node/record/record-episodes.ts";
import { createScriptedActor } from "../../src/node/record/scripted-actor.ts";
import { fastCrc32 } from "../../src/node/datasets/fast-crc32.ts";
import { createDataset, openDataset } from "../../src/node/datasets/open-dataset.ts";
import { encodeEpisode } from "../../src/shared/dataset/arrow/encode-whole.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";

export const EPISODE_STEPS = 1000;
const nextId = monotonicFactory();

/** A real episode of 1000 steps, recorded from the scripted expert, with every column. */
export async function recordOne(folder: string): Promise<Episode> {
  const path = join(folder, "recorded");
  await createDataset({ path, name: "Recorded" });
  const store = await openDataset(path, { mode: "write" });
  try {
    const [meta] = await recordEpisodes({
      store,
      actor: createScriptedActor({ speed: [1, 1] }),
      episodes: 1,
      seed: 1,
      maxSteps: EPISODE_STEPS,
      noise: 0,
      policyId: null,
      operator: null,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    return await store.load(meta?.id ?? "");
  } finally {
    await store.close();
  }
}

/** A dataset of so many episodes, each the rows of `episode` under an id of its own. Answers its bytes. */
export async function makeDataset(path: string, episode: Episode, episodes: number): Promise<number> {
  await createDataset({ path, name: "Many" });
  let bytes = 0;
  for (let i = 0; i < episodes; i += 1) {
    const id = nextId();
    const file = createWriteStream(join(path, "episodes", `${id}.arrow`));
    for (const chunk of encodeEpisode({ ...episode, meta: { ...episode.meta, id } }, fastCrc32)) {
      bytes += chunk.length;
      file.write(chunk);
    }
    file.end();
    await once(file, "close");
  }
  return bytes;
}

/** Bytes that the folder's disk has free; null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await fs.statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
