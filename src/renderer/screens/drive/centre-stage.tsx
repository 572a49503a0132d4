import { Group, Text } from "@mantine/core";
import type { JSX } from "react";
import { FailureNote } from "../../components/failure-note.tsx";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import type { DriveState } from "../../drive/drive-state.ts";
import type { Command } from "../../input/bindings.ts";
import classes from "./centre-stage.module.css";
import { CommandButton } from "./command-button.tsx";
import { OfferedButton } from "./offered-button.tsx";
import hud from "./hud.module.css";
import { PauseNote } from "./pause-note.tsx";

interface CentreStageProps {
  readonly state: DriveState;
  readonly readFrame: DriveSession["readFrame"];
  /** before it goes on after a pause */
  readonly countdownSeconds: number;
  readonly offer: DriveSession["offer"];
  readonly onCommand: (command: Command) => void;
  readonly onRestart: () => void;
  readonly onDismissProblem: () => void;
}

/** What needs the eye now, in the middle of the scene: a countdown, a pause and its reason, a failure. */
export function CentreStage({
  state,
  readFrame,
  countdownSeconds,
  offer,
  onCommand,
  onRestart,
  onDismissProblem,
}: CentreStageProps): JSX.Element | null {
  const { recorder, countdown, problem, fault, device } = state;
  if (fault !== null) {
    return (
      <div className={`${hud.panel} ${classes.note}`} data-testid="worker-fault">
        <FailureNote failure={fault} />
        <OfferedButton command="startStop" device={device} offer={offer} testId="restart" onAction={onRestart}>
          Restart the simulation
        </OfferedButton>
      </div>
    );
  }
  if (recorder.phase === "failed" && recorder.failure !== null) {
    return (
      <div className={`${hud.panel} ${classes.note}`} data-testid="recording-failed">
        <FailureNote failure={recorder.failure} />
        <Text size="sm" className={classes.dim}>
          {state.written} steps are written and stay readable.
          {state.unsent > 0 ? ` ${state.unsent} steps did not reach the disk.` : ""}
        </Text>
        <Group gap="xs">
          <CommandButton command="startStop" device={device} onCommand={onCommand}>
            Record again
          </CommandButton>
          <CommandButton command="keep" device={device} onCommand={onCommand} variant="default">
            Close
          </CommandButton>
        </Group>
      </div>
    );
  }
  if (problem !== null) {
    return (
      <div className={`${hud.panel} ${classes.note}`} data-testid="problem">
        <FailureNote failure={problem} />
        <OfferedButton
          variant="default"
          command="discard"
          device={device}
          offer={offer}
          testId="close-problem"
          onAction={onDismissProblem}
        >
          Close
        </OfferedButton>
      </div>
    );
  }
  if (countdown !== null) {
    return (
      <div key={countdown} className={classes.count} data-testid="countdown" aria-hidden="true">
        {countdown}
      </div>
    );
  }
  if (recorder.phase === "paused") {
    return <PauseNote state={state} readFrame={readFrame} countdownSeconds={countdownSeconds} />;
  }
  if (recorder.phase === "idle" && (recorder.why !== null || state.absence !== null)) {
    return (
      <div className={`${hud.panel} ${classes.paused}`}>
        <span>{state.absence ?? recorder.why}</span>
      </div>
    );
  }
  return null;
}
