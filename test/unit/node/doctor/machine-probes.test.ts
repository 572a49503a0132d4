import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { machineProbes } from "../../../../src/node/doctor/machine-probes.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pogo-doctor-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("writes into a folder that is not there yet and leaves nothing behind", async () => {
  const data = join(folder, "new", "data");
  const probes = machineProbes(folder, data);
  expect(await probes.tryWriting(data)).toBeUndefined();
  expect(await readdir(data)).toEqual([]);
});

test("tells why it cannot write", async () => {
  await writeFile(join(folder, "file"), "");
  expect(await machineProbes(folder, folder).tryWriting(join(folder, "file"))).toMatch(/EEXIST|ENOTDIR/);
});

test("free space of a folder that does not exist yet is that of its disk", async () => {
  const probes = machineProbes(folder, folder);
  expect(await probes.freeBytes(join(folder, "not", "yet"))).toBeGreaterThan(0);
});

test("runs programs, and says when there is none", async () => {
  const probes = machineProbes(folder, folder);
  expect(await probes.runProgram(process.execPath, ["-e", "console.log('one\\ntwo')"])).toEqual({
    ok: true,
    text: "one",
  });
  expect((await probes.runProgram("no-such-program-of-pogo", [])).text).toContain("ENOENT");
});
