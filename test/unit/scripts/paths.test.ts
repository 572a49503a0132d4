import { expect, test } from "vitest";
import { cacheFolder } from "../../../scripts/lib/paths.mjs";

test.each([
  [{ POGO_CACHE: "/mine", XDG_CACHE_HOME: "/xdg" }, "linux", "/mine"],
  [{ XDG_CACHE_HOME: "/xdg" }, "linux", "/xdg/pogo"],
  [{}, "linux", "/home/me/.cache/pogo"],
  [{}, "darwin", "/home/me/Library/Caches/pogo"],
] as const)("%j on %s", (env, platform, folder) => {
  expect(cacheFolder(env, platform, "/home/me")).toBe(folder);
});
