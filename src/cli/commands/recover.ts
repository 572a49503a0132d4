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
          const { recovered } = store;
          const list = (await store.episodes()).filter(({ id }) => recovered.includes(id));
          const episodes = list.map(({ id, steps, return: sum, cause }) => ({ id, steps, return: sum, cause }));
          const text =
            episodes.length === 0
              ? "Nothing to recover."
              : episodes.map(({ id, steps }) => `${id}: ${steps} steps`).join("\n");
          return { json: { recovered, episodes }, text };
        }),
      ),
    );
}
