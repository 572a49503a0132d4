import { basename } from "node:path";
import { UsageError } from "../cli.ts";
import type { Cli, CommandContext } from "../cli.ts";
import { wholeNumber } from "../option-parsers.ts";

/** What every file of bench/ exports. */
interface BenchModule {
  /** measures, tells its table line by line as it goes, and answers the figures */
  run(report: (line: string) => void, options: BenchOptions): Promise<object>;
}

/** What a bench may be asked for; each takes what it knows. */
interface BenchOptions {
  readonly steps?: number;
  readonly seconds?: number;
}

/** Every bench becomes a chunk of the program, loaded when it is asked for. */
const BENCHES = new Map(
  Object.entries(import.meta.glob("../../../bench/*.ts")).map(([path, load]) => [basename(path, ".ts"), load]),
);

export function addBench(cli: Cli): void {
  cli
    .command("bench", "measure this machine; without a name all benchmarks run", "bench physics")
    .argument("[name]", `one of: ${[...BENCHES.keys()].join(", ")}`)
    .option(
      "--steps <n>",
      "dataset: steps of the dataset that is opened, loaded and summed up (1 million)",
      wholeNumber(1000, 1e9),
    )
    .option("--seconds <n>", "driving: seconds of recording per condition (20)", wholeNumber(5, 3600))
    .action((name: string | undefined, options: BenchOptions) =>
      cli.run(async (context) => {
        const chosen = name === undefined ? [...BENCHES.keys()] : [name];
        const figures: Record<string, object> = {};
        const lines: string[] = [];
        for (const each of chosen) {
          if (context.signal.aborted) break;
          figures[each] = await runBench(each, context, lines, options);
        }
        return {
          json: name === undefined ? figures : { ...figures[name] },
          text: context.json ? "" : lines.join("\n"),
        };
      }),
    );
}

async function runBench(
  name: string,
  context: CommandContext,
  lines: string[],
  options: BenchOptions,
): Promise<object> {
  const load = BENCHES.get(name);
  if (load === undefined)
    throw new UsageError(`There is no benchmark ${name}.`, `Choose one of ${[...BENCHES.keys()].join(", ")}.`);
  const bench = (await load()) as BenchModule;
  lines.push(`${lines.length === 0 ? "" : "\n"}${name}`);
  return bench.run((line) => {
    // A benchmark takes its time; who waits sees on stderr what stdout will hold.
    context.note(line);
    lines.push(line);
  }, options);
}
