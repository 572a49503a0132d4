import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, "../..");

/**
 * Per-user folder for what is downloaded or compiled once and shared by every checkout: `POGO_CACHE`, or the platform's
 * own cache folder.
 */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (env.POGO_CACHE) return resolve(env.POGO_CACHE);
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "pogo");
  if (platform === "darwin") return join(home, "Library", "Caches", "pogo");
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), "pogo", "Cache");
  return join(home, ".cache", "pogo");
}
