import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeFolder } from "../../../../src/node/datasets/write-folder.ts";
import { scratch } from "./store-fixture.ts";

it("appears whole, and leaves nothing where it fails", async () => {
  const parent = join(scratch(), "exports");
  const folder = join(parent, "hops");
  const answer = await writeFolder(folder, async (beside) => {
    expect(readdirSync(parent)).toHaveLength(1);
    writeFileSync(join(beside, "a"), "b");
    return 7;
  });
  expect(answer).toBe(7);
  expect(readFileSync(join(folder, "a"), "utf8")).toBe("b");
  await expect(writeFolder(join(parent, "other"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(parent)).toEqual(["hops"]);
});

it("clears away what killed processes left, and nothing else", async () => {
  const parent = scratch();
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  let mine = "";
  await writeFolder(join(parent, "first"), async (beside) => {
    mine = beside;
    const [name = ""] = readdirSync(parent);
    const of = (pid: number | string, prefix = name.slice(0, name.lastIndexOf(`${process.pid}`))) =>
      join(parent, `${prefix}${pid}-abcDEF`);
    for (const folder of [of(gone), of(process.pid), of(gone, ".pogo-writing-00000000-"), of(gone, ".mine-"), of("x")])
      mkdirSync(join(folder, "data"), { recursive: true });
    writeFileSync(join(of(gone), "data", "part"), "half");
    await writeFolder(join(parent, "second"), async () => undefined);
    expect(readdirSync(parent)).not.toContain(of(gone).slice(parent.length + 1));
    expect(readdirSync(parent)).toHaveLength(6);
    renameSync(of(process.pid), join(parent, "own"));
  });
  expect(readdirSync(parent)).toContain("first");
  expect(readdirSync(parent)).not.toContain(mine.slice(parent.length + 1));
});
