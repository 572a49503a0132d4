import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FailureError } from "../shared/base/failure.ts";
import { openPolicyStore, readPolicyFile } from "../node/policies/policy-store.ts";

/** The bytes of a policy that is named by its file, or by its name or id in the person's home. */
export async function loadPolicyBytes(home: string, named: string): Promise<Uint8Array> {
  return readPolicyFile(await findPolicyFile(home, named));
}

/** The file of a policy that is named by its file, or by its name or id in the person's home. */
export async function findPolicyFile(home: string, named: string): Promise<string> {
  // A folder of that name is none, but may stand in the way of a policy of the home.
  if (existsSync(named) && statSync(named).isFile()) return resolve(named);
  const found = existsSync(join(home, "policies"))
    ? (await (await openPolicyStore(home)).list()).filter(({ id, name }) => id === named || name === named)
    : [];
  const [first, second] = found;
  if (first === undefined)
    throw new FailureError(
      "not-found",
      `There is no policy ${named}: neither such a file nor one of that name in ${join(home, "policies")}.`,
      "Give a .safetensors file, or train a policy first.",
    );
  if (second !== undefined)
    throw new FailureError(
      "invalid-input",
      `Several policies are named ${named}.`,
      `Give the id: ${found.map(({ path }) => basename(path, ".safetensors")).join(" or ")}`,
    );
  return first.path;
}
