import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installDemoPolicy } from "../../../../src/node/policies/install-demo-policy.ts";
import { openPolicyStore } from "../../../../src/node/policies/policy-store.ts";
import type { PolicyStore } from "../../../../src/node/policies/policy-store.ts";
import type { EvaluationSummary } from "../../../../src/shared/policy/policy-meta.ts";
import { decodePolicy, encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { buildPolicy } from "../../../builders/policy.ts";

const EVALUATION: EvaluationSummary = {
  episodes: 2,
  seed: 1,
  mean: 3,
  std: 1,
  iqm: 3,
  ci95: [2, 4],
  fallRate: 0,
  meanSteps: 9,
  normalized: 0.1,
};

let home: string;
let store: PolicyStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "pogo-policies-"));
  store = await openPolicyStore(home);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(id: string, createdAt = "2026-01-01T00:00:00.000Z"): Promise<Uint8Array> {
  const bytes = encodePolicy(buildPolicy({ id, name: `Policy ${id}`, createdAt }));
  await writeFile(store.pathOf(id), bytes);
  return bytes;
}

test("lists what is there, newest first, with the reason for what cannot be read", async () => {
  const bytes = await put("old", "2026-01-01T00:00:00.000Z");
  await put("new", "2026-02-01T00:00:00.000Z");
  await writeFile(store.pathOf("cut"), bytes.subarray(0, bytes.length - 4));
  await writeFile(store.pathOf("foreign"), "hello, this is not a policy at all");
  await writeFile(join(store.folder, "notes.txt"), "x");
  const list = await store.list();
  expect(list.map(({ id }) => id)).toEqual(["new", "old", "cut", "foreign"]);
  expect(list[0]).toMatchObject({ name: "Policy new", bytes: bytes.length, problem: null, meta: { algorithm: "bc" } });
  expect(list[2]).toMatchObject({ meta: null, problem: expect.stringContaining("truncated") });
  expect(list[3]).toMatchObject({ meta: null, problem: expect.stringContaining("not a usable policy file") });
});

test("renames by rewriting the metadata; the weights stay as they are", async () => {
  const before = decodePolicy(await put("a"));
  expect(await store.rename("a", "Höher 🦘")).toMatchObject({ id: "a", name: "Höher 🦘" });
  const after = decodePolicy(await store.load("a"));
  expect(after).toEqual({ ...before, meta: { ...before.meta, name: "Höher 🦘" } });
  expect(await readdir(store.folder)).toEqual(["a.safetensors"]);
});

test("changes that are asked for at once all come about", async () => {
  await put("a");
  await Promise.all([store.setEvaluation("a", EVALUATION), store.rename("a", "New name")]);
  expect(decodePolicy(await store.load("a")).meta).toMatchObject({ name: "New name", evaluation: EVALUATION });
});

test("keeps an evaluation in the file", async () => {
  await put("a");
  await store.setEvaluation("a", EVALUATION);
  expect((await store.list())[0]?.meta?.evaluation).toEqual(EVALUATION);
});

test("deletes into the trash, twice under the same id too", async () => {
  const bytes = await put("a");
  await store.remove("a");
  await put("a");
  await store.remove("a");
  expect(await store.list()).toEqual([]);
  expect((await readdir(join(home, "trash"))).toSorted()).toEqual(["a (2).safetensors", "a.safetensors"]);
  expect(new Uint8Array(await readFile(join(home, "trash/a.safetensors")))).toEqual(bytes);
});

test.each(["", ".", "..", "../settings", "a/b", "a\\b", "/etc/passwd", "C:x", ".hidden", "a\0b", "x".repeat(101)])(
  "refuses %j as an id",
  async (id) => {
    expect(() => store.pathOf(id)).toThrow("not the id of a policy");
    await expect(store.load(id)).rejects.toMatchObject({ failure: { kind: "invalid-input" } });
    await expect(store.remove(id)).rejects.toMatchObject({ failure: { kind: "invalid-input" } });
    await expect(store.rename(id, "x")).rejects.toMatchObject({ failure: { kind: "invalid-input" } });
  },
);

test("what is not there is not found; what is no policy is not handed out", async () => {
  await expect(store.describe("gone")).rejects.toMatchObject({ failure: { kind: "not-found" } });
  await expect(store.load("gone")).rejects.toMatchObject({ failure: { kind: "not-found" } });
  await expect(store.remove("gone")).rejects.toMatchObject({ failure: { kind: "not-found" } });
  await writeFile(store.pathOf("bad"), "x");
  await expect(store.load("bad")).rejects.toMatchObject({ failure: { kind: "invalid-file" } });
});

test("the demo policy is installed once, and not again after it was deleted", async () => {
  const resources = join(home, "resources");
  await mkdir(join(resources, "demo"), { recursive: true });
  const bytes = encodePolicy(buildPolicy({ id: "demo-hopper" }));
  await writeFile(join(resources, "demo/demo-hopper.safetensors"), bytes);
  expect(await installDemoPolicy(home, resources)).toEqual(["demo-hopper"]);
  expect(await store.load("demo-hopper")).toEqual(bytes);
  expect(await installDemoPolicy(home, resources)).toEqual([]);
  await store.remove("demo-hopper");
  expect(await installDemoPolicy(home, resources)).toEqual([]);
  expect(await store.list()).toEqual([]);
  expect(await installDemoPolicy(home, join(home, "nowhere"))).toEqual([]);
});
