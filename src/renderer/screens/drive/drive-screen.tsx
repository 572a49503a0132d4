import { VisuallyHidden } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import type { JSX } from "react";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import type { WorkerPort } from "../../drive/worker-link.ts";
import type { Viewer } from "../../viewer/create-viewer.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { navigate } from "../../state/use-route.ts";
import { DriveOverlay } from "./drive-overlay.tsx";
import hud from "./hud.module.css";
import { SceneCanvas } from "./scene-canvas.tsx";
import { useDriveSession } from "./use-drive-session.ts";
import { useFallReplay } from "./use-fall-replay.ts";

interface DriveScreenProps {
  /** to drive, by the address that led here */
  readonly policy?: string;
  /** in place of the real worker, for tests; must be stable */
  readonly startWorker?: () => WorkerPort;
}

/** Driving and recording: the scene fills the screen, the instruments lie over it. */
export function DriveScreen({ policy, startWorker }: DriveScreenProps): JSX.Element {
  useAskedDriver(policy);
  const viewer = useRef<Viewer | null>(null);
  const onViewer = useCallback((next: Viewer | null) => {
    viewer.current = next;
  }, []);
  const resetCamera = useCallback(() => viewer.current?.resetCamera(), []);
  const context = useDriveSession({
    onResetCamera: resetCamera,
    ...(startWorker === undefined ? {} : { startWorker }),
  });
  const { session } = context;
  const ghost = useGhost(session);
  const frames = useFrames(session);
  const fall = useFallReplay(session);
  const [cardRoom, setCardRoom] = useState(0);
  useEffect(() => {
    document.title = "Drive · Pogo";
  }, []);
  return (
    <div className={hud.screen}>
      <VisuallyHidden component="h1">Drive</VisuallyHidden>
      <SceneCanvas
        frames={fall.frames ?? frames}
        label="The hopper on its lane"
        onPush={session?.push ?? null}
        ghost={ghost}
        limit={fall.limit}
        inset={cardRoom}
        onViewer={onViewer}
      />
      {session !== null && <DriveOverlay {...context} session={session} fall={fall} onCardRoom={setCardRoom} />}
    </div>
  );
}

/** Takes the driver from the address; leaving and coming back then keeps to what was chosen since. */
function useAskedDriver(policy: string | undefined): void {
  const { driver } = useAppState();
  useEffect(() => {
    if (policy === undefined) return;
    driver.getState().choose(policy);
    navigate({ screen: "drive" }, { replace: true });
  }, [driver, policy]);
}

/** Where the session's worker leaves its frames. */
function useFrames(session: DriveSession | null): ArrayBufferLike | null {
  const [frames, setFrames] = useState<ArrayBufferLike | null>(null);
  useEffect(() => {
    setFrames(session?.store.getState().frames ?? null);
    return session?.store.subscribe(({ frames: next }, before) => {
      if (next !== before.frames) setFrames(next);
    });
  }, [session]);
  return frames;
}

/** The newest state while an earlier one is looked at. */
function useGhost(session: DriveSession | null): Float32Array | null {
  const [ghost, setGhost] = useState<Float32Array | null>(null);
  useEffect(
    () =>
      session?.store.subscribe(({ rewind }, before) => {
        if (rewind !== before.rewind) setGhost(rewind === null || rewind.step === rewind.newest ? null : rewind.ghost);
      }),
    [session],
  );
  return ghost;
}
