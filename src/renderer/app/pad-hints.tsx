import { Group } from "@mantine/core";
import type { JSX } from "react";
import { BINDINGS } from "../input/bindings.ts";
import type { PadLabels } from "../input/pad-labels.ts";
import classes from "./status-bar.module.css";

/** What the buttons of the pad in hand do on a screen that is not driven on. */
export function PadHints({ labels }: { readonly labels: PadLabels }): JSX.Element {
  const { keep, discard, startStop } = BINDINGS;
  const hints = [
    [null, "Move"],
    [keep.button, "Choose"],
    [discard.button, "Back"],
    [startStop.button, "Drive"],
  ] as const;
  return (
    <Group gap="md" wrap="nowrap" data-testid="pad-hints">
      {hints.map(([button, word]) => (
        <span key={word}>
          <kbd className={classes.key}>{button === null ? "✛" : (labels.buttons[button] ?? "–")}</kbd> {word}
        </span>
      ))}
    </Group>
  );
}
