import { GamepadListener } from "gamepad.js";

/** A pad as its owner names it. */
export interface PadInfo {
  readonly index: number;
  readonly id: string;
  /** false: the browser does not know its layout, so buttons may be elsewhere */
  readonly standard: boolean;
}

/** Tells when pads come and go (gamepad.js looks at every display frame). Returns the end of it. */
export function watchPads(onConnect: (pad: PadInfo) => void, onDisconnect: (index: number) => void): () => void {
  if (typeof navigator.getGamepads !== "function") return () => {};
  const listener = new GamepadListener({ analog: true, deadZone: 0 });
  listener.on("gamepad:connected", ({ detail }) =>
    onConnect({ index: detail.index, id: detail.gamepad.id, standard: detail.gamepad.mapping === "standard" }),
  );
  listener.on("gamepad:disconnected", ({ detail }) => onDisconnect(detail.index));
  listener.start();
  // gamepad.js stops looking at any error of the page, whosoever it is.
  const goOn = (): void => listener.start();
  window.addEventListener("error", goOn);
  return () => {
    window.removeEventListener("error", goOn);
    listener.stop();
    listener.removeAllEventListeners();
  };
}
