import type { Edit } from "../../shared/dataset/curation.ts";
import { UsageError } from "../cli.ts";
import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { collect } from "../option-parsers.ts";

interface Flags {
  readonly name?: readonly string[];
  readonly drop?: readonly string[];
  readonly restore?: readonly string[];
}

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
          const changed = await store.edit(edits);
          const edited = changed.map(({ id, name, dropped }) => ({ id, name, dropped }));
          const { episodes, steps } = await store.summary();
          const lines = edited.map(({ id, name, dropped }) => `${id}  ${name}${dropped ? "  (dropped)" : ""}`);
          return { json: { edited, episodes, steps }, text: lines.join("\n") };
        });
      }),
    );
}

function parseEdits({ name = [], drop = [], restore = [] }: Flags): readonly Edit[] {
  const names = name.map((text): Edit => {
    const [, episode, newName] = /^([^=]+)=(.*\S.*)$/s.exec(text) ?? [];
    if (episode === undefined || newName === undefined)
      throw new UsageError(`--name ${text} is not ID=NAME.`, "Give an episode's id, an equals sign and its new name.");
    return { op: "name", episode, name: newName.trim() };
  });
  const edits: readonly Edit[] = [
    ...names,
    ...drop.map((episode): Edit => ({ op: "drop", episode })),
    ...restore.map((episode): Edit => ({ op: "restore", episode })),
  ];
  if (edits.length === 0) throw new UsageError("There is nothing to do.", "Give --name, --drop or --restore.");
  return edits;
}
