import { promises as fs } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { FailureError } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import { soundProfiles } from "../../shared/ipc/pad-profiles.ts";
import { settingsSchema } from "../../shared/ipc/settings.ts";
import type { Settings } from "../../shared/ipc/settings.ts";

const MAX_BYTES = 1 << 20;

/** The person's settings in one JSON file. Writes are made one after the other; the last one wins. */
export interface SettingsStore {
  get(): Settings;
  /** changes the given fields; FailureError "disk" when they cannot be written, and then nothing changes */
  set(patch: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings>;
  /** what was wrong with the file when it was read, where something was */
  readonly problem: Failure | null;
}

/** Reads the file; fields it lacks, or holds wrongly, take their defaults. */
export async function openSettings(file: string): Promise<SettingsStore> {
  const read = await readSettings(file);
  let current = read.settings;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (patch: Parameters<SettingsStore["set"]>[0]): Promise<Settings> => {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const next = settingsSchema.parse({ ...current, ...given });
    try {
      await fs.mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, `${JSON.stringify(next, null, 2)}\n`);
    } catch (cause) {
      throw new FailureError(
        "disk",
        `The settings could not be written to ${file}: ${reason(cause)}`,
        "Free some space or make the folder writable, then try again.",
        { cause },
      );
    }
    current = next;
    return next;
  };

  return {
    get: () => current,
    set: (patch) => {
      const done = last.then(() => write(patch));
      last = done.catch(() => undefined);
      return done;
    },
    problem: read.problem,
  };
}

async function readSettings(file: string): Promise<{ settings: Settings; problem: Failure | null }> {
  const defaults = settingsSchema.parse({});
  const bad = (what: string): { settings: Settings; problem: Failure } => ({
    settings: defaults,
    problem: {
      kind: "invalid-file",
      message: `${file} ${what}; the defaults are used`,
      remedy: "Change a setting to write the file anew.",
    },
  });
  let text: string;
  try {
    const { size } = await fs.stat(file);
    if (size > MAX_BYTES) return bad("is too large for settings");
    text = await fs.readFile(file, "utf8");
  } catch (error) {
    return isMissing(error) ? { settings: defaults, problem: null } : bad(`cannot be read (${reason(error)})`);
  }
  try {
    return salvage(JSON.parse(text));
  } catch {
    return bad("is not JSON");
  }
}

/** Every field that is well on its own, so that one bad value does not cost the others. */
function salvage(json: unknown): { settings: Settings; problem: null } {
  const fields = typeof json === "object" && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  const given = "padProfiles" in fields ? { ...fields, padProfiles: soundProfiles(fields["padProfiles"]) } : fields;
  const kept = Object.entries(settingsSchema.shape).filter(
    ([name, schema]) => name in given && schema.safeParse(given[name]).success,
  );
  return {
    settings: settingsSchema.parse(Object.fromEntries(kept.map(([name]) => [name, given[name]]))),
    problem: null,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
