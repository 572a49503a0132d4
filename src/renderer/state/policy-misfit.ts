import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import type { PolicySummary } from "../../shared/policy/policy-meta.ts";

/** Why a policy cannot drive this hopper, by what its file says of itself; null where nothing speaks against it. */
export function misfit({ meta, problem }: PolicySummary): string | null {
  if (meta === null) return problem ?? "Its file cannot be read.";
  const { inputs, outputs } = meta.architecture;
  const actions = meta.head.kind === "bins" ? outputs / meta.head.bins : outputs;
  if (inputs === OBSERVATION_SIZE && actions === ACTION_SIZE) return null;
  return `Does not fit: it takes ${inputs} numbers and gives ${actions}; the hopper gives ${OBSERVATION_SIZE} and takes ${ACTION_SIZE}.`;
}
