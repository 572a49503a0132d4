import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addImport } from "../../../../src/cli/commands/import.ts";
import { importCsv } from "../../../../src/node/formats/import-csv.ts";
import { runInProcess } from "../../cli/run-in-process.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

const NAMES = ["episode", ...Array.from({ length: 11 }, (_item, i) => `obs_${i}`), "act_0", "act_1", "act_2", "reward"];

/** A table of another program; one row per action. */
function foreignTable(actions: readonly (readonly number[])[]): string {
  const file = join(scratch(), "steps.csv");
  const rows = actions.map((action) => [1, ...Array.from({ length: 11 }, () => 0.5), ...action, 1]);
  writeFileSync(file, `${[NAMES, ...rows].map((cells) => cells.join(",")).join("\n")}\n`);
  return file;
}

const KEPT = "they are kept, trained on and exported as they are; the simulator would take them as −1 or 1.";
const NOTE = `3 of 9 action values are outside of −1 to 1 (−2.25 to 1.5): ${KEPT}`;
const WILD = [
  [1, -1, 0],
  [1.5, 0, -1.25],
  [0.5, -2.25, 0],
];

describe("foreign actions beyond what the motors have", () => {
  it("are counted, told with their range, and kept", async () => {
    const store = await emptyDataset();
    const { notes } = await importCsv(foreignTable(WILD), store);
    expect(notes).toContain(NOTE);
    const [first] = await store.episodes();
    expect([...((await store.load(first?.id ?? "")).columns.action ?? [])]).toEqual(WILD.flat());
  });

  it("are told by the command line", async () => {
    const args = ["import", foreignTable(WILD), "--format", "csv", "--dataset", join(scratch(), "hops")];
    expect((await runInProcess(args, addImport)).stdout).toContain(NOTE);
    expect((await runInProcess([...args, "--json"], addImport)).json["notes"]).toContain(NOTE);
  });

  it("are not spoken of where there are none, and by one number where there is one", async () => {
    const tame = await importCsv(foreignTable([[1, -1, 0]]), await emptyDataset());
    expect(tame.notes.join()).not.toContain("action");
    const one = await importCsv(foreignTable([[1, -1, 3]]), await emptyDataset());
    expect(one.notes).toContain(`1 of 3 action values are outside of −1 to 1 (3): ${KEPT}`);
  });
});
