import type { JSX } from "react";
import { buttonGlyph, padFamily } from "../../input/glyphs.ts";
import type { InputDevice } from "../../input/input-source.ts";
import classes from "./drive-hint.module.css";
import hud from "./hud.module.css";

/** The first steps, in the words of the device in hand. */
export function DriveHint({ device }: { readonly device: InputDevice }): JSX.Element {
  if (device.kind === "none") {
    return (
      <p className={`${hud.panel} ${classes.hint}`} data-testid="no-pad">
        Press any button on your gamepad, or drive with <kbd>→</kbd> and <kbd>Space</kbd>.
      </p>
    );
  }
  if (device.kind === "keyboard") {
    return (
      <p className={`${hud.panel} ${classes.hint}`}>
        Hold <kbd>→</kbd> to hop forward, <kbd>Space</kbd> to hop higher, let go to hop in place. <kbd>Enter</kbd>{" "}
        records.
      </p>
    );
  }
  const family = padFamily(device.pad.id);
  return (
    <p className={`${hud.panel} ${classes.hint}`}>
      Push the left stick <kbd>→</kbd> to hop forward, <kbd>{buttonGlyph(family, 7)}</kbd> to hop higher, let go to hop
      in place. <kbd>{buttonGlyph(family, 9)}</kbd> records.
      {!device.pad.standard && " The browser does not know this pad's layout: some buttons may be elsewhere."}
    </p>
  );
}
