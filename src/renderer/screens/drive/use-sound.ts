import { useCallback } from "react";
import { DEFAULT_VOLUME, settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { useChangeSettings } from "./options/use-change-settings.ts";

type Sound = Pick<Settings, "soundVolume" | "soundMuted">;

const DEFAULTS: Sound = settingsSchema.parse({});

/** per cent; 0 where nothing is to be heard */
export function soundOf({ soundVolume, soundMuted }: Sound): number {
  return soundMuted ? 0 : soundVolume;
}

/** Sound off where it was on, and the other way round; a volume of 0 becomes one that can be heard. */
function toggledSound(sound: Sound): Sound {
  const on = soundOf(sound) > 0;
  return { soundMuted: on, soundVolume: sound.soundVolume > 0 ? sound.soundVolume : DEFAULT_VOLUME };
}

/** Turns the sound off or on, remembers it, and says which. */
export function useToggleSound(): () => boolean {
  const { settings } = useAppState();
  const change = useChangeSettings();
  return useCallback(() => {
    const next = toggledSound(valueOr(settings.getState().current, DEFAULTS));
    change(next);
    return !next.soundMuted;
  }, [settings, change]);
}
