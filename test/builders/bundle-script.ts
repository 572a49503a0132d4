import { build } from "vite";

/**
 * A module of the sources as one classic script, for hosts that load no TypeScript: it leaves the module's exports in the
 * global `name`. The language level suits the Chromium 83 of Electron 9.
 */
export async function bundleScript(entry: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, target: "chrome83", lib: { entry, name, formats: ["iife"] } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const each of outputs) {
    if (!("output" in each)) continue;
    for (const chunk of each.output) if (chunk.type === "chunk") return chunk.code;
  }
  throw new Error(`nothing was bundled from ${entry}`);
}
