import { fileURLToPath } from "node:url";
import { bundleScript } from "./bundle-script.ts";

/**
 * What `determinismHash()` gives on every host. It changes with the simulator's behaviour: then raise BEHAVIOUR_VERSION in
 * src/shared/sim/fingerprint.ts too, so that recordings of the old behaviour are known as such.
 */
export const DETERMINISM_HASH = "d570d48e2ea06615";

/** The behaviour's fingerprint with default options, of the same version as the hash. */
export const DEFAULT_FINGERPRINT = "94cae71d7a2bc126";

/** A classic script that leaves `determinism.determinismHash` behind. */
export function determinismScript(): Promise<string> {
  return bundleScript(
    fileURLToPath(new URL("../../src/shared/sim/determinism-hash.ts", import.meta.url)),
    "determinism",
  );
}
