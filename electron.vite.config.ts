import { existsSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const root = import.meta.dirname;

/** The programs of the Node side, each started on its own: the window's main process, the command line, the child processes. */
const nodeEntries = {
  index: "src/main/index.ts",
  cli: "src/cli/index.ts",
  trainer: "src/node/trainer/process.ts",
  "tensorflow-probe": "src/node/tensorflow/probe.ts",
  "rollout-worker": "src/node/rollouts/worker.ts",
  "hdf5-worker": "src/node/formats/hdf5-worker.ts",
};

function present(entries: Record<string, string>): Record<string, string> {
  const found = Object.entries(entries).filter(([, file]) => existsSync(resolve(root, file)));
  return Object.fromEntries(found.map(([name, file]) => [name, resolve(root, file)]));
}

export default defineConfig({
  main: {
    build: {
      // The same files run in Electron's Node and in the Node of the command line, the older of the two.
      target: "node20.19",
      sourcemap: true,
      rolldownOptions: {
        input: present(nodeEntries),
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name]-[hash].js",
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but electron: everything else is bundled into one CommonJS file.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { index: resolve(root, "src/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(root, "src/renderer"),
    base: "./",
    plugins: [react()],
    worker: { format: "es" },
    build: {
      outDir: resolve(root, "out/renderer"),
      // The page is also served to the system's browser, whichever that is.
      target: "es2022",
      minify: true,
      sourcemap: true,
      rolldownOptions: { input: resolve(root, "src/renderer/index.html") },
    },
  },
});
