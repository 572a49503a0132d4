import { promises as fs } from "node:fs";
import { join } from "node:path";

/** Everything below a folder save what `except` says, with sizes and contents' times: what nobody may have touched. */
export async function photograph(folder: string, except: (path: string) => boolean): Promise<readonly string[]> {
  const names = await fs.readdir(folder, { recursive: true });
  const seen: string[] = [];
  for (const name of names.filter((path) => !except(path)).sort()) {
    const { size, mtimeMs, mode } = await fs.lstat(join(folder, name));
    seen.push(`${name} ${size} ${mtimeMs} ${mode}`);
  }
  return seen;
}
