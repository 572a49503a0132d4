import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { InlineConfig, Plugin } from "vite";

const ROOT = resolve(import.meta.dirname, "../../..");
const SHIMS = resolve(import.meta.dirname, "shims");
const BUILTINS = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
/** Native, or too big to be worth bundling: these run as npm installed them. */
const NODE_PACKAGES = [/^@tensorflow\//, /^h5wasm/, "electron"];
/** The programs that Electron starts; the command line is not one of them. */
const PROGRAMS = {
  index: "src/main/index.ts",
  trainer: "src/node/trainer/process.ts",
  "rollout-worker": "src/node/rollouts/worker.ts",
};

const COMMON: InlineConfig = { root: ROOT, configFile: false, logLevel: "error", publicDir: false };

/**
 * Just older than Node 12.14 and Chromium 83: those have class fields but no private methods, and the bundler rewrites the
 * two together or not at all.
 */
const NODE_TARGET = "node11";
const PAGE_TARGET = "chrome71";

/** One CommonJS file for Electron 9's Node. */
async function buildNode(entry: string, outDir: string, name: string, target: string): Promise<void> {
  await build({
    ...COMMON,
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: true,
      target,
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { [name]: entry },
        external: [...BUILTINS, ...NODE_PACKAGES],
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  });
}

/** Imports the polyfills before anything else in the page's entry and in every worker's. */
function preludeFirst(): Plugin {
  const prelude = JSON.stringify(join(SHIMS, "page-prelude.ts"));
  const page = join(ROOT, "src/renderer/main.tsx");
  return {
    name: "pogo:prelude-first",
    enforce: "pre",
    transform(code, id) {
      const isWorker = this.getModuleInfo(id)?.isEntry === true && id.replace(/\?.*$/, "").endsWith(".ts");
      return id === page || isWorker ? { code: `import ${prelude};\n${code}`, map: null } : undefined;
    },
  };
}

/** Chromium 83 knows `:where` and `:is` only under this name. */
function oldSelectors(): Plugin {
  return {
    name: "pogo:old-selectors",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        file.source = String(file.source).replaceAll(/:(?:where|is)\(/g, ":-webkit-any(");
      }
    },
  };
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    ...COMMON,
    root: join(ROOT, "src/renderer"),
    base: "./",
    plugins: [preludeFirst(), react(), oldSelectors()],
    worker: { format: "es", plugins: () => [preludeFirst()] },
    build: {
      target: PAGE_TARGET,
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: join(ROOT, "src/renderer/index.html") },
    },
  });
}

/** A test or a bench that runs from sources has another NODE_ENV, and would measure React's development build. */
async function asShipped(work: () => Promise<void>): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/**
 * Builds the shipped main, preload and renderer sources for Electron 9.4.1 into `folder`, laid out as the shipped app:
 * out/main, out/preload, out/renderer, resources, node_modules.
 */
export async function buildApp(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const main = join(folder, "out", "main");
  await mkdir(main, { recursive: true });
  await buildNode(join(SHIMS, "node-prelude.ts"), main, "prelude", NODE_TARGET);
  for (const [name, file] of Object.entries(PROGRAMS)) {
    await buildNode(join(ROOT, file), main, `${name}-program`, NODE_TARGET);
    await writeFile(join(main, `${name}.js`), `require("./prelude.cjs");\nrequire("./${name}-program.cjs");\n`);
  }
  await buildNode(join(ROOT, "src/preload/index.ts"), join(folder, "out", "preload"), "index", PAGE_TARGET);
  await asShipped(() => buildPage(join(folder, "out", "renderer")));
  const manifest = { name: "pogo", productName: "Pogo", version: "0.1.0", main: "out/main/index.js" };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  for (const name of ["resources", "node_modules"]) await symlink(join(ROOT, name), join(folder, name));
}
