import { UnstyledButton } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import type { JSX } from "react";
import type { ShownFall } from "../use-fall-replay.ts";
import classes from "./fall-note.module.css";

/** The fall in numbers, and the way to see it once more in the scene beside the card. */
export function FallNote({ text, fall }: { readonly text: string; readonly fall: ShownFall }): JSX.Element {
  return (
    <div className={classes.fall}>
      <p data-testid="fall">{text}</p>
      {fall.phase !== "none" && (
        <UnstyledButton className={classes.again} onClick={fall.again} disabled={fall.phase === "playing"}>
          <IconRepeat size={14} /> {fall.phase === "playing" ? "Replay, ¼ speed" : "Replay the fall"}
        </UnstyledButton>
      )}
    </div>
  );
}
