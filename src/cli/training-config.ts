import { CONFIG_SCHEMAS } from "../shared/ipc/train-config.ts";
import type { BcConfig, DaggerConfig, TrainAlgorithm } from "../shared/ipc/train-config.ts";
import { TRAIN_PRESETS } from "../shared/ipc/train-presets.ts";
import { UsageError } from "./cli.ts";

/** The configuration type of each algorithm. */
interface Configs {
  readonly bc: BcConfig;
  readonly dagger: DaggerConfig;
}

/** The configuration of a preset (default: the recommended one) with `key=value` settings laid over it. */
export function parseTrainingConfig<Algorithm extends TrainAlgorithm>(
  algorithm: Algorithm,
  presetId: string | undefined,
  settings: readonly string[],
): Configs[Algorithm] {
  const preset = TRAIN_PRESETS.find(({ id }) => id === (presetId ?? "recommended"));
  if (preset === undefined)
    throw new UsageError(
      `There is no preset ${presetId ?? ""}.`,
      `Choose one of ${TRAIN_PRESETS.map(({ id }) => id).join(", ")}.`,
    );
  return check(algorithm, { ...preset.config, ...parseSettings(algorithm, settings) });
}

/** `key=value` settings without what they leave out; UsageError where one makes no sense. */
export function parseSettings<Algorithm extends TrainAlgorithm>(
  algorithm: Algorithm,
  settings: readonly string[],
): Partial<Configs[Algorithm]> {
  const given = Object.fromEntries(settings.map((setting) => parseSetting(algorithm, setting)));
  const entries = Object.entries(check(algorithm, given)).filter(([key]) => key in given);
  return Object.fromEntries(entries) as Partial<Configs[Algorithm]>;
}

function check<Algorithm extends TrainAlgorithm>(
  algorithm: Algorithm,
  values: Readonly<Record<string, unknown>>,
): Configs[Algorithm] {
  const parsed = CONFIG_SCHEMAS[algorithm].safeParse(values);
  if (parsed.success) return parsed.data as Configs[Algorithm];
  const issue = parsed.error.issues[0];
  throw new UsageError(
    `--set ${String(issue?.path[0] ?? "")}: ${issue?.message ?? "is malformed"}`,
    "Lists are given as 128,64; see docs/cli.md for every key.",
  );
}

function parseSetting(algorithm: TrainAlgorithm, setting: string): readonly [string, unknown] {
  const [, key = "", text = ""] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
  const { shape } = CONFIG_SCHEMAS[algorithm];
  const field = Object.entries(shape).find(([name]) => name === key)?.[1];
  if (field === undefined)
    throw new UsageError(
      `--set ${setting}: there is no such key.`,
      `Give key=value with a key of ${Object.keys(shape).join(", ")}.`,
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
