import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { DatasetStore } from "../../node/datasets/dataset-store.ts";
import { UsageError } from "../cli.ts";
import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { collect } from "../option-parsers.ts";

interface Flags {
  readonly name?: readonly string[];
  readonly drop?: readonly string[];
  readonly restore?: readonly string[];
}

type Edit = (store: DatasetStore) => Promise<EpisodeSummary>;

export function addCurate(cli: Cli): void {
  cli
    .command(
      "curate",
      "name, drop and restore episodes; each flag may be given several times",
      "curate scripted --drop 01J9Z3T4QK8M5N7P2R6V8W0XYA",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .option("--name <id=name>", "name an episode", collect)
    .option("--drop <id>", "hide an episode and keep it out of training; its file stays", collect)
    .option("--restore <id>", "take a drop back", collect)
    .action((dataset: string, flags: Flags) =>
      cli.run((context) => {
        const edits = parseEdits(flags);
        return withDataset(context.home, dataset, "write", async (store) => {
          const edited: Pick<EpisodeSummary, "id" | "name" | "dropped">[] = [];
          for (const edit of edits) {
            const { id, name, dropped } = await edit(store);
            edited.push({ id, name, dropped });
          }
          const { episodes, steps } = await store.summary();
          const lines = edited.map(({ id, name, dropped }) => `${id}  ${name}${dropped ? "  (dropped)" : ""}`);
          return { json: { edited, episodes, steps }, text: lines.join("\n") };
        });
      }),
    );
}

function parseEdits({ name = [], drop = [], restore = [] }: Flags): readonly Edit[] {
  const names = name.map((text): Edit => {
    const [, id, newName] = /^([^=]+)=(.*\S.*)$/s.exec(text) ?? [];
    if (id === undefined || newName === undefined)
      throw new UsageError(`--name ${text} is not ID=NAME.`, "Give an episode's id, an equals sign and its new name.");
    return (store) => store.rename(id, newName.trim());
  });
  const edits = [
    ...names,
    ...drop.map(
      (id): Edit =>
        (store) =>
          store.drop(id),
    ),
    ...restore.map(
      (id): Edit =>
        (store) =>
          store.restore(id),
    ),
  ];
  if (edits.length === 0) throw new UsageError("There is nothing to do.", "Give --name, --drop or --restore.");
  return edits;
}
