import type { Push } from "../../shared/sim/types.ts";
import type { ShownLimit, ViewerTheme } from "./types.ts";

/** Times between drawn frames (ms), the quality in use, and how many frames were drawn so far. */
export interface ViewerStats {
  readonly frameP50: number;
  readonly frameP99: number;
  readonly quality: number;
  readonly frames: number;
}

/** A pointer on the canvas, as the page saw it. */
export interface PointerInput {
  readonly kind: "down" | "move" | "up" | "cancel";
  readonly pointer: number;
  /** where in the picture: -1 left to 1 right, -1 bottom to 1 top */
  readonly x: number;
  readonly y: number;
  /** CSS pixels of the page */
  readonly left: number;
  readonly top: number;
  readonly shift: boolean;
  /** a finger or a pen, which has no Shift to hold */
  readonly touch: boolean;
  /** it is the main button's event */
  readonly main: boolean;
  /** any button is down */
  readonly pressed: boolean;
}

/** What the page tells the scene, in whichever thread that is drawn. "init" comes first, and once. */
export type ToScene =
  | {
      readonly type: "init";
      readonly canvas: OffscreenCanvas | HTMLCanvasElement;
      /** of the page's clock, which the scene's worker follows; absent where it is drawn in the page itself */
      readonly lead?: number;
    }
  /** CSS pixels, and the screen's pixels for each */
  | { readonly type: "size"; readonly width: number; readonly height: number; readonly ratio: number }
  | { readonly type: "visible"; readonly visible: boolean }
  | { readonly type: "theme"; readonly theme: ViewerTheme }
  | { readonly type: "reduced-motion"; readonly reduced: boolean }
  /** the mailbox that frames are left in; memory that is not shared can be read by the page's own scene alone */
  | { readonly type: "source"; readonly frames: ArrayBufferLike | null }
  /** 4 × [x, z, pitch] */
  | { readonly type: "ghost"; readonly poses: Float32Array | null }
  /** what the hopper is measured against; null: nothing */
  | { readonly type: "limit"; readonly limit: ShownLimit | null }
  /** CSS pixels at the right that something lies over: the hopper is shown in the middle of the rest */
  | { readonly type: "inset"; readonly right: number }
  /** somebody takes pushes */
  | { readonly type: "pushable"; readonly pushable: boolean }
  | { readonly type: "pointer"; readonly input: PointerInput }
  /** of a wheel, CSS pixels */
  | { readonly type: "zoom"; readonly delta: number }
  | { readonly type: "reset-camera" }
  /** nobody looks any more: let go of what belongs to the screen that was left, and rest as if just made */
  | { readonly type: "park" }
  | { readonly type: "dispose" };

/** What the scene tells the page. */
export type FromScene =
  /** everything is made; frames follow */
  | { readonly type: "ready" }
  /** it cannot be made, or (once it was ready) cannot go on */
  | { readonly type: "failed"; readonly message: string }
  /** once a second while it is visible */
  | { readonly type: "stats"; readonly stats: ViewerStats }
  /** the first picture since it was made or parked is on the canvas */
  | { readonly type: "shown" }
  /** it was told to; whatever was said before this was to the screen that was left */
  | { readonly type: "parked" }
  | { readonly type: "push"; readonly push: Push }
  /** the pointer is over something that can be pushed now */
  | { readonly type: "aim"; readonly aims: boolean }
  /** the graphics context went away, or came back */
  | { readonly type: "context"; readonly lost: boolean };
