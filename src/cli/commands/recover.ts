import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";

export function addRecover(cli: Cli): void {
  cli
    .command(
      "recover",
      "bring back episodes whose recording was cut off (the app does so by itself at its start)",
      "recover scripted",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .action((dataset: string) =>
      cli.run((context) =>
        withDataset(context.home, dataset, "write", async (store) => {
          const { recovered, unrecovered } = store;
          const list = (await store.episodes()).filter(({ id }) => recovered.includes(id));
          const episodes = list.map(({ id, steps, return: sum, cause }) => ({ id, steps, return: sum, cause }));
          const problems = unrecovered.map(({ id, failure }) => ({ id, message: failure.message }));
          const lines = [
            ...episodes.map(({ id, steps }) => `${id}: ${steps} steps`),
            ...unrecovered.map(({ failure }) => `${failure.message} ${failure.remedy}`),
          ];
          const text = lines.length === 0 ? "Nothing to recover." : lines.join("\n");
          return { json: { recovered, episodes, problems }, text };
        }),
      ),
    );
}
