import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A program of the build (out/main/<name>.js), or null where this code does not run from the build. It lies beside
 * this code, or one folder above where the bundler put this code into a shared chunk.
 */
export function findBuiltProgram(name: string): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  return [here, dirname(here)].map((folder) => join(folder, `${name}.js`)).find((file) => existsSync(file)) ?? null;
}
