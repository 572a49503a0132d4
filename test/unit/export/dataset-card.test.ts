import { describe, expect, it } from "vitest";
import { HOPPER_ENVIRONMENT } from "../../../src/shared/dataset/dataset-info.ts";
import type { DatasetInfo } from "../../../src/shared/dataset/dataset-info.ts";
import { FOREIGN_FORMATS } from "../../../src/shared/dataset/foreign-formats.ts";
import { StatisticsAccumulator } from "../../../src/shared/dataset/statistics/statistics-accumulator.ts";
import { datasetCard } from "../../../src/shared/export/dataset-card.ts";
import { randomEpisode } from "../../builders/counted-episodes.ts";

const info: DatasetInfo = {
  format: "pogo-dataset",
  version: 1,
  id: "01J9Z3T4QK8M5N7P2R6V8W0XYA",
  name: "Morning drives",
  createdAt: "2026-11-21T10:00:00.000Z",
  createdBy: "Pogo 1.2.3",
  environment: HOPPER_ENVIRONMENT,
  origin: null,
};
const accumulator = new StatisticsAccumulator();
for (const index of [1, 2, 3]) accumulator.add(randomEpisode(index, 400));
const statistics = accumulator.result();

/** The front matter's lines and the rest. */
function parts(card: string): readonly [head: readonly string[], body: string] {
  const [, head = "", body = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(card) ?? [];
  return [head.split("\n"), body];
}

describe("a dataset card", () => {
  it("tells what a dataset holds and leaves the license to its maker", () => {
    const [head, body] = parts(datasetCard(info, statistics, "lerobot", "drives"));
    expect(head.filter((line) => /^\w*license/.test(line))).toEqual([]);
    expect(head).toContain('pretty_name: "Morning drives"');
    expect(head).toContain("- 1K<n<10K");
    for (const words of [
      "# Morning drives\n",
      "| Episodes | 3 |",
      "1200, of 8 ms",
      "Hopper-v5",
      "recorded in Pogo",
      "License",
    ])
      expect(body).toContain(words);
    const z = statistics.observation[0];
    expect(body).toContain(`| \`z\` | m | ${Number(z?.mean.toPrecision(4))} |`);
    expect(body).toContain("| `pad_axes` |");
    expect(body).toContain("| `source` | code | who acted: 0 human, 1 scripted, 2 policy, 3 imported |");
  });

  it("has what the hub looks for in a LeRobot dataset, and in no other", () => {
    const wanted = ["- LeRobot", "- robotics", "configs:", "- config_name: default", "  data_files: data/*/*.parquet"];
    expect(parts(datasetCard(info, statistics, "lerobot", "x"))[0]).toEqual(expect.arrayContaining(wanted));
    for (const format of FOREIGN_FORMATS.filter((name) => name !== "lerobot"))
      expect(parts(datasetCard(info, statistics, format, "x"))[0]).not.toContain("- LeRobot");
  });

  it("shows how to load every format", () => {
    for (const format of FOREIGN_FORMATS) expect(datasetCard(info, statistics, format, "x")).toContain("```python\n");
    expect(datasetCard(info, statistics, "minari", "my-hops-v0")).toContain('minari.load_dataset("my-hops-v0")');
  });

  it("cannot be taken over by a name, and stands a dataset without episodes", () => {
    const name = 'x"\n---\nlicense: mit\n# <script>|[link](http://e.example)';
    const card = datasetCard({ ...info, name }, new StatisticsAccumulator().result(), "csv", 'a"b');
    const [head, body] = parts(card);
    expect(head.some((line) => line.startsWith("license"))).toBe(false);
    expect(body.split("\n").filter((line) => line.startsWith("# "))).toHaveLength(1);
    expect(body).toContain("\\<script\\>\\|\\[link\\]");
    expect(body).not.toMatch(/\| (NaN|Infinity|undefined) \|/);
  });
});
