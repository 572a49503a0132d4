import { onTestFinished } from "vitest";
import { createTestServices, episodeStart, realBatches } from "./services.ts";
import type { TestServices } from "./services.ts";

export interface Home {
  readonly services: TestServices;
  readonly dataset: string;
  readonly episodes: readonly string[];
}

/** Services with a dataset of episodes of these lengths (a hopper held still falls after some 40 steps); gone when the test ends. */
export async function homeWith(lengths: readonly number[]): Promise<Home> {
  const services = await createTestServices();
  onTestFinished(() => services.remove());
  const { id: dataset } = await services.ask("datasets/create", { name: "Hops" });
  const episodes: string[] = [];
  for (const steps of lengths) {
    const { recording } = await services.ask("recording/begin", { dataset, start: episodeStart() });
    for (const batch of realBatches(steps)) await services.ask("recording/append", { recording, batch });
    const { id } = await services.ask("recording/finish", { recording, end: { cause: "operator", health: null } });
    episodes.push(id);
  }
  return { services, dataset, episodes };
}
