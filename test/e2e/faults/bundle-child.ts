import { join, resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Bundles a TypeScript program of this folder for plain Node; answers its file. */
export async function bundleChild(name: string): Promise<string> {
  const outDir = join(ROOT, ".cache", "faults");
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: "node20",
      rollupOptions: { output: { entryFileNames: "[name].mjs" } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
