import { promises as fs } from "node:fs";
import { basename, join } from "node:path";
import { readPolicyFile, writePolicyFile } from "./policy-store.ts";

/**
 * Copies the policies that come with the app (`<resources>/demo/*.safetensors`) into a home, unless they are there or
 * were deleted (they are in its trash). Returns the ids it installed.
 */
export async function installDemoPolicy(home: string, resources: string): Promise<readonly string[]> {
  const source = join(resources, "demo");
  const installed: string[] = [];
  for (const name of await namesIn(source)) {
    if (!name.endsWith(".safetensors")) continue;
    const present = [...(await namesIn(join(home, "policies"))), ...(await namesIn(join(home, "trash")))];
    if (present.includes(name)) continue;
    await fs.mkdir(join(home, "policies"), { recursive: true });
    await writePolicyFile(join(home, "policies", name), await readPolicyFile(join(source, name)));
    installed.push(basename(name, ".safetensors"));
  }
  return installed;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
