import type { Settings } from "../../../../shared/ipc/settings.ts";
import { formatPlural } from "../../../components/format.ts";
import { hasWebAudio } from "../../../drive/sound/sound-player.ts";
import { useDriverChoice } from "../../../state/app-state-context.tsx";
import { levelChoices, levelPatch } from "../options/level-choices.ts";
import { sessionChoices } from "../options/session-choices.ts";
import { useChangeSettings } from "../options/use-change-settings.ts";
import type { useDatasetChoice } from "../options/use-dataset-choice.ts";
import { ME, useDriverChoices } from "../options/use-driver-choices.ts";
import type { Driver } from "../options/use-driver.ts";
import { soundOf, useToggleSound } from "../use-sound.ts";
import { listRow, optionRow } from "./menu-row.ts";
import type { MenuRow } from "./menu-row.ts";

interface RowsOptions {
  readonly settings: Settings;
  readonly driver: Driver;
  readonly dataset: string;
  readonly datasets: ReturnType<typeof useDatasetChoice>;
  readonly keyboard: boolean;
  /** no episode is open: what needs another simulation may be chosen */
  readonly between: boolean;
}

/** These hold at once, also for the episode that is paused. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set(["countdown", "target", "auto-next"]);
const AFTER_EPISODE = "After this episode";

/** Everything that is chosen on Drive, in the order in which it stands at the top of the screen. */
export function useMenuRows(options: RowsOptions): readonly MenuRow[] {
  const { settings, driver, dataset, datasets, keyboard, between } = options;
  const change = useChangeSettings();
  const drivers = useDriverChoices();
  const wanted = useDriverChoice((state) => state.policy);
  const toggleSound = useToggleSound();
  const closed = between ? null : AFTER_EPISODE;
  const places = datasets.list.map(({ id, name, problem, episodes }) => ({
    key: id,
    name,
    note: problem ?? formatPlural(episodes, "episode"),
    disabled: problem !== null,
  }));
  const sound: MenuRow = {
    key: "sound",
    label: "Sound",
    value: Number(soundOf(settings) > 0),
    min: 0,
    max: 1,
    step: 1,
    closed: null,
    textOf: (value) => (value === 1 ? "On" : "Off"),
    noteOf: () => null,
    take: (value) => {
      if ((value === 1) !== soundOf(settings) > 0) toggleSound();
    },
  };
  return [
    listRow({ key: "level", label: "Level of help", chosen: settings.level, closed }, levelChoices(keyboard), (key) =>
      change(levelPatch(key)),
    ),
    listRow({ key: "driver", label: "Who drives", chosen: wanted ?? ME, closed }, drivers, (key) =>
      driver.choose(key === ME ? null : key),
    ),
    listRow({ key: "dataset", label: "Record into", chosen: dataset, closed }, places, datasets.choose),
    ...sessionChoices(settings).map((option) => optionRow(option, ALWAYS_OPEN.has(option.key) ? null : closed, change)),
    ...(hasWebAudio() ? [sound] : []),
  ];
}
