import type { Settings } from "../../../../shared/ipc/settings.ts";
import type { Choice } from "../options/choice-menu.tsx";
import type { SessionOption } from "../options/session-choices.ts";

/** A choice as a line that left and right move through. Values are numbers: what is chosen of a list is its index. */
export interface MenuRow {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** by which one push moves it, to whole multiples */
  readonly step: number;
  /** why it cannot be changed now; null: it can */
  readonly closed: string | null;
  textOf(value: number): string;
  noteOf(value: number): string | null;
  take(value: number): void;
}

/** A push moves a wish for dozens of episodes by more than one. */
const TARGET_STEP = 5;
const SWITCH = ["Off", "On"] as const;

/** The value that one push to the left (-1) or right (1) leads to: the next multiple of the step, inside the bounds. */
export function shifted({ min, max, step }: Pick<MenuRow, "min" | "max" | "step">, value: number, by: 1 | -1): number {
  const steps = value / step;
  // Half a step's tolerance: 0.07 / 0.01 is a little more than 7.
  const next = by > 0 ? Math.floor(steps + 0.001) + 1 : Math.ceil(steps - 0.001) - 1;
  return Math.min(max, Math.max(min, Number((next * step).toFixed(6))));
}

/** A line for one choice of a list; those that cannot be chosen are left out. */
export function listRow(
  {
    key,
    label,
    chosen,
    closed,
  }: { readonly key: string; readonly label: string; readonly chosen: string; readonly closed: string | null },
  choices: readonly Choice[],
  choose: (key: string) => void,
): MenuRow {
  const open = choices.filter((choice) => choice.disabled !== true || choice.key === chosen);
  return {
    key,
    label,
    value: Math.max(
      0,
      open.findIndex((choice) => choice.key === chosen),
    ),
    min: 0,
    max: Math.max(0, open.length - 1),
    step: 1,
    closed,
    textOf: (value) => open[value]?.name ?? "–",
    noteOf: (value) => open[value]?.note ?? null,
    take: (value) => {
      const wanted = open[value];
      if (wanted !== undefined) choose(wanted.key);
    },
  };
}

/** A line for an option of the session. */
export function optionRow(
  option: SessionOption,
  closed: string | null,
  change: (patch: Partial<Settings>) => void,
): MenuRow {
  const common = { key: option.key, label: option.label, closed, noteOf: () => option.note };
  switch (option.kind) {
    case "few":
      return {
        ...common,
        value: Math.max(
          0,
          option.choices.findIndex(({ key }) => key === option.chosen),
        ),
        min: 0,
        max: option.choices.length - 1,
        step: 1,
        textOf: (value) => option.choices[value]?.name ?? "–",
        take: (value) => {
          const wanted = option.choices[value];
          if (wanted !== undefined) change(option.patch(wanted.key));
        },
      };
    case "toggle":
      return {
        ...common,
        value: Number(option.checked),
        min: 0,
        max: 1,
        step: 1,
        textOf: (value) => SWITCH[value] ?? "–",
        take: (value) => change(option.patch(value === 1)),
      };
    case "count":
      return {
        ...common,
        value: option.value,
        min: option.min,
        max: option.max,
        step: option.key === "target" ? TARGET_STEP : option.step,
        textOf: (value) => `${value.toFixed(option.decimals)}${option.suffix}`,
        take: (value) => change(option.patch(value)),
      };
  }
}
