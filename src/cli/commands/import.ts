import { importerOf } from "../../node/formats/formats.ts";
import { FOREIGN_FORMATS } from "../../shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import type { Cli } from "../cli.ts";
import { Option } from "commander";
import { withNewDataset } from "../datasets.ts";
import { formatNumber } from "../format.ts";

export function addImport(cli: Cli): void {
  cli
    .command(
      "import",
      "add episodes made elsewhere to a dataset",
      "import ~/.minari/datasets/mujoco/hopper/expert-v0 --format minari --dataset expert",
    )
    .argument("<source>", "folder or file of the foreign dataset")
    .addOption(new Option("--format <name>", "what it is").choices([...FOREIGN_FORMATS]).makeOptionMandatory())
    .requiredOption("--dataset <dir>", "folder of the dataset, made where it is missing")
    .action((source: string, flags: { readonly dataset: string; readonly format: ForeignFormat }) =>
      cli.run((context) =>
        withNewDataset(flags.dataset, async (store) => {
          const bar = context.progress("Importing");
          const meter = createProgressMeter("%");
          const { episodes, steps, notes } = await importerOf(flags.format)(source, store, {
            signal: context.signal,
            onProgress: (fraction, message) => bar.update(meter(100 * fraction, 100, message)),
          });
          return {
            json: { dataset: store.path, episodes, steps, notes },
            text: [`${episodes} episodes, ${formatNumber(steps)} steps → ${store.path}`, ...notes].join("\n"),
          };
        }),
      ),
    );
}
