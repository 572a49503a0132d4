import type { JSX } from "react";
import { KEY_PUSH } from "../../input/bindings.ts";
import { HelpModal } from "../drive/help/help-modal.tsx";
import type { HelpGroup, HelpRow } from "../drive/help/help-modal.tsx";

const row = (label: string, ...keys: readonly string[]): HelpRow => ({ label, pad: [], keys });

/** Keys of a replay; pushes and seeds only where it is simulated anew, stepping back only in a recording. */
function replayGroups(recorded: boolean): readonly HelpGroup[] {
  return [
    {
      title: "Playing",
      rows: [
        row("Play, pause", "Space", "K"),
        recorded ? row("One step back, one step on", "←", "→") : row("One step on", "→"),
        row("From the start", "Home", "R"),
        ...(recorded ? [] : [row("Start anew by the next seed", "N")]),
        row("Slower, faster", ",", "."),
      ],
    },
    {
      title: "Scene",
      rows: [
        ...(recorded
          ? []
          : [
              row(`Push the torso, ${KEY_PUSH} N·s`, "Q", "E"),
              row("Push: drag a part of the hopper", "Shift", "Mouse"),
            ]),
        row("Look around; double click resets", "Mouse"),
        row("Reset the camera", "C"),
        row("Back to where you came from", "Esc"),
        row("This help", "H"),
      ],
    },
  ];
}

/** What the keys and the mouse do in a replay. */
export function ReplayHelp({
  recorded,
  opened,
  onClose,
}: {
  readonly recorded: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  return <HelpModal title="Controls" groups={replayGroups(recorded)} pad={false} opened={opened} onClose={onClose} />;
}
