import { describe, expect, it } from "vitest";
import { decodeEpisode, decodeHeader } from "../../src/shared/dataset/arrow/decode-episode.ts";
import type { DecodedEpisode } from "../../src/shared/dataset/arrow/decode-episode.ts";
import { STEP_COLUMNS } from "../../src/shared/dataset/columns.ts";
import type { ColumnArray, ColumnName } from "../../src/shared/dataset/columns.ts";
import { convertToOnnx, convertToPolicy } from "../../src/node/policies/convert-policy.ts";
import { formatCuration, parseCuration } from "../../src/node/datasets/curation-lines.ts";
import { applyCuration } from "../../src/shared/dataset/curation.ts";
import { decodeClientMessage, decodeHostMessage, encodeMessage } from "../../src/shared/ipc/codec.ts";
import { decodePolicy, encodePolicy } from "../../src/shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../src/shared/policy/policy-runtime.ts";
import { buildPolicy } from "../builders/policy.ts";
import { stepBatch } from "../builders/step-batch.ts";
import { runMutants } from "./run-mutants.ts";
import type { FuzzTarget } from "./run-mutants.ts";
import { EPISODE_ID, episodeBytes, journalBytes, REQUIRED_COLUMNS } from "./seeds.ts";

/** Bytes of an array, so that numbers are compared by their bits. */
function bitsOf(values: ColumnArray | undefined, items: number): Buffer {
  if (values === undefined) return Buffer.alloc(0);
  return Buffer.from(values.buffer, values.byteOffset, items * values.BYTES_PER_ELEMENT);
}

/** What was read is the beginning of what was written, bit for bit: a change is told, never taken for data. */
function expectBeginning(read: DecodedEpisode, written: DecodedEpisode): void {
  const { rows } = read;
  if (rows > written.rows) throw new Error(`${rows} rows of ${written.rows}`);
  for (const name of Object.keys(written.columns) as ColumnName[]) {
    const items = rows * STEP_COLUMNS[name].size;
    const values = read.columns[name];
    if (rows > 0 && values?.length !== items) throw new Error(`${name} has not ${rows} rows`);
    if (!bitsOf(values, items).equals(bitsOf(written.columns[name], items))) throw new Error(`${name} is another`);
  }
  const snapshots = written.snapshots.filter(({ step }) => step < rows);
  if (JSON.stringify(read.snapshots) !== JSON.stringify(snapshots)) throw new Error("the snapshots are others");
  if (JSON.stringify(read.header) !== JSON.stringify(written.header)) throw new Error("the description is another");
}

/** Targets that read mutants of one stream each and compare what they find with it. */
function episodeTarget(name: string, seed: Uint8Array, count: number, tolerant: boolean): FuzzTarget {
  const written = decodeEpisode(seed, { tolerant });
  return {
    name,
    seeds: [seed],
    count,
    read: (mutant) => {
      const read = decodeEpisode(mutant, { tolerant });
      expectBeginning(read, written);
      if (!tolerant && read.rows !== written.rows) throw new Error("rows are missing without a word");
      if (read.lost === null && read.goodBytes !== mutant.length && !read.ended)
        throw new Error("bytes went without a word");
    },
  };
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

const CHECKED_LOG_BYTES = Buffer.from(
  parseCuration(Buffer.from(LOG_BYTES).toString("utf8"))
    .entries.map((entry) => `${formatCuration(entry)}\n`)
    .join(""),
);

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
  episodeTarget("episode .arrow", episodeBytes(40), 3000, false),
  episodeTarget("episode .arrow of required columns", episodeBytes(130, REQUIRED_COLUMNS), 3000, false),
  episodeTarget("journal .arrow.part", journalBytes(3), 3000, true),
  episodeTarget("journal .arrow.part of required columns", journalBytes(6, REQUIRED_COLUMNS), 3000, true),
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
    name: "policy .onnx",
    seeds: POLICIES.map((bytes) => convertToOnnx(bytes).bytes),
    count: 3000,
    read: (mutant) => convertToPolicy(mutant, "mutant.onnx"),
  },
  {
    name: "curation.jsonl",
    seeds: [LOG_BYTES, CHECKED_LOG_BYTES],
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
