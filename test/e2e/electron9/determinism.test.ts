import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { electron9Path } from "../../../scripts/lib/electron9.mjs";
import { DETERMINISM_HASH, determinismScript } from "../../builders/determinism.ts";

it("Electron's engine simulates the same bits as Node", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pogo-determinism-"));
  try {
    const file = join(folder, "hash.js");
    await writeFile(file, `${await determinismScript()}\nconsole.log(determinism.determinismHash());`);
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const { stdout } = await promisify(execFile)(electron9Path(), [file], { env });
    expect(stdout.trim()).toBe(DETERMINISM_HASH);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
