import { FailureError } from "../../shared/base/failure.ts";
import { editsOf } from "../../shared/dataset/curation.ts";
import type { CurationHistory, EditEntry } from "../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { DatasetStore } from "../../node/datasets/dataset-store.ts";
import { describeEntry, describeSteps } from "../../node/services/describe-steps.ts";
import { UsageError } from "../cli.ts";
import type { Cli, Outcome } from "../cli.ts";
import { planEdits } from "../curation-edits.ts";
import { parseCurationFlags } from "../curation-flags.ts";
import type { CurationFlags } from "../curation-flags.ts";
import { describeCuration } from "../describe-curation.ts";
import { withDataset } from "../datasets.ts";
import { collect, realNumber, seed } from "../option-parsers.ts";

type Alone = "undo" | "redo" | "log";

export function addCurate(cli: Cli): void {
  cli
    .command(
      "curate",
      'say what episodes are worth: one call is undone as one; ID is an id or a name, or "where"',
      "curate scripted --where return<500 --drop where --split 0.1",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .option("--name <id=name>", "name an episode", collect)
    .option("--keep <id>", "use it, also where it was abandoned", collect)
    .option("--drop <id>", "hide it and keep it out of training; its file stays", collect)
    .option("--restore <id>", "take a keep or a drop back", collect)
    .option("--success <id>", "the task was done", collect)
    .option("--failure <id>", "the task was not done", collect)
    .option("--unlabel <id>", "say neither", collect)
    .option("--rate <id=n>", "how well, 1 to 5; 0 for no rating", collect)
    .option("--tag <id=tag>", "add a tag", collect)
    .option("--untag <id=tag>", "take a tag away", collect)
    .option("--note <id=text>", "write a note; empty for none", collect)
    .option("--operator <id=name>", "correct who drove; empty for as recorded", collect)
    .option("--trim <id=from:to>", "use steps FROM to before TO only; empty for all", collect)
    .option("--split <fraction>", "split all used episodes into train and validation", realNumber(0, 1))
    .option("--seed <s>", "of the split", seed, 0)
    .option("--where <conditions>", 'the episodes that "where" stands for, such as return<500,source=human')
    .option("--undo", "take the latest call back")
    .option("--redo", "do again what --undo took back")
    .option("--log", "list what was done")
    .action((dataset: string, flags: CurationFlags) =>
      cli.run((context) => {
        const alone = lonelyFlag(flags);
        if (alone === "log")
          return withDataset(context.home, dataset, "read", async (store) => tellLog(await store.history()));
        if (alone !== null) return withDataset(context.home, dataset, "write", (store) => step(store, alone));
        const plan = parseCurationFlags(flags);
        return withDataset(context.home, dataset, "write", async (store) => {
          const edits = planEdits(plan, await store.episodes());
          return tell(store, await store.edit(edits));
        });
      }),
    );
}

/** The one of --undo, --redo and --log that is given; UsageError beside another flag. */
function lonelyFlag({ seed: _seed, ...flags }: CurationFlags): Alone | null {
  const given = Object.keys(flags).filter((flag) => flag !== "json");
  const alone = (["undo", "redo", "log"] as const).find((flag) => given.includes(flag));
  if (alone === undefined) return null;
  if (given.length > 1) throw new UsageError(`--${alone} goes with no other flag.`, "Give one after the other.");
  return alone;
}

/** Undoes or redoes one entry; FailureError where there is none. */
async function step(store: DatasetStore, which: "undo" | "redo"): Promise<Outcome> {
  const { standing, undone } = await store.history();
  const entry = which === "undo" ? standing.at(-1) : undone.at(-1);
  if (entry === undefined)
    throw new FailureError("invalid-input", `There is nothing to ${which}.`, "pogo curate --log lists what was done.");
  await (which === "undo" ? store.undo() : store.redo());
  const changed = new Set(editsOf(entry).map(({ episode }) => episode));
  return tell(
    store,
    (await store.episodes()).filter(({ id }) => changed.has(id)),
  );
}

async function tell(store: DatasetStore, changed: readonly EpisodeSummary[]): Promise<Outcome> {
  const edited = changed.map(({ id, name, dropped, curation }) => ({ id, name, dropped, curation }));
  const [{ episodes, steps }, history] = await Promise.all([store.summary(), store.history()]);
  const lines = changed.map(({ id, name, curation }) => [id, name, ...describeCuration(curation)].join("  "));
  return {
    json: { edited, episodes, steps, ...describeSteps(history) },
    text: lines.length === 0 ? "No episode is concerned: nothing was done." : lines.join("\n"),
  };
}

function tellLog(history: CurationHistory): Outcome {
  const line = (entry: EditEntry, undone: boolean): { time: string; what: string; edits: number; undone: boolean } => ({
    time: entry.time,
    what: describeEntry(entry),
    edits: editsOf(entry).length,
    undone,
  });
  const log = [
    ...history.standing.map((entry) => line(entry, false)),
    ...history.undone.map((entry) => line(entry, true)).toReversed(),
  ];
  const text = log.map(({ time, what, undone }) => `${time}  ${what}${undone ? "  (undone)" : ""}`);
  return {
    json: { log, ...describeSteps(history) },
    text: text.length === 0 ? "Nothing was edited." : text.join("\n"),
  };
}
