import { promises as fs } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifestSchema = z.object({ version: z.string() });

/** The version in the package.json of an app's folder. */
export async function readAppVersion(appFolder: string): Promise<string> {
  return manifestSchema.parse(JSON.parse(await fs.readFile(join(appFolder, "package.json"), "utf8"))).version;
}
