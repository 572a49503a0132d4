import { Option } from "commander";
import { exportDataset } from "../../node/formats/export-dataset.ts";
import { FOREIGN_FORMATS } from "../../shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { formatNumber } from "../format.ts";

export function addExport(cli: Cli): void {
  cli
    .command(
      "export",
      "write a dataset in a format of other programs",
      "export scripted --format minari --out hopper-minari",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .addOption(new Option("--format <name>", "what to write").choices([...FOREIGN_FORMATS]).makeOptionMandatory())
    .requiredOption("--out <dir>", "new folder for the files")
    .action((dataset: string, flags: { readonly format: ForeignFormat; readonly out: string }) =>
      cli.run((context) =>
        withDataset(context.home, dataset, "read", async (store) => {
          const bar = context.progress("Exporting");
          const meter = createProgressMeter("%");
          const { files, episodes, steps, lost } = await exportDataset(store, flags.format, flags.out, {
            signal: context.signal,
            onProgress: (fraction, message) => bar.update(meter(100 * fraction, 100, message)),
          });
          return {
            json: { files, episodes, steps, lost },
            text: `${episodes} episodes, ${formatNumber(steps)} steps →\n${[...files.map((file) => `  ${file}`), ...lost.map((line) => `not in the files: ${line}`)].join("\n")}`,
          };
        }),
      ),
    );
}
