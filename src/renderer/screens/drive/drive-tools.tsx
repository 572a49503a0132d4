import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconDeviceGamepad2, IconHelp, IconKeyboard, IconPlugX, IconVideo } from "@tabler/icons-react";
import type { JSX } from "react";
import { DRIVE_SCALES } from "../../drive/drive-state.ts";
import type { Command } from "../../input/bindings.ts";
import { padName } from "../../input/glyphs.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./drive-tools.module.css";
import hud from "./hud.module.css";
import { TimeScaleControl, useEffectiveScale } from "./hud/time-control.tsx";
import { SoundButton } from "./sound-button.tsx";
import { usePadProfile } from "./use-pad-profile.ts";
import { useUnknownPadOffer } from "./use-unknown-pad-offer.tsx";

/** The device in hand, the pace of time, the camera and the help. */
export function DriveTools({
  device,
  timeScale,
  readFrame,
  onTimeScale,
  onCommand,
}: {
  readonly device: InputDevice;
  readonly timeScale: number;
  readonly readFrame: (out: Float64Array) => boolean;
  readonly onTimeScale: (value: number) => void;
  readonly onCommand: (command: Command) => void;
}): JSX.Element {
  const effective = useEffectiveScale(readFrame, timeScale);
  const { profile, unknown } = usePadProfile(device);
  useUnknownPadOffer(unknown && device.kind === "pad" ? device.pad.id : null);
  return (
    <Group gap={8} wrap="nowrap">
      <a
        className={`${hud.panel} ${classes.device}`}
        data-testid="device"
        data-kind={device.kind}
        data-unknown={unknown}
        href={formatRoute({ screen: "settings", wizard: "drive" })}
        title={unknown ? "The browser does not know this pad’s layout: set it up" : "Set up a controller"}
      >
        {device.kind === "pad" && <IconDeviceGamepad2 size={18} />}
        {device.kind === "keyboard" && <IconKeyboard size={18} />}
        {device.kind === "none" && <IconPlugX size={18} />}
        <span className={classes.name}>
          {device.kind === "pad"
            ? (profile?.name ?? "") || padName(device.pad.id)
            : device.kind === "keyboard"
              ? "Keyboard"
              : "No gamepad"}
        </span>
        {unknown && <b className={classes.setUp}>Set up</b>}
      </a>
      <TimeScaleControl value={timeScale} effective={effective} scales={DRIVE_SCALES} onChange={onTimeScale} />
      <Tooltip label="Reset the camera (C)">
        <ActionIcon
          variant="default"
          size={34}
          radius="lg"
          aria-label="Reset the camera"
          onClick={() => onCommand("resetCamera")}
        >
          <IconVideo size={18} />
        </ActionIcon>
      </Tooltip>
      <SoundButton onCommand={onCommand} />
      <Tooltip label="Controls (H)">
        <ActionIcon
          variant="default"
          size={34}
          radius="lg"
          aria-label="Show the controls"
          onClick={() => onCommand("help")}
        >
          <IconHelp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
