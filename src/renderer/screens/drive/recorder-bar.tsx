import { Group, Loader, Text } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconRotateClockwise,
  IconTrash,
} from "@tabler/icons-react";
import type { JSX } from "react";
import { pauseEvent, startStopEvent } from "../../../shared/record/recorder.ts";
import { RECORDER_TABLE } from "../../../shared/record/recorder-table.ts";
import type { DriveState } from "../../drive/drive-state.ts";
import type { Command } from "../../input/bindings.ts";
import { CommandButton } from "./command-button.tsx";
import hud from "./hud.module.css";
import classes from "./recorder-bar.module.css";

/** What can be done with the recording now; a press that would mean nothing has no button. */
export function RecorderBar({
  state,
  onCommand,
}: {
  readonly state: DriveState;
  readonly onCommand: (command: Command) => void;
}): JSX.Element | null {
  const { phase } = state.recorder;
  const { device } = state;
  const common = { device, onCommand, size: "sm" } as const;
  if (phase === "review" || phase === "failed") return null;
  if (phase === "finishing" || phase === "discarding" || phase === "redoing") {
    return (
      <div className={`${hud.panel} ${classes.bar}`}>
        <Group gap="xs" px="xs">
          <Loader size="xs" />
          <Text size="sm">{phase === "finishing" ? "Saving the episode…" : "Discarding the episode…"}</Text>
        </Group>
      </div>
    );
  }
  const table = RECORDER_TABLE[phase];
  const start = startStopEvent(phase) === "start";
  const pause = pauseEvent(phase);
  return (
    <div className={`${hud.panel} ${classes.bar}`} role="toolbar" aria-label="Recording">
      <CommandButton
        {...common}
        command="startStop"
        color="coral.7"
        variant="filled"
        icon={start ? <IconPlayerRecordFilled size={16} /> : <IconPlayerStopFilled size={16} />}
      >
        {start ? "Record" : phase === "countdown" ? "Call off" : "Stop and save"}
      </CommandButton>
      {pause !== null && (
        <CommandButton
          {...common}
          command="pause"
          variant="default"
          icon={pause === "pause" ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        >
          {pause === "pause" ? "Pause" : "Go on"}
        </CommandButton>
      )}
      {table.redo !== undefined && (
        <CommandButton {...common} command="redo" variant="default" icon={<IconRotateClockwise size={16} />}>
          Redo
        </CommandButton>
      )}
      {table.discard !== undefined && phase !== "countdown" && (
        <CommandButton {...common} command="discard" variant="default" icon={<IconTrash size={16} />}>
          Discard
        </CommandButton>
      )}
    </div>
  );
}
