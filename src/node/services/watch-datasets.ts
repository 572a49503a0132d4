import { promises as fs, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { join } from "node:path";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import { datasetPaths, EPISODE_SUFFIX, idsWithSuffix } from "../datasets/dataset-paths.ts";
import { datasetsFolder } from "../datasets/list-datasets.ts";
import { readDatasetInfo } from "../datasets/open-dataset.ts";

/** What is compared of a dataset between two looks. */
interface Look {
  readonly id: string;
  /** of dataset.json */
  readonly info: string;
  readonly episodesFolder: string;
  /** ids of the finished episodes */
  readonly episodes: string;
  readonly curation: string;
}

export interface WatchOptions {
  /** ms between looks where the system says nothing: network disks do not */
  readonly every?: number;
  /** ms to wait for more of the same, such as an import's next episode */
  readonly settle?: number;
}

/** Folders that are watched; further datasets are found by looking now and then. */
const MAX_WATCHED = 64;

/** Size and time of a file; "" where there is none. */
async function mark(path: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await fs.stat(path);
    return `${size} ${mtimeMs} ${ino}`;
  } catch {
    return "";
  }
}

async function lookAt(folder: string, before: Look | undefined): Promise<Look | null> {
  const paths = datasetPaths(folder);
  const [info, episodesFolder, curation] = await Promise.all([paths.info, paths.episodes, paths.curation].map(mark));
  if (info === undefined || info === "") return null;
  const id = before?.info === info ? before.id : ((await readDatasetInfo(folder).catch(() => null))?.id ?? "");
  const episodes =
    before !== undefined && before.episodesFolder === episodesFolder
      ? before.episodes
      : idsWithSuffix(await fs.readdir(paths.episodes).catch(() => []), EPISODE_SUFFIX).join(" ");
  return { id, info, episodesFolder: episodesFolder ?? "", episodes, curation: curation ?? "" };
}

/** What is, or may be about to become, a dataset. */
async function foldersOf(home: string): Promise<readonly string[]> {
  const root = datasetsFolder(home);
  const names = await fs.readdir(root).catch(() => []);
  return names.filter((name) => !name.startsWith(".")).map((name) => join(root, name));
}

async function lookAtAll(folders: readonly string[], before: ReadonlyMap<string, Look>): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  for (const folder of folders) {
    const look = await lookAt(folder, before.get(folder));
    if (look !== null) looks.set(folder, look);
  }
  return looks;
}

function differences(before: ReadonlyMap<string, Look>, after: ReadonlyMap<string, Look>): readonly HostEvent[] {
  const events: HostEvent[] = [];
  const same = [...after].every(([folder, look]) => before.get(folder)?.info === look.info);
  if (before.size !== after.size || !same) events.push({ type: "datasets-changed" });
  for (const [folder, look] of after) {
    const last = before.get(folder);
    if (last === undefined || look.id === "") continue;
    if (last.episodes !== look.episodes || last.curation !== look.curation)
      events.push({ type: "episodes-changed", dataset: look.id });
  }
  return events;
}

/**
 * Tells what changes in a home's datasets, whoever changes it: the command line, another window, a file manager. What the
 * app itself changes is told, too. Looks where the system says that something happened, and else every few seconds.
 * Answers a function that ends it.
 */
export function watchDatasets(
  home: string,
  emit: (event: HostEvent) => void,
  { every = 4000, settle = 250 }: WatchOptions = {},
): () => Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  let looks: Map<string, Look> | null = null;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = false;

  const soon = (): void => {
    if (ended || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      look();
    }, settle);
    timer.unref();
  };

  /** Watches these folders; those that are no datasets yet, too: a slow disk takes its time between folder and file. */
  const follow = (folders: readonly string[]): void => {
    const wanted = new Set([
      datasetsFolder(home),
      ...folders.slice(0, MAX_WATCHED).flatMap((folder) => [folder, datasetPaths(folder).episodes]),
    ]);
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    const unwatched = [...wanted].filter((folder) => !watchers.has(folder));
    // What changed between the look and the watch is told by nobody: another look finds it.
    if (unwatched.filter(begin).length > 0) soon();
  };

  /** whether it is watched from here on */
  const begin = (folder: string): boolean => {
    try {
      const watcher = watch(folder, { persistent: false }, soon);
      // The folder went, or the system has no more watches to give: looking now and then does as well.
      watcher.on("error", () => {
        watcher.close();
        watchers.delete(folder);
      });
      watchers.set(folder, watcher);
      return true;
    } catch {
      return false;
    }
  };

  const once = async (): Promise<void> => {
    const folders = await foldersOf(home);
    const found = await lookAtAll(folders, looks ?? new Map());
    if (ended) return;
    const events = looks === null ? [] : differences(looks, found);
    looks = found;
    follow(folders);
    events.forEach(emit);
  };

  const look = (): void => {
    if (ended) return;
    if (running !== null) {
      soon();
      return;
    }
    running = once().finally(() => {
      running = null;
    });
  };

  const interval = setInterval(look, every);
  interval.unref();
  look();

  return async () => {
    ended = true;
    clearInterval(interval);
    if (timer !== null) clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    await running;
  };
}
