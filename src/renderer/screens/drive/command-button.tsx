import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import { BINDINGS } from "../../input/bindings.ts";
import type { Command } from "../../input/bindings.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { buttonGlyph, keyGlyph, padFamily } from "../../input/glyphs.ts";
import classes from "./command-button.module.css";

/** What a command's button is called on the device in hand. */
export function commandGlyph(command: Command, device: InputDevice): string {
  const { button, keys } = BINDINGS[command];
  if (device.kind === "pad" && button !== null) return buttonGlyph(padFamily(device.pad.id), button);
  return keyGlyph(keys[0] ?? "");
}

interface CommandButtonProps extends Pick<ButtonProps, "variant" | "color" | "size" | "loading"> {
  readonly command: Command;
  readonly device: InputDevice;
  readonly onCommand: (command: Command) => void;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A command as a button, with the glyph that does the same on the pad or the keyboard. */
export function CommandButton({
  command,
  device,
  onCommand,
  icon,
  children,
  ...rest
}: CommandButtonProps): JSX.Element {
  return (
    <Button
      {...rest}
      leftSection={icon}
      rightSection={
        <kbd className={classes.glyph} aria-hidden="true">
          {commandGlyph(command, device)}
        </kbd>
      }
      aria-keyshortcuts={keyGlyph(BINDINGS[command].keys[0] ?? "")}
      data-testid={command === "startStop" ? "start-stop" : command}
      onClick={(event) => {
        // The keyboard goes on driving, not pressing this button again.
        event.currentTarget.blur();
        onCommand(command);
      }}
    >
      {children}
    </Button>
  );
}
