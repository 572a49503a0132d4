import { useEffect } from "react";
import type { ReplaySession } from "../../drive/create-replay-session.ts";
import { KEY_PUSH } from "../../input/bindings.ts";

/** Keys of the transport, except where a control has the focus and wants them itself. */
export function useReplayKeys(
  session: ReplaySession,
  onResetCamera: () => void,
  onClose: () => void,
  onHelp: () => void,
): void {
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      Space: session.playOrPause,
      KeyK: session.playOrPause,
      ArrowRight: () => session.step(1),
      ArrowLeft: () => session.step(-1),
      Home: () => session.restart(),
      KeyR: () => session.restart(),
      KeyN: () => session.restart((session.store.getState().seed + 1) >>> 0),
      Comma: () => session.shiftTimeScale(-1),
      Period: () => session.shiftTimeScale(1),
      KeyQ: () => session.push({ body: "torso", x: -KEY_PUSH, z: 0 }),
      KeyE: () => session.push({ body: "torso", x: KEY_PUSH, z: 0 }),
      KeyC: onResetCamera,
      KeyH: onHelp,
      Escape: onClose,
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        target.closest("input, textarea, select, [role=slider], [role=dialog]") !== null
      )
        return;
      if (event.code === "Space" && target instanceof HTMLElement && target.closest("button, a") !== null) return;
      const action = actions[event.code];
      // A key held down is one push, not thirty a second.
      if (action === undefined || (event.repeat && /^Key[QE]$/.test(event.code))) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [session, onResetCamera, onClose, onHelp]);
}
