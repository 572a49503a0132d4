import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import type { JSX } from "react";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { BINDINGS } from "../../input/bindings.ts";
import type { Command } from "../../input/bindings.ts";
import { keyGlyph } from "../../input/glyphs.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { commandGlyph } from "./command-button.tsx";
import classes from "./command-button.module.css";
import { useOffer } from "./use-offer.ts";

interface OfferedButtonProps extends Pick<ButtonProps, "variant" | "size" | "color" | "className"> {
  /** whose pad button and key it has, for as long as it is shown */
  readonly command: Command;
  readonly device: InputDevice;
  readonly offer: DriveSession["offer"];
  readonly onAction: () => void;
  readonly testId: string;
  readonly children: string;
}

/** A button that is no command, of something shown for a while: it borrows a command that means nothing meanwhile. */
export function OfferedButton({
  command,
  device,
  offer,
  onAction,
  testId,
  children,
  ...rest
}: OfferedButtonProps): JSX.Element {
  useOffer(offer, command, onAction);
  return (
    <Button
      {...rest}
      aria-keyshortcuts={keyGlyph(BINDINGS[command].keys[0] ?? "")}
      data-testid={testId}
      rightSection={
        <kbd className={classes.glyph} aria-hidden="true">
          {commandGlyph(command, device)}
        </kbd>
      }
      onClick={(event) => {
        // The keyboard goes on driving, not pressing this button again.
        event.currentTarget.blur();
        onAction();
      }}
    >
      {children}
    </Button>
  );
}
