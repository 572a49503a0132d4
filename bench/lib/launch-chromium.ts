import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Draws nothing in 3D: leaves the processor to the rest where there is no GPU. */
export const NO_SCENE = ["--disable-3d-apis"];

/** The system's Chromium, headless. An Error says why that cannot be. */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? CANDIDATES.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("No Chromium: install one, or name it in the variable CHROMIUM.");
  return loadPlaywright().chromium.launch({ executablePath, args: ["--no-sandbox", ...flags] });
}

/** A package for developing only: the installed app does not have it, and the program does not carry it. */
function loadPlaywright(): typeof import("playwright-core") {
  const load = createRequire(join(findAppFolder(), "package.json"));
  try {
    return load("playwright-core") as typeof import("playwright-core");
  } catch (cause) {
    throw new Error("playwright-core is not installed: it comes with a checkout's npm ci.", { cause });
  }
}
