import type { Network } from "../../src/shared/learn/network.ts";
import { encodePolicy } from "../../src/shared/policy/policy-file.ts";
import { buildPolicyMeta } from "./policy.ts";

/** The policy file of a trained network. */
export function encodeNetwork({ architecture, head, normaliser, layers, lstm }: Network): Uint8Array {
  const meta = buildPolicyMeta({ architecture, head, normaliser: normaliser !== null });
  return encodePolicy({ meta, normaliser, layers, lstm });
}
