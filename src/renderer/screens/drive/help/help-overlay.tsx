import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { padName } from "../../../input/glyphs.ts";
import { XBOX_LABELS } from "../../../input/pad-labels.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import { driveHelp } from "./help-groups.ts";
import { HelpModal } from "./help-modal.tsx";

interface HelpOverlayProps {
  readonly device: InputDevice;
  readonly level: DriveLevel;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every control of Drive, in the words of the device in hand. */
export function HelpOverlay({ device, level, opened, onClose }: HelpOverlayProps): JSX.Element {
  const labels = device.kind === "pad" ? device.pad.labels : XBOX_LABELS;
  const groups = useMemo(() => driveHelp(level, labels), [level, labels]);
  return (
    <HelpModal title="Controls" groups={groups} pad opened={opened} onClose={onClose}>
      <Text size="xs" c="dimmed">
        {device.kind === "pad"
          ? `Named as on the ${padName(device.pad.id)}.`
          : "Named as on an Xbox pad, until a gamepad is connected."}{" "}
        The hopper falls when it leans more than 11.5° or sinks below 0.7 m.
      </Text>
    </HelpModal>
  );
}
