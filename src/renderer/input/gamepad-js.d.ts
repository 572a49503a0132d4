/** gamepad.js 3 ships no types; these are the parts that Pogo uses. */
declare module "gamepad.js" {
  export interface GamepadEventDetail {
    readonly index: number;
    readonly gamepad: Gamepad;
  }
  export class GamepadListener {
    constructor(options?: { readonly analog?: boolean; readonly deadZone?: number; readonly precision?: number });
    /** looks at all pads once */
    update(): void;
    on(name: "gamepad:connected", listener: (event: { readonly detail: GamepadEventDetail }) => void): void;
    on(name: "gamepad:disconnected", listener: (event: { readonly detail: { readonly index: number } }) => void): void;
    on(
      name: "gamepad:button",
      listener: (event: {
        readonly detail: GamepadEventDetail & { readonly button: number; readonly pressed: boolean };
      }) => void,
    ): void;
    removeAllEventListeners(): void;
  }
}
