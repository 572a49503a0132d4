#!/usr/bin/env node
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePackages } from "./lib/ensure-packages.mjs";
import { ROOT } from "./lib/paths.mjs";
import { trains } from "./lib/trains.mjs";

ensurePackages();
const args = process.argv.slice(2);
const { ensureBuilt } = await import("./lib/ensure-built.mjs");
const { prepareTensorflowAddon } = await import("./lib/tensorflow-addon.mjs");

try {
  if (trains(args)) await prepareTensorflowAddon();
  await ensureBuilt();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

// In this very process, so that an interrupt reaches the command once and its exit code is ours.
const program = join(ROOT, "out", "main", "cli.js");
process.argv[1] = program;
await import(pathToFileURL(program).href);
