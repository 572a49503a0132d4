import { Button, Tooltip, VisuallyHidden } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import { BINDINGS } from "../../input/bindings.ts";
import type { Command } from "../../input/bindings.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { keyGlyph } from "../../input/glyphs.ts";
import classes from "./command-button.module.css";

/** What a command's button is called on the device in hand; on a pad that has none for it, its key. */
export function commandGlyph(command: Command, device: InputDevice): string {
  const { button, keys } = BINDINGS[command];
  const label = device.kind === "pad" && button !== null ? device.pad.labels.buttons[button] : null;
  return label ?? keyGlyph(keys[0] ?? "");
}

interface CommandButtonProps extends Pick<ButtonProps, "variant" | "color" | "size" | "loading" | "disabled"> {
  readonly command: Command;
  readonly device: InputDevice;
  readonly onCommand: (command: Command) => void;
  readonly icon?: ReactNode;
  /** only icon and glyph are shown; the words are its name and come with the pointer */
  readonly compact?: boolean;
  readonly children: string;
}

/** A command as a button, with the glyph that does the same on the pad or the keyboard. */
export function CommandButton({
  command,
  device,
  onCommand,
  icon,
  compact = false,
  children,
  ...rest
}: CommandButtonProps): JSX.Element {
  const glyph = (
    <kbd className={classes.glyph} aria-hidden="true">
      {commandGlyph(command, device)}
    </kbd>
  );
  const common = {
    ...rest,
    "aria-keyshortcuts": keyGlyph(BINDINGS[command].keys[0] ?? ""),
    "data-testid": command === "startStop" ? "start-stop" : command,
    onClick: (event: { readonly currentTarget: HTMLElement }): void => {
      // The keyboard goes on driving, not pressing this button again.
      event.currentTarget.blur();
      onCommand(command);
    },
  };
  if (compact) {
    return (
      <Tooltip label={children}>
        <Button {...common} className={classes.compact ?? ""} rightSection={glyph}>
          {icon}
          <VisuallyHidden>{children}</VisuallyHidden>
        </Button>
      </Tooltip>
    );
  }
  return (
    <Button {...common} leftSection={icon} rightSection={glyph}>
      {children}
    </Button>
  );
}
