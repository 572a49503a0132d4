import { useEffect, useState } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { createDriveSession } from "../../drive/create-drive-session.ts";
import { DEFAULT_CHOICES } from "../../drive/drive-choices.ts";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { useDatasets, useSettings } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { valueOr } from "../../state/remote.ts";
import type { WorkerPort } from "../../drive/worker-link.ts";
import { useDriver } from "./options/use-driver.ts";
import type { Driver } from "./options/use-driver.ts";

const DEFAULTS: Settings = settingsSchema.parse({});

interface DriveContext {
  readonly session: DriveSession | null;
  readonly settings: Settings;
  /** whether the settings are the person's yet, or the defaults until they are known */
  readonly settled: boolean;
  /** recorded into; empty while there is none */
  readonly dataset: string;
  readonly driver: Driver;
}

interface SessionOptions {
  readonly onResetCamera: () => void;
  /** in place of the real worker, for tests; must be stable */
  readonly startWorker?: () => WorkerPort;
}

/** A session for as long as the screen is shown, which asks the newest settings. */
export function useDriveSession({ onResetCamera, startWorker }: SessionOptions): DriveContext {
  const bridge = useBridge();
  const stored = useSettings((state) => state.current);
  const settings = valueOr(stored, DEFAULTS);
  const driver = useDriver();
  const { policy } = driver;
  const datasets = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const usable = datasets.filter((one) => one.problem === null);
  const dataset = (usable.find((one) => one.id === settings.dataset) ?? usable[0])?.id ?? "";
  const { operator, deadZone, expo, level, noise, autoSlow, autoNext, episodeSeconds, countdownSeconds } = settings;
  const [session, setSession] = useState<DriveSession | null>(null);

  useEffect(() => {
    const made = createDriveSession({
      bridge,
      onResetCamera,
      ...(startWorker === undefined ? {} : { startWorker }),
    });
    setSession(made);
    return () => {
      setSession(null);
      made.dispose();
    };
  }, [bridge, onResetCamera, startWorker]);
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
        policy,
      }),
    [
      session,
      dataset,
      operator,
      deadZone,
      expo,
      level,
      noise,
      autoSlow,
      autoNext,
      episodeSeconds,
      countdownSeconds,
      policy,
    ],
  );
  return { session, settings, settled: stored.status === "ready", dataset, driver };
}
