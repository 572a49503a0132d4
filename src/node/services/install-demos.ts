import type { HostEvent } from "../../shared/ipc/contract.ts";
import { installDemo } from "../datasets/install-demo.ts";
import { installDemoPolicy } from "../policies/install-demo-policy.ts";

/** Puts the dataset and the policy that come with the app into a home that does not have them. */
export async function installDemos(home: string, resources: string, emit: (event: HostEvent) => void): Promise<void> {
  const policies = await installDemoPolicy(home, resources);
  if (policies.length > 0) emit({ type: "policies-changed" });
  if ((await installDemo(home, resources)) !== null) emit({ type: "datasets-changed" });
}
