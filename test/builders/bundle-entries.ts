import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");

/** Programs of the Node side, bundled so that a process or a worker of their own can run them. */
export interface BundledEntries {
  /** the built file of each entry */
  readonly files: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Bundles `entries` (name → source file below the checkout) as the app's build does, into a folder of its own. */
export async function bundleEntries(entries: Readonly<Record<string, string>>): Promise<BundledEntries> {
  // Inside the checkout, so that packages are found.
  const parent = join(ROOT, ".cache/test-bundles");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "b-"));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(ROOT, file)])),
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  });
  return {
    files: Object.fromEntries(Object.keys(entries).map((name) => [name, join(folder, `${name}.js`)])),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
