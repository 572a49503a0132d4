import { promises as fs } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { EvaluationSummary, PolicyMeta, PolicySummary } from "../../shared/policy/policy-meta.ts";
import { decodePolicy, encodePolicy } from "../../shared/policy/policy-file.ts";
import { diskFailure } from "../datasets/disk-failure.ts";
import { readPolicyMeta } from "./read-policy-meta.ts";

/** The policies of a home folder: one safetensors file each, named by its id. Safe for concurrent use. */
export interface PolicyStore {
  readonly folder: string;
  /** newest first; files that cannot be read are listed with the reason */
  list(): Promise<readonly PolicySummary[]>;
  /** one of the list; FailureError "not-found" */
  describe(id: string): Promise<PolicySummary>;
  /** the file's bytes, checked to be a policy */
  load(id: string): Promise<Uint8Array>;
  rename(id: string, name: string): Promise<PolicySummary>;
  /** writes the result of an evaluation into the file */
  setEvaluation(id: string, evaluation: EvaluationSummary): Promise<PolicySummary>;
  /** moves the file to the home's trash */
  remove(id: string): Promise<void>;
  /** where a new policy of this id belongs */
  pathOf(id: string): string;
}

const EXTENSION = ".safetensors";
/** Far more than a policy of the largest architecture the Train screen offers; bounds what is read into memory. */
const MAX_POLICY_BYTES = 256 * 1024 * 1024;
// No separator, no leading dot, no device name with a colon: an id can only name a file inside the folder.
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Creates the folders it needs below `home`. */
export async function openPolicyStore(home: string): Promise<PolicyStore> {
  const folder = join(home, "policies");
  const trash = join(home, "trash");
  await fs.mkdir(folder, { recursive: true });

  const pathOf = (id: string): string => {
    if (!ID.test(id))
      throw new FailureError(
        "invalid-input",
        `${JSON.stringify(id.slice(0, 80))} is not the id of a policy.`,
        "Choose a policy of the list.",
      );
    return join(folder, id + EXTENSION);
  };
  const summarise = async (id: string): Promise<PolicySummary> => {
    const path = pathOf(id);
    const { size } = await fs.stat(path).catch((error: unknown) => {
      throw isMissing(error) ? missing(id) : error;
    });
    try {
      const meta = await readPolicyMeta(path, size);
      return { id, name: meta.name, path, bytes: size, meta, problem: null };
    } catch (error) {
      return { id, name: id, path, bytes: size, meta: null, problem: toFailure(error).message };
    }
  };
  const load = async (id: string): Promise<Uint8Array> => {
    const bytes = await readPolicyFile(pathOf(id), id);
    decodePolicy(bytes);
    return bytes;
  };
  let last: Promise<unknown> = Promise.resolve();
  /** Runs changes one after the other: two that read the same file would undo each other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const rewrite = (id: string, change: (meta: PolicyMeta) => PolicyMeta): Promise<PolicySummary> =>
    inTurn(async () => {
      const policy = decodePolicy(await load(id));
      await writePolicyFile(pathOf(id), encodePolicy({ ...policy, meta: change(policy.meta) }));
      return summarise(id);
    });

  return {
    folder,
    pathOf,
    async list() {
      const names = (await fs.readdir(folder))
        .filter((name) => name.endsWith(EXTENSION))
        .map((name) => name.slice(0, -EXTENSION.length));
      const settled = await Promise.allSettled(names.filter((id) => ID.test(id)).map(summarise));
      // A file deleted between the listing and the look at it is simply not there.
      const found = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      return found.toSorted(
        (a, b) => (b.meta?.createdAt ?? "").localeCompare(a.meta?.createdAt ?? "") || a.id.localeCompare(b.id),
      );
    },
    describe: summarise,
    load,
    rename: (id, name) => rewrite(id, (meta) => ({ ...meta, name })),
    setEvaluation: (id, evaluation) => rewrite(id, (meta) => ({ ...meta, evaluation })),
    remove: (id) =>
      inTurn(async () => {
        const path = pathOf(id);
        await fs.mkdir(trash, { recursive: true });
        await fs.rename(path, await freeName(trash, id)).catch((error: unknown) => {
          throw isMissing(error) ? missing(id) : error;
        });
      }),
  };
}

async function freeName(folder: string, id: string): Promise<string> {
  const taken = new Set(await fs.readdir(folder));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? id + EXTENSION : `${id} (${n})${EXTENSION}`;
    if (!taken.has(name)) return join(folder, name);
  }
}

/** Reads a policy file of bounded size; `label` names it in failures. */
export async function readPolicyFile(path: string, label = path): Promise<Uint8Array> {
  try {
    const status = await fs.stat(path);
    if (!status.isFile())
      throw new FailureError("invalid-file", `${label} is no file.`, "Choose a policy file written by Pogo.");
    const { size } = status;
    if (size > MAX_POLICY_BYTES)
      throw new FailureError(
        "invalid-file",
        `${label} has ${size} bytes, too many for a policy.`,
        "Choose a policy file written by Pogo.",
      );
    return new Uint8Array(await fs.readFile(path));
  } catch (error) {
    if (isMissing(error)) throw missing(label);
    throw diskFailure(error, `Cannot read the policy ${label}`);
  }
}

/** Writes beside and renames into place, synced. FailureError "disk" when that fails; the old file then stays. */
export async function writePolicyFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError(
      "disk",
      `The policy could not be written to ${path}: ${reason}`,
      "Free some space or make the folder writable, then try again.",
      { cause },
    );
  }
}

function missing(label: string): FailureError {
  return new FailureError(
    "not-found",
    `There is no policy ${label}.`,
    "It may have been deleted or moved; look at the list again.",
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
