import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { openPolicyStore, readPolicyFile } from "../node/policies/policy-store.ts";
import { onlyOne } from "./only-one.ts";

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
  return onlyOne(found, {
    named,
    noun: "policy",
    nouns: "policies",
    searched: `neither such a file nor one of that name in ${join(home, "policies")}`,
    remedy: "Give a .safetensors file, or train a policy first.",
    give: "id",
    giveOf: ({ path }) => basename(path, ".safetensors"),
  }).path;
}
