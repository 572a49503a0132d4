import { Group, Loader, Text } from "@mantine/core";
import {
  IconCheck,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconPlayerTrackPrevFilled,
  IconRotateClockwise,
  IconTrash,
} from "@tabler/icons-react";
import type { JSX } from "react";
import { pauseEvent, startStopEvent } from "../../../shared/record/recorder.ts";
import { RECORDER_TABLE } from "../../../shared/record/recorder-table.ts";
import type { DriveState } from "../../drive/drive-state.ts";
import { isClosing, isRewinding } from "../../drive/phases.ts";
import type { Command } from "../../input/bindings.ts";
import { CommandButton } from "./command-button.tsx";
import hud from "./hud.module.css";
import classes from "./recorder-bar.module.css";
import { useFitting } from "./use-fitting.ts";

/** What a press does next. */
const MARK_WORDS: Readonly<Record<string, string>> = {
  null: "Mark as a success; again: as a failure",
  true: "Marked as a success; press: as a failure",
  false: "Marked as a failure; press: not marked",
};

function MarkIcon({ success }: { readonly success: boolean | null }): JSX.Element {
  if (success === null) return <IconCheck size={16} />;
  return success ? (
    <IconCircleCheckFilled size={17} className={classes.success} />
  ) : (
    <IconCircleXFilled size={17} className={classes.failure} />
  );
}

/** All words; the first button's alone; two lines of the same length. */
const FORMS = 3;

/** What can be done with the recording now; a press that would mean nothing has no button. */
export function RecorderBar({
  state,
  beside,
  loading,
  onCommand,
}: {
  readonly state: DriveState;
  /** changes with the width of what stands beside the bar */
  readonly beside: string;
  /** it is not known yet what there is to record into */
  readonly loading: boolean;
  readonly onCommand: (command: Command) => void;
}): JSX.Element | null {
  const { phase } = state.recorder;
  const { device, marks } = state;
  const glyphs = device.kind === "pad" ? device.pad.labels.buttons.join() : device.kind;
  const { row, form } = useFitting(FORMS, `${phase} ${beside} ${glyphs}`);
  const narrow = form > 0;
  const common = { device, onCommand, size: "sm" } as const;
  if (phase === "review" || phase === "failed" || isRewinding(phase)) return null;
  if (isClosing(phase)) {
    return (
      <div className={`${hud.panel} ${classes.bar}`}>
        <Group gap="xs" px="xs">
          <Loader size="xs" />
          <Text size="sm">{phase === "finishing" ? "Saving the episode…" : "Discarding the episode…"}</Text>
        </Group>
      </div>
    );
  }
  if ((loading || state.worker === "starting") && phase === "idle") {
    return (
      <div className={`${hud.panel} ${classes.bar}`}>
        <CommandButton
          {...common}
          command="startStop"
          variant="default"
          loading={false}
          disabled
          icon={<Loader size={14} />}
        >
          Starting…
        </CommandButton>
      </div>
    );
  }
  const table = RECORDER_TABLE[phase];
  const start = startStopEvent(phase) === "start";
  const pause = pauseEvent(phase);
  const running = table.discard !== undefined && phase !== "countdown";
  return (
    <div ref={row} className={`${hud.panel} ${classes.bar}`} role="toolbar" aria-label="Recording" data-form={form}>
      <CommandButton
        {...common}
        command="startStop"
        color="coral.7"
        variant="filled"
        icon={start ? <IconPlayerRecordFilled size={16} /> : <IconPlayerStopFilled size={16} />}
      >
        {start ? "Record" : phase === "countdown" ? "Call off" : "Stop"}
      </CommandButton>
      {pause !== null && (
        <CommandButton
          {...common}
          command="pause"
          compact={narrow}
          variant="default"
          icon={pause === "pause" ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        >
          {pause === "pause" ? "Pause" : "Go on"}
        </CommandButton>
      )}
      {table.rewind !== undefined && (
        <CommandButton
          {...common}
          command="rewind"
          compact={narrow}
          variant="default"
          icon={<IconPlayerTrackPrevFilled size={16} />}
        >
          Rewind
        </CommandButton>
      )}
      {running && (
        <CommandButton {...common} compact command="mark" variant="default" icon={<MarkIcon success={marks.success} />}>
          {MARK_WORDS[String(marks.success)] ?? ""}
        </CommandButton>
      )}
      {running && table.redo !== undefined && (
        <CommandButton {...common} compact command="redo" variant="default" icon={<IconRotateClockwise size={16} />}>
          Discard and redo
        </CommandButton>
      )}
      {running && (
        <CommandButton {...common} compact command="discard" variant="default" icon={<IconTrash size={16} />}>
          Discard
        </CommandButton>
      )}
    </div>
  );
}
