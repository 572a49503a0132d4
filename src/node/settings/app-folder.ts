import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout or of the installed package: the nearest one above this code with a package.json. */
export function findAppFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("Pogo's own folder has no package.json");
    folder = above;
  }
  return folder;
}
