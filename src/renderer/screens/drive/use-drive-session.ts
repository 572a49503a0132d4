import { useEffect, useState } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { createDriveSession } from "../../drive/create-drive-session.ts";
import { DEFAULT_CHOICES } from "../../drive/drive-choices.ts";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { useDatasets, useSettings } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { valueOr } from "../../state/remote.ts";

const DEFAULTS: Settings = settingsSchema.parse({});

interface DriveContext {
  readonly session: DriveSession | null;
  readonly settings: Settings;
  /** recorded into; empty while there is none */
  readonly dataset: string;
}

/** A session for as long as the screen is shown, which asks the newest settings. */
export function useDriveSession(onResetCamera: () => void): DriveContext {
  const bridge = useBridge();
  const settings = valueOr(
    useSettings((state) => state.current),
    DEFAULTS,
  );
  const datasets = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const usable = datasets.filter((one) => one.problem === null);
  const dataset = (usable.find((one) => one.id === settings.dataset) ?? usable[0])?.id ?? "";
  const { operator, deadZone, expo, level, noise, autoSlow, autoNext, episodeSeconds, countdownSeconds } = settings;
  const [session, setSession] = useState<DriveSession | null>(null);

  useEffect(() => {
    const made = createDriveSession({ bridge, onResetCamera });
    setSession(made);
    return () => {
      setSession(null);
      made.dispose();
    };
  }, [bridge, onResetCamera]);
  useEffect(
    () =>
      session?.configure({
        ...DEFAULT_CHOICES,
        dataset,
        operator,
        level,
        sticks: { deadZone, expo },
        noise,
        autoSlow,
        autoNext,
        episodeSeconds,
        countdownSeconds,
      }),
    [session, dataset, operator, deadZone, expo, level, noise, autoSlow, autoNext, episodeSeconds, countdownSeconds],
  );
  return { session, settings, dataset };
}
