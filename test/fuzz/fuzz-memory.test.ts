import { describe, expect, it } from "vitest";
import { decodeEpisode, decodeHeader } from "../../src/shared/dataset/arrow/decode-episode.ts";
import type { DecodedEpisode } from "../../src/shared/dataset/arrow/decode-episode.ts";
import { STEP_COLUMNS } from "../../src/shared/dataset/columns.ts";
import type { ColumnName } from "../../src/shared/dataset/columns.ts";
import { applyCuration, parseCuration } from "../../src/shared/dataset/curation.ts";
import { decodeClientMessage, decodeHostMessage, encodeMessage } from "../../src/shared/ipc/codec.ts";
import { decodePolicy, encodePolicy } from "../../src/shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../src/shared/policy/policy-runtime.ts";
import { buildPolicy } from "../builders/policy.ts";
import { stepBatch } from "../builders/step-batch.ts";
import { runMutants } from "./run-mutants.ts";
import type { FuzzTarget } from "./run-mutants.ts";
import { EPISODE_ID, episodeBytes, journalBytes, REQUIRED_COLUMNS } from "./seeds.ts";

/** What was read is an episode: every column has its rows, and the steps count up. */
function expectEpisode({ rows, columns, snapshots }: DecodedEpisode): void {
  for (const name of Object.keys(columns) as ColumnName[])
    if (columns[name]?.length !== rows * STEP_COLUMNS[name].size) throw new Error(`${name} has not ${rows} rows`);
  if (columns.step?.some((step, i) => step !== i) === true) throw new Error("the steps do not count up");
  if (snapshots.some(({ step }) => step < 0 || step >= rows)) throw new Error("a snapshot lies outside the episode");
}

const time = "2024-01-01T00:00:00.000Z";
const LOG = [
  { op: "drop", episode: EPISODE_ID, time },
  { op: "tag", episode: EPISODE_ID, add: ["good", "fast"], remove: ["slow"], time },
  { op: "batch", time, edits: [{ op: "trim", episode: EPISODE_ID, trim: { from: 3, to: 90 } }] },
  { op: "undo", time },
  { op: "note", episode: EPISODE_ID, note: "lands on its toe", time },
];
const LOG_BYTES = new TextEncoder().encode(LOG.map((line) => `${JSON.stringify(line)}\n`).join(""));

const POLICIES = [
  buildPolicy(),
  buildPolicy({
    architecture: { kind: "mlp", inputs: 11, hidden: [4], outputs: 3, activation: "tanh" },
    normaliser: false,
  }),
].map(encodePolicy);

const APPEND = encodeMessage({ id: 7, name: "recording/append", payload: { recording: "r", batch: stepBatch(0, 32) } });
const EDIT = encodeMessage({ id: 8, name: "datasets/edit", payload: { dataset: EPISODE_ID, edits: LOG.slice(0, 2) } });

const TARGETS: readonly FuzzTarget[] = [
  {
    name: "episode .arrow, strict",
    seeds: [episodeBytes(40), episodeBytes(130, REQUIRED_COLUMNS)],
    count: 4000,
    read: (mutant) => {
      const decoded = decodeEpisode(mutant);
      expectEpisode(decoded);
    },
  },
  {
    name: "journal .arrow.part, tolerant",
    seeds: [journalBytes(3), journalBytes(1), journalBytes(6, REQUIRED_COLUMNS)],
    count: 4000,
    read: (mutant) => {
      const decoded = decodeEpisode(mutant, { tolerant: true });
      expectEpisode(decoded);
      if (decoded.lost === null && decoded.goodBytes !== mutant.length && !decoded.ended)
        throw new Error("bytes went without a word");
    },
  },
  { name: "episode header", seeds: [episodeBytes(1)], count: 2000, read: (mutant) => decodeHeader(mutant) },
  {
    name: "policy .safetensors",
    seeds: POLICIES,
    count: 4000,
    read: (mutant) => {
      const policy = decodePolicy(mutant);
      createPolicyRuntime(policy);
    },
  },
  {
    name: "curation.jsonl",
    seeds: [LOG_BYTES],
    count: 3000,
    lenient: true,
    read: (mutant) => applyCuration(parseCuration(Buffer.from(mutant).toString("utf8")).entries),
  },
  { name: "page's messages", seeds: [APPEND, EDIT], count: 4000, read: (mutant) => decodeClientMessage(mutant) },
  {
    name: "host's messages",
    seeds: [
      encodeMessage({ kind: "reply", id: 3, result: { ok: true, value: { columns: stepBatch(0, 20).columns } } }),
      encodeMessage({ kind: "event", event: { type: "episodes-changed", dataset: EPISODE_ID } }),
    ],
    count: 2000,
    read: (mutant) => decodeHostMessage(mutant),
  },
];

describe("what is read from memory", () => {
  for (const target of TARGETS) {
    it(`answers any ${target.name} with sound data or a failure`, { timeout: 600_000 }, async () => {
      expect(await runMutants(target)).toBeGreaterThan(0);
    });
  }
});
