import { PUBLISHED_PRESET_IDS, TRAIN_PRESETS } from "../../../shared/ipc/train-presets.ts";
import type { TrainPreset } from "../../../shared/ipc/train-presets.ts";
import { algorithmOf, toDraft } from "../../state/train-algorithms.ts";
import type { ConfigDraft } from "../../state/train-algorithms.ts";

/** Presets under one heading. */
export interface PresetGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** The presets that an algorithm's configuration can hold, in groups. */
export function presetGroups(algorithm: string): readonly PresetGroup[] {
  const fitting = presetsFor(algorithm);
  const published = new Set(PUBLISHED_PRESET_IDS);
  const toItems = (presets: readonly TrainPreset[]): PresetGroup["items"] =>
    presets.map(({ id, label }) => ({ value: id, label }));
  const isNormalised = ({ id }: TrainPreset): boolean =>
    published.has(id.replace(/-normalised$/, "")) && !published.has(id);
  return [
    { group: "Start here", items: toItems(fitting.filter((one) => !published.has(one.id) && !isNormalised(one))) },
    { group: "Published, raw observations", items: toItems(fitting.filter(({ id }) => published.has(id))) },
    { group: "Published, with normaliser", items: toItems(fitting.filter(isNormalised)) },
  ].filter(({ items }) => items.length > 0);
}

/** The first preset that a draft is, to the last field. */
export function presetOf(algorithm: string, draft: ConfigDraft): TrainPreset | undefined {
  const { fields } = algorithmOf(algorithm);
  return presetsFor(algorithm).find((preset) => {
    const wanted = toDraft(algorithm, preset.config);
    return fields.every(({ key }) => wanted[key] === draft[key]);
  });
}

function presetsFor(algorithm: string): readonly TrainPreset[] {
  const known = new Set(algorithmOf(algorithm).fields.map(({ key }) => key));
  return TRAIN_PRESETS.filter(({ config }) => Object.keys(config).every((key) => known.has(key)));
}
