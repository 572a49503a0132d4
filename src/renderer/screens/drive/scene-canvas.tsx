import { Alert, useComputedColorScheme } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { JSX } from "react";
import { createViewer } from "../../viewer/create-viewer.ts";
import type { Push } from "../../../shared/sim/types.ts";
import type { Viewer } from "../../viewer/create-viewer.ts";
import type { PoseSource } from "../../viewer/types.ts";
import classes from "./scene-canvas.module.css";

interface SceneCanvasProps {
  readonly poses: PoseSource | null;
  readonly label: string;
  /** takes what Shift and drag on the hopper gives it; null or left out: it cannot be pushed */
  readonly onPush?: ((push: Push) => void) | null;
  /** 4 × [x, z, pitch] of another state of the hopper, shown translucent; null: none */
  readonly ghost?: Float32Array | null;
  /** gets the viewer while there is one */
  readonly onViewer?: (viewer: Viewer | null) => void;
}

/** The 3D scene, filling its parent. */
export function SceneCanvas({ poses, label, onPush = null, ghost = null, onViewer }: SceneCanvasProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("dark");
  const reducedMotion = useReducedMotion() ?? false;
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef({ scheme, reducedMotion });

  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return undefined;
    // A canvas of its own for each viewer: a WebGL context that was given back cannot be had again.
    const canvas = document.createElement("canvas");
    canvas.className = classes.canvas ?? "";
    canvas.dataset["testid"] = "scene-canvas";
    parent.append(canvas);
    try {
      const { scheme: theme, reducedMotion: still } = first.current;
      const made = createViewer(canvas, { theme, reducedMotion: still });
      setViewer(made);
      const report = setInterval(() => {
        const stats = made.stats();
        Object.assign(canvas.dataset, {
          frames: String(stats.frames),
          frameP50: stats.frameP50.toFixed(1),
          frameP99: stats.frameP99.toFixed(1),
          quality: String(stats.quality),
        });
      }, 1000);
      return () => {
        clearInterval(report);
        made.dispose();
        canvas.remove();
        setViewer(null);
      };
    } catch (thrown) {
      canvas.remove();
      setProblem(thrown instanceof Error ? thrown.message : String(thrown));
      return undefined;
    }
  }, []);
  useEffect(() => viewer?.setSource(poses), [viewer, poses]);
  useEffect(() => viewer?.setPushReceiver(onPush), [viewer, onPush]);
  useEffect(() => viewer?.setGhost(ghost), [viewer, ghost]);
  useEffect(() => viewer?.setTheme(scheme), [viewer, scheme]);
  useEffect(() => viewer?.setReducedMotion(reducedMotion), [viewer, reducedMotion]);
  useEffect(() => {
    onViewer?.(viewer);
    return () => onViewer?.(null);
  }, [viewer, onViewer]);

  return (
    <div ref={holder} className={classes.holder} role="img" aria-label={label}>
      {problem !== null && (
        <Alert color="red" title="The scene cannot be drawn" m="xl" role="alert">
          {problem}. Pogo needs WebGL 2: switch on hardware acceleration, or use another browser. Driving and recording
          work without the picture.
        </Alert>
      )}
    </div>
  );
}
