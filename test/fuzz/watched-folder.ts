import { promises as fs } from "node:fs";
import { join } from "node:path";

/**
 * Everything below a folder save what `except` says, and what is below that, with sizes and contents' times: what nobody
 * may have touched. What is excepted is not looked into: somebody may be at work there, and a folder go meanwhile.
 */
export async function photograph(folder: string, except: (path: string) => boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  const lookInto = async (below: string): Promise<void> => {
    for (const entry of (await fs.readdir(join(folder, below))).sort()) {
      const name = join(below, entry);
      if (except(name)) continue;
      const stat = await fs.lstat(join(folder, name));
      seen.push(`${name} ${stat.size} ${stat.mtimeMs} ${stat.mode}`);
      if (stat.isDirectory()) await lookInto(name);
    }
  };
  await lookInto("");
  return seen;
}
