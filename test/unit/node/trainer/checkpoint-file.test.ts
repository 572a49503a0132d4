import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCheckpointFile } from "../../../../src/node/trainer/checkpoint-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pogo-checkpoint-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("writes every five seconds at most, whole files beside the policy, and cleans up", async () => {
  let now = 0;
  const path = join(folder, "p.safetensors.checkpoint");
  const file = createCheckpointFile(path, () => now);
  const offer = (value: number): void => file.offer(() => Uint8Array.of(value));
  offer(1);
  await file.settled();
  expect(await readdir(folder)).toEqual([]);
  now = 5000;
  offer(2);
  now = 9999;
  offer(3);
  await file.settled();
  expect(file.path).toBe(path);
  expect([...(await readFile(file.path))]).toEqual([2]);
  await file.flush();
  expect([...(await readFile(file.path))]).toEqual([3]);
  file.offerNow(() => expect.unreachable());
  file.keep(Uint8Array.of(4));
  await file.flush();
  expect([...(await readFile(file.path))]).toEqual([4]);
  await file.remove();
  await file.remove();
  expect(await readdir(folder)).toEqual([]);
});

test("a checkpoint that cannot be written is an error, not a silence", async () => {
  const blocked = join(folder, "file");
  await writeFile(blocked, "");
  const file = createCheckpointFile(join(blocked, "p.state"));
  file.keep(Uint8Array.of(1));
  await expect(file.settled()).rejects.toMatchObject({ failure: { kind: "disk" } });
});
