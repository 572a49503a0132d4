import {
  IconBooks,
  IconBrain,
  IconChartLine,
  IconDeviceGamepad2,
  IconFocusCentered,
  IconHelp,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconPlus,
  IconSettings,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Command } from "../../../input/bindings.ts";
import type { Route } from "../../../state/route.ts";
import { navigate } from "../../../state/use-route.ts";

export interface MenuAction {
  readonly key: string;
  readonly label: string;
  readonly Icon: ComponentType<{ readonly size?: number }>;
  /** the menu stays open */
  readonly stays?: true;
  run(): void;
}

interface ActionOptions {
  readonly between: boolean;
  readonly paused: boolean;
  readonly dataset: string;
  /** the pad in hand; null: another device drives */
  readonly padId: string | null;
  readonly onNewDataset: () => void;
  readonly onCommand: (command: Command) => void;
}

/** What can be done from the menu; while an episode is paused nothing leads away from it. */
export function menuActions(options: ActionOptions): readonly MenuAction[] {
  const { between, paused, dataset, padId, onNewDataset, onCommand } = options;
  const go = (key: string, label: string, Icon: MenuAction["Icon"], route: Route): MenuAction => ({
    key,
    label,
    Icon,
    run: () => navigate(route),
  });
  const help: MenuAction = { key: "help", label: "Controls", Icon: IconHelp, run: () => onCommand("help") };
  if (!between) {
    return [
      ...(paused
        ? [
            { key: "resume", label: "Go on", Icon: IconPlayerPlayFilled, run: () => onCommand("pause") },
            { key: "stop", label: "Stop and save", Icon: IconPlayerStopFilled, run: () => onCommand("startStop") },
          ]
        : []),
      help,
    ];
  }
  return [
    { key: "new-dataset", label: "New dataset…", Icon: IconPlus, stays: true, run: onNewDataset },
    help,
    go("controller", "Set up the pad", IconDeviceGamepad2, { screen: "settings", wizard: "drive" }),
    ...(padId === null
      ? []
      : [
          go("measure", "Measure sticks", IconFocusCentered, {
            screen: "settings",
            wizard: "drive",
            measure: padId,
          }),
        ]),
    go("library", "Library", IconBooks, {
      screen: "library",
      dataset: dataset === "" ? null : dataset,
      episode: null,
    }),
    go("train", "Train", IconChartLine, { screen: "train", job: null, dataset: dataset === "" ? null : dataset }),
    go("policies", "Policies", IconBrain, { screen: "policies", policy: null, watch: false }),
    go("settings", "Settings", IconSettings, { screen: "settings", wizard: null }),
  ];
}
