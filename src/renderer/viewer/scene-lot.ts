import { createViewer } from "./create-viewer.ts";
import type { Viewer, ViewerOptions } from "./create-viewer.ts";

/**
 * Where a scene waits between two screens: making one takes long, above all its first picture. One is kept; whoever
 * needs a second at the same time gets one of its own.
 */
export interface SceneLot {
  /** the parked scene, or a new one, in `parent` */
  take(parent: HTMLElement, options: ViewerOptions): Viewer;
  /** parks it for the next screen; disposes of one that no longer draws, and of one too many */
  leave(viewer: Viewer): void;
}

export function createSceneLot(): SceneLot {
  let parked: Viewer | null = null;
  return {
    take(parent, options): Viewer {
      const kept = parked;
      parked = null;
      if (kept?.sound === true) {
        kept.adopt(parent, options);
        return kept;
      }
      kept?.dispose();
      return createViewer(parent, options);
    },
    leave(viewer): void {
      if (!viewer.sound || parked?.sound === true) return viewer.dispose();
      parked?.dispose();
      viewer.park();
      parked = viewer;
    },
  };
}
