import type { JSX } from "react";
import type { InputDevice } from "../../../input/input-source.ts";
import { commandGlyph } from "../command-button.tsx";
import classes from "./quick-menu.module.css";

/** What moves in the menu, by the labels of what is in hand. */
export function MenuHints({ device }: { readonly device: InputDevice }): JSX.Element {
  const pad = device.kind === "pad";
  const hints = [
    ["Move", pad ? ["✛"] : ["↑", "↓"]],
    ["Change", ["←", "→"]],
    ["Take", [pad ? commandGlyph("keep", device) : "Enter"]],
    ["Close", [pad ? commandGlyph("discard", device) : "Esc", commandGlyph("quickMenu", device)]],
  ] as const;
  return (
    <p className={classes.hints}>
      {hints.map(([word, glyphs]) => (
        <span key={word}>
          {glyphs.map((glyph) => (
            <kbd key={glyph}>{glyph}</kbd>
          ))}{" "}
          {word}
        </span>
      ))}
    </p>
  );
}
