import { ActionIcon, Group, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconArrowLeft, IconHelp, IconVideo } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { JSX } from "react";
import { useStore } from "zustand";
import { DriveWithPolicy } from "../../components/drive-with-policy.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { createReplaySession, describeCause } from "../../drive/create-replay-session.ts";
import type { ReplaySession } from "../../drive/create-replay-session.ts";
import type { ReplayTarget } from "../../drive/replay-state.ts";
import { usePolicies } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { valueOr } from "../../state/remote.ts";
import type { Viewer } from "../../viewer/create-viewer.ts";
import { Gauges } from "../drive/hud/gauges.tsx";
import hud from "../drive/hud.module.css";
import { SceneCanvas } from "../drive/scene-canvas.tsx";
import { TickHealth } from "../drive/hud/tick-health.tsx";
import { ReplayHelp } from "./replay-help.tsx";
import { ReplayInfo } from "./replay-info.tsx";
import classes from "./replay.module.css";
import { TorqueBars } from "./torque-bars.tsx";
import { Transport } from "./transport.tsx";
import { useReplayKeys } from "./use-replay-keys.ts";

interface ReplayScreenProps {
  readonly target: ReplayTarget;
  readonly onClose: () => void;
}

/** Watching: a policy drives in closed loop, or a recorded episode is shown again. */
export function ReplayScreen({ target, onClose }: ReplayScreenProps): JSX.Element {
  const bridge = useBridge();
  const viewer = useRef<Viewer | null>(null);
  const onViewer = useCallback((next: Viewer | null) => {
    viewer.current = next;
  }, []);
  const resetCamera = useCallback(() => viewer.current?.resetCamera(), []);
  const [session, setSession] = useState<ReplaySession | null>(null);
  // The target is written anew with every render of the parent; what it says decides.
  const [shown] = useState(target);
  useEffect(() => {
    document.title = "Replay · Pogo";
    const made = createReplaySession({ bridge, target: shown });
    setSession(made);
    return () => {
      setSession(null);
      made.dispose();
    };
  }, [bridge, shown]);
  return (
    <div className={hud.screen}>
      <SceneCanvas
        frames={session?.frames ?? null}
        label="The hopper in replay"
        onPush={shown.kind === "episode" ? null : (session?.push ?? null)}
        onViewer={onViewer}
      />
      {session !== null && (
        <ReplayOverlay
          session={session}
          policy={shown.kind === "policy" ? shown.policy : null}
          onClose={onClose}
          onResetCamera={resetCamera}
        />
      )}
    </div>
  );
}

interface ReplayOverlayProps {
  readonly session: ReplaySession;
  /** id of the one that is watched; null: something else is */
  readonly policy: string | null;
  readonly onClose: () => void;
  readonly onResetCamera: () => void;
}

function ReplayOverlay({ session, policy, onClose, onResetCamera }: ReplayOverlayProps): JSX.Element {
  const state = useStore(session.store);
  const [helpOpen, setHelpOpen] = useState(false);
  const toggleHelp = useCallback(() => setHelpOpen((open) => !open), []);
  useReplayKeys(session, onResetCamera, onClose, toggleHelp);
  return (
    <div
      className={hud.overlay}
      data-testid="replay-screen"
      data-phase={state.phase}
      data-manner={state.manner}
      data-subject={state.subject?.kind ?? ""}
    >
      <div className={hud.status}>
        <div className={classes.head}>
          <Tooltip label="Back (Esc)">
            <ActionIcon variant="default" size={42} radius="lg" aria-label="Back" onClick={onClose} data-testid="close">
              <IconArrowLeft size={20} />
            </ActionIcon>
          </Tooltip>
          <ReplayInfo session={session} state={state} />
        </div>
      </div>
      <div className={hud.tools}>
        <Group gap={8}>
          {policy !== null && <DriveWatched policy={policy} />}
          <Tooltip label="Reset the camera (C)">
            <ActionIcon variant="default" size={34} radius="lg" aria-label="Reset the camera" onClick={onResetCamera}>
              <IconVideo size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Controls (H)">
            <ActionIcon variant="default" size={34} radius="lg" aria-label="Show the controls" onClick={toggleHelp}>
              <IconHelp size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
        <TickHealth readFrame={session.readFrame} sharedMemory />
      </div>
      <div className={hud.centre}>
        {state.failure !== null && (
          <div className={`${hud.panel} ${classes.failure}`} data-testid="replay-failed">
            <FailureNote failure={state.failure} />
          </div>
        )}
        {state.phase === "ended" && state.cause !== null && (
          <div className={`${hud.panel} ${classes.ended}`} data-testid="replay-ended">
            {describeCause(state.cause)}
          </div>
        )}
        {state.absence !== null && <div className={`${hud.panel} ${classes.ended}`}>Paused: {state.absence}</div>}
      </div>
      <div className={hud.gauges}>
        <Gauges readFrame={session.readFrame} />
      </div>
      <div className={hud.bar}>
        <Transport session={session} state={state} />
      </div>
      <div className={hud.stick}>
        <TorqueBars readFrame={session.readFrame} />
      </div>
      <ReplayHelp recorded={state.subject?.kind === "episode"} opened={helpOpen} onClose={toggleHelp} />
      <VisuallyHidden role="status" aria-live="polite" data-testid="announcer">
        {state.said}
      </VisuallyHidden>
    </div>
  );
}

/** From watching a policy to driving with it. */
function DriveWatched({ policy }: { readonly policy: string }): JSX.Element | null {
  const list = usePolicies((state) => state.list);
  const summary = valueOr(list, []).find(({ id }) => id === policy);
  return summary === undefined ? null : <DriveWithPolicy size="xs" variant="default" policy={summary} />;
}
