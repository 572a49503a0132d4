import type { Policy } from "../../src/shared/policy/policy.ts";
import { buildPolicy } from "./policy.ts";

/** A policy for the hopper whose actions depend on all that it saw since its last reset. */
export function rememberingPolicy(): Policy {
  const network = { inputs: 11, hidden: [8], outputs: 3, activation: "tanh" as const };
  return buildPolicy({ architecture: { kind: "lstm", ...network, cells: 8, window: 16 }, normaliser: false }, 3);
}
