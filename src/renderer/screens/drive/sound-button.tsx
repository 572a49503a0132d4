import { ActionIcon, Tooltip } from "@mantine/core";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import type { JSX } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import { hasWebAudio } from "../../drive/sound/sound-player.ts";
import type { Command } from "../../input/bindings.ts";
import { useSettings } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { soundOf } from "./use-sound.ts";

const DEFAULTS = settingsSchema.parse({});

/** Sound off and on; nothing where the browser can make none. */
export function SoundButton({ onCommand }: { readonly onCommand: (command: Command) => void }): JSX.Element | null {
  const settings = valueOr(
    useSettings((state) => state.current),
    DEFAULTS,
  );
  if (!hasWebAudio()) return null;
  const on = soundOf(settings) > 0;
  return (
    <Tooltip label={on ? "Sound off (V)" : "Sound on (V)"}>
      <ActionIcon
        variant="default"
        size={34}
        radius="lg"
        aria-label="Sound"
        aria-pressed={on}
        data-testid="mute"
        onClick={() => onCommand("mute")}
      >
        {on ? <IconVolume size={18} /> : <IconVolumeOff size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
