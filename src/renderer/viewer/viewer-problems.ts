import type { Failure } from "../../shared/base/failure.ts";

/** There is no WebGL 2, in a worker or in the page. */
export function cannotDraw(message: string): Failure {
  return {
    kind: "unsupported",
    message,
    remedy: "Pogo needs WebGL 2: switch on hardware acceleration, or use another browser.",
  };
}

/** The scene was drawn, and then its thread gave up. */
export function stoppedDrawing(message: string): Failure {
  return { kind: "internal", message: `The scene stopped: ${message}`, remedy: "Draw it again." };
}

/** The graphics driver was restarted, or took its memory back. */
export const CONTEXT_LOST: Failure = {
  kind: "disconnected",
  message: "The graphics driver took the picture away",
  remedy: "It comes back by itself as a rule. If it does not, draw it again.",
};
