import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { BINDINGS, COMMANDS } from "../../../input/bindings.ts";
import type { Command } from "../../../input/bindings.ts";
import { keyGlyph } from "../../../input/glyphs.ts";
import type { PadLabels } from "../../../input/pad-labels.ts";
import { controlGlyph, controlKeys } from "../control-glyph.ts";
import { CONTROLS, LEVEL_GUIDES } from "../level-guide.ts";
import type { HelpGroup, HelpRow } from "./help-modal.tsx";

const TITLES = ["Recording", "Rewind and takeover", "Marks", "Time", "Scene"] as const;

const GROUP_OF: Readonly<Record<Command, (typeof TITLES)[number]>> = {
  startStop: "Recording",
  keep: "Recording",
  discard: "Recording",
  redo: "Recording",
  pause: "Recording",
  rewind: "Rewind and takeover",
  takeover: "Rewind and takeover",
  mark: "Marks",
  rateUp: "Marks",
  rateDown: "Marks",
  slower: "Time",
  faster: "Time",
  pushBack: "Scene",
  pushForward: "Scene",
  resetCamera: "Scene",
  mute: "Scene",
  quickMenu: "Scene",
  help: "Scene",
};

const known = (...labels: readonly (string | null | undefined)[]): readonly string[] =>
  labels.filter((label) => typeof label === "string");

function commandRow(command: Command, labels: PadLabels): HelpRow {
  const { label, button, keys } = BINDINGS[command];
  return {
    label,
    pad: button === null ? [] : known(labels.buttons[button]),
    keys: keys.filter((key) => !key.startsWith("Numpad")).map(keyGlyph),
  };
}

/** Every control of Drive, with what the sticks mean at the level. */
export function driveHelp(level: DriveLevel, labels: PadLabels): readonly HelpGroup[] {
  const { name, line, controls } = LEVEL_GUIDES[level];
  const driving = CONTROLS.flatMap((control): HelpRow[] => {
    const label = controls[control];
    return label === undefined
      ? []
      : [{ label, pad: known(controlGlyph(control, labels)), keys: controlKeys(control) }];
  });
  const extra: Readonly<Partial<Record<string, readonly HelpRow[]>>> = {
    "Rewind and takeover": [
      {
        label: "Back and forward in time",
        pad: known(controlGlyph("left-trigger", labels), controlGlyph("right-trigger", labels)),
        keys: ["←", "→"],
      },
      { label: "Continue from there", pad: known(labels.buttons[BINDINGS.keep.button ?? 0]), keys: ["K"] },
    ],
    Scene: [
      { label: "Push: drag a part of the hopper (a finger rests on it first)", pad: [], keys: ["Shift", "Mouse"] },
      { label: "Look around; double click resets", pad: [], keys: ["Mouse"] },
    ],
  };
  return [
    { title: `Driving: ${name}`, note: line, rows: driving },
    ...TITLES.map((title) => ({
      title,
      rows: [
        ...COMMANDS.filter((command) => GROUP_OF[command] === title).map((command) => commandRow(command, labels)),
        ...(extra[title] ?? []),
      ],
    })),
  ];
}
