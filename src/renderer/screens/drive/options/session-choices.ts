import type { Settings } from "../../../../shared/ipc/settings.ts";

interface OptionWords {
  readonly key: string;
  readonly label: string;
  readonly note: string | null;
}

export interface ToggleOption extends OptionWords {
  readonly kind: "toggle";
  readonly checked: boolean;
  patch(checked: boolean): Partial<Settings>;
}

/** One of a few. */
export interface FewOption extends OptionWords {
  readonly kind: "few";
  /** its name where the label is too short alone */
  readonly title: string;
  readonly chosen: string;
  readonly choices: readonly { readonly key: string; readonly name: string }[];
  patch(key: string): Partial<Settings>;
}

export interface CountOption extends OptionWords {
  readonly kind: "count";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** by which keys and arrows move it */
  readonly step: number;
  readonly decimals: number;
  readonly suffix: string;
  patch(value: number): Partial<Settings>;
}

/** One of the session's options, as it stands. */
export type SessionOption = ToggleOption | FewOption | CountOption;

/** s of a timed episode where it was endless before */
const USUAL_SECONDS = 8;
/** standard deviation where there was none before: recoveries, without a fall each time */
const USUAL_NOISE = 0.05;
const COUNTDOWNS = [0, 1, 3, 5];

/** How the next episodes are made, in the order in which it is asked; what means nothing now is left out. */
export function sessionChoices(settings: Settings): readonly SessionOption[] {
  const { episodeSeconds, countdownSeconds, autoNext, targetEpisodes, autoSlow, noise } = settings;
  const countdowns = COUNTDOWNS.includes(countdownSeconds)
    ? COUNTDOWNS
    : [...COUNTDOWNS, countdownSeconds].sort((a, b) => a - b);
  const length: CountOption = {
    kind: "count",
    key: "length",
    label: "Length",
    note: null,
    value: episodeSeconds,
    min: 1,
    max: 3600,
    step: 1,
    decimals: 0,
    suffix: " s",
    patch: (value) => ({ episodeSeconds: value }),
  };
  const deviation: CountOption = {
    kind: "count",
    key: "noise-deviation",
    label: "Standard deviation σ",
    note: "Of a motor's most. From about 0.2 on it falls often.",
    value: noise,
    min: 0.01,
    max: 0.5,
    step: 0.01,
    decimals: 2,
    suffix: "",
    patch: (value) => ({ noise: value }),
  };
  return [
    {
      kind: "few",
      key: "episode",
      label: "Episode",
      title: "Length of an episode",
      note: null,
      chosen: episodeSeconds > 0 ? "timed" : "endless",
      choices: [
        { key: "timed", name: "Timed" },
        { key: "endless", name: "Endless" },
      ],
      patch: (key) => ({ episodeSeconds: key === "timed" ? USUAL_SECONDS : 0 }),
    },
    ...(episodeSeconds > 0 ? [length] : []),
    {
      kind: "few",
      key: "countdown",
      label: "Countdown",
      title: "Countdown",
      note: null,
      chosen: String(countdownSeconds),
      choices: countdowns.map((value) => ({ key: String(value), name: value === 0 ? "None" : `${value} s` })),
      patch: (key) => ({ countdownSeconds: Number(key) }),
    },
    {
      kind: "count",
      key: "target",
      label: "Episodes to collect",
      note: targetEpisodes === 0 ? "0: no target" : null,
      value: targetEpisodes,
      min: 0,
      max: 100_000,
      step: 1,
      decimals: 0,
      suffix: "",
      patch: (value) => ({ targetEpisodes: value }),
    },
    {
      kind: "toggle",
      key: "auto-next",
      label: "Next episode by itself",
      note: "Keeping one starts the countdown to the next.",
      checked: autoNext,
      patch: (checked) => ({ autoNext: checked }),
    },
    {
      kind: "toggle",
      key: "auto-slow",
      label: "Slow motion near a fall",
      note: "At hop, joints and torque, time runs at a quarter while a fall is near.",
      checked: autoSlow,
      patch: (checked) => ({ autoSlow: checked }),
    },
    {
      kind: "toggle",
      key: "noise",
      label: "Noise on the torques (DART)",
      note: "Shakes what is executed and stores what you meant as the label, so that a policy also learns the way back.",
      checked: noise > 0,
      patch: (checked) => ({ noise: checked ? USUAL_NOISE : 0 }),
    },
    ...(noise > 0 ? [deviation] : []),
  ];
}
