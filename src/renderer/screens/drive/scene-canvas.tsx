import { Alert, Button, useComputedColorScheme } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { Push } from "../../../shared/sim/types.ts";
import type { Viewer } from "../../viewer/create-viewer.ts";
import { createSceneLot } from "../../viewer/scene-lot.ts";
import type { ShownLimit } from "../../viewer/types.ts";
import classes from "./scene-canvas.module.css";

interface SceneCanvasProps {
  /** the mailbox that a drive worker leaves its frames in */
  readonly frames: ArrayBufferLike | null;
  readonly label: string;
  /** takes what Shift and drag on the hopper gives it; null or left out: it cannot be pushed */
  readonly onPush?: ((push: Push) => void) | null;
  /** 4 × [x, z, pitch] of another state of the hopper, shown translucent; null: none */
  readonly ghost?: Float32Array | null;
  /** what the hopper is measured against; null: nothing */
  readonly limit?: ShownLimit | null;
  /** CSS pixels at the right that something lies over */
  readonly inset?: number;
  /** gets the viewer while there is one */
  readonly onViewer?: (viewer: Viewer | null) => void;
}

/** The page's: a scene outlives the screen that showed it, and goes with the page. */
const lot = createSceneLot();

/** The 3D scene, filling its parent. */
export function SceneCanvas(props: SceneCanvasProps): JSX.Element {
  const [attempt, setAttempt] = useState(0);
  return <Scene key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

interface SceneProps extends SceneCanvasProps {
  /** a new scene in place of one that stopped */
  readonly onAgain: () => void;
}

function Scene({
  frames,
  label,
  onPush = null,
  ghost = null,
  limit = null,
  inset = 0,
  onViewer,
  onAgain,
}: SceneProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("dark");
  const reducedMotion = useReducedMotion() ?? false;
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const first = useRef({ theme: scheme, reducedMotion });

  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return undefined;
    const className = classes.canvas ?? "";
    const made = lot.take(parent, { ...first.current, className, onProblem: setProblem });
    setViewer(made);
    return () => {
      lot.leave(made);
      setViewer(null);
    };
  }, []);
  useEffect(() => viewer?.setSource(frames), [viewer, frames]);
  useEffect(() => viewer?.setPushReceiver(onPush), [viewer, onPush]);
  useEffect(() => viewer?.setGhost(ghost), [viewer, ghost]);
  useEffect(() => viewer?.setLimit(limit), [viewer, limit]);
  useEffect(() => viewer?.setInset(inset), [viewer, inset]);
  useEffect(() => viewer?.setTheme(scheme), [viewer, scheme]);
  useEffect(() => viewer?.setReducedMotion(reducedMotion), [viewer, reducedMotion]);
  useEffect(() => {
    onViewer?.(viewer);
    return () => onViewer?.(null);
  }, [viewer, onViewer]);

  return (
    <div ref={holder} className={classes.holder} role="img" aria-label={label}>
      {problem !== null && (
        <Alert
          className={classes.problem ?? ""}
          color="red"
          title="The scene cannot be drawn"
          role="alert"
          data-testid="scene-problem"
        >
          Driving and recording work without the picture. {problem.kind !== "unsupported" && `${problem.message}. `}
          {problem.remedy}
          {problem.kind !== "unsupported" && (
            <Button mt="sm" size="xs" color="red" onClick={onAgain}>
              Draw it again
            </Button>
          )}
        </Alert>
      )}
    </div>
  );
}
