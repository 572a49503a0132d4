import { Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import type { JSX } from "react";
import { BINDINGS } from "../../../input/bindings.ts";
import type { Command } from "../../../input/bindings.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import { commandGlyph } from "../command-button.tsx";
import classes from "../command-button.module.css";

/** The way into the quick menu, by what is pressed for it on the device in hand. */
export function QuickMenuButton({
  device,
  onCommand,
}: {
  readonly device: InputDevice;
  readonly onCommand: (command: Command) => void;
}): JSX.Element {
  return (
    <Tooltip label={BINDINGS.quickMenu.label}>
      <Button
        variant="default"
        size="sm"
        radius="lg"
        px={10}
        aria-haspopup="dialog"
        data-testid="quick-menu-button"
        onClick={() => onCommand("quickMenu")}
        rightSection={
          <kbd className={classes.glyph} aria-hidden="true">
            {commandGlyph("quickMenu", device)}
          </kbd>
        }
      >
        <IconMenu2 size={18} />
        <VisuallyHidden>Quick menu</VisuallyHidden>
      </Button>
    </Tooltip>
  );
}
