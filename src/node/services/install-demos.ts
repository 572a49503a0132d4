import { installDemo } from "../datasets/install-demo.ts";
import { installDemoPolicy } from "../policies/install-demo-policy.ts";
import type { ServiceContext } from "./context.ts";

const OWN_DATASET = "My demonstrations";

/**
 * Puts the dataset and the policy that come with the app into a home that does not have them, and beside them an empty
 * dataset for the person's own episodes, so that the first drive is not recorded among an expert's.
 */
export async function installDemos(
  { info, datasets, settings, emit }: Pick<ServiceContext, "info" | "datasets" | "settings" | "emit">,
  resources: string,
): Promise<void> {
  const policies = await installDemoPolicy(info.home, resources);
  if (policies.length > 0) emit({ type: "policies-changed" });
  if ((await installDemo(info.home, resources)) === null) return;
  emit({ type: "datasets-changed" });
  if ((await datasets.list()).length > 1 || settings.get().dataset !== "") return;
  const { id } = await datasets.create(OWN_DATASET);
  emit({ type: "settings", settings: await settings.set({ dataset: id }) });
}
