import { bcConfigSchema } from "../shared/ipc/train-config.ts";
import type { BcConfig } from "../shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../shared/ipc/train-presets.ts";
import { UsageError } from "./cli.ts";

/** The configuration of a preset (default: the recommended one) with `key=value` settings laid over it. */
export function parseTrainingConfig(presetId: string | undefined, settings: readonly string[]): BcConfig {
  const preset = TRAIN_PRESETS.find(({ id }) => id === (presetId ?? "recommended"));
  if (preset === undefined)
    throw new UsageError(
      `There is no preset ${presetId ?? ""}.`,
      `Choose one of ${TRAIN_PRESETS.map(({ id }) => id).join(", ")}.`,
    );
  return check({ ...preset.config, ...parseSettings(settings) });
}

/** `key=value` settings without what they leave out; UsageError where one makes no sense. */
export function parseSettings(settings: readonly string[]): Partial<BcConfig> {
  const given = Object.fromEntries(settings.map(parseSetting));
  return Object.fromEntries(Object.entries(check(given)).filter(([key]) => key in given));
}

function check(values: Readonly<Record<string, unknown>>): BcConfig {
  const parsed = bcConfigSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError(
    `--set ${String(issue?.path[0] ?? "")}: ${issue?.message ?? "is malformed"}`,
    "Lists are given as 128,64; see docs/cli.md for every key.",
  );
}

function parseSetting(setting: string): readonly [string, unknown] {
  const [, key = "", text = ""] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
  const field = Object.entries(bcConfigSchema.shape).find(([name]) => name === key)?.[1];
  if (field === undefined)
    throw new UsageError(
      `--set ${setting}: there is no such key.`,
      `Give key=value with a key of ${Object.keys(bcConfigSchema.shape).join(", ")}.`,
    );
  const candidates = [parseJson(text), parseJson(`[${text}]`), text];
  // Whatever the key accepts; when it accepts none, the plainest reading makes the clearest complaint.
  return [
    key,
    candidates.find((value) => value !== undefined && field.safeParse(value).success) ?? candidates[0] ?? text,
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
