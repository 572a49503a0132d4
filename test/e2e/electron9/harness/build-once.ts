import { join, resolve } from "node:path";
import { buildApp } from "../../../../bench/lib/electron9/build-app.ts";

/** The built app; every file of the suite uses the same one. */
export const APP = join(resolve(import.meta.dirname, "../../../.."), ".cache", "electron9", "app");

/** Builds it before the first test of a run. */
export async function setup(): Promise<void> {
  await buildApp(APP);
}
