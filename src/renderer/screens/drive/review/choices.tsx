import { IconCheck, IconPlayerTrackPrevFilled, IconRotateClockwise, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { JSX, KeyboardEvent } from "react";
import type { Command } from "../../../input/bindings.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import { CommandButton } from "../command-button.tsx";
import type { Advice } from "./advise.ts";

interface ChoicesProps {
  readonly className: string;
  readonly first: Advice["first"];
  readonly rewindable: boolean;
  readonly device: InputDevice;
  /** id of what the first button is described by */
  readonly describedBy: string;
  readonly onCommand: (command: Command) => void;
}

const CHOICES = ["keep", "redo", "rewind", "discard"] as const;
const LABELS = {
  keep: { label: "Keep", Icon: IconCheck },
  redo: { label: "Redo", Icon: IconRotateClockwise },
  rewind: { label: "Rewind", Icon: IconPlayerTrackPrevFilled },
  discard: { label: "Discard", Icon: IconTrash },
} as const;
const PRESSES: ReadonlySet<string> = new Set(["Enter", "NumpadEnter", "Space"]);
/** ms in which a key was meant for driving, not for a button that has just appeared */
const STILL_DRIVING = 700;

/**
 * What to do with the episode; the advised choice first, and in focus. Enter and Space press it, whatever the focus came
 * by, but not as long as the hands may still be driving.
 */
export function Choices({ className, first, rewindable, device, describedBy, onCommand }: ChoicesProps): JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  const opened = useRef(0);
  useEffect(() => {
    opened.current = performance.now();
    // A dialog, or a field that is being typed in, keeps the focus.
    if (document.activeElement?.matches("input, textarea, [role=dialog] *, [role=menu] *") === true) return;
    group.current?.querySelector("button")?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!PRESSES.has(event.code)) return;
    event.stopPropagation();
    if (event.repeat || performance.now() - opened.current < STILL_DRIVING) event.preventDefault();
  };
  const choices = [first, ...CHOICES.filter((choice) => choice !== first && (choice !== "rewind" || rewindable))];
  return (
    <div
      ref={group}
      className={className}
      role="group"
      aria-label="What to do with it"
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
    >
      {choices.map((choice) => {
        const { label, Icon } = LABELS[choice];
        const isFirst = choice === first;
        return (
          <CommandButton
            key={choice}
            command={choice}
            device={device}
            onCommand={onCommand}
            size={isFirst ? "md" : "sm"}
            variant={isFirst ? "filled" : "default"}
            {...(isFirst && { icon: <Icon size={16} /> })}
          >
            {choice === "rewind" && isFirst ? "Rewind before the fall" : label}
          </CommandButton>
        );
      })}
    </div>
  );
}
