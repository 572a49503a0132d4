import { useEffect, useMemo, useState } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import { createDriveSession } from "../../drive/create-drive-session.ts";
import { DEFAULT_CHOICES } from "../../drive/drive-choices.ts";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { followRumble } from "../../drive/follow-rumble.ts";
import { followSound } from "../../drive/sound/follow-sound.ts";
import { createHopWatch } from "../../drive/watch-hops.ts";
import { useDatasets, useSettings } from "../../state/app-state-context.tsx";
import { useBridge, useConnection } from "../../state/bridge-context.tsx";
import { valueOr } from "../../state/remote.ts";
import type { WorkerPort } from "../../drive/worker-link.ts";
import { useDriver } from "./options/use-driver.ts";
import { isReached, targetOf } from "./target/target.ts";
import type { Target } from "./target/target.ts";
import type { Driver } from "./options/use-driver.ts";
import { soundOf, useToggleSound } from "./use-sound.ts";

const DEFAULTS: Settings = settingsSchema.parse({});

interface DriveContext {
  readonly session: DriveSession | null;
  readonly settings: Settings;
  /** whether the settings are the person's yet, or the defaults until they are known */
  readonly settled: boolean;
  /** recorded into; empty while there is none */
  readonly dataset: string;
  readonly target: Target;
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
  const connection = useConnection();
  const stored = useSettings((state) => state.current);
  const chosen = valueOr(stored, DEFAULTS);
  const [session, setSession] = useState<DriveSession | null>(null);
  const settings = useForPad(chosen, session);
  const driver = useDriver();
  const { policy } = driver;
  const datasets = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const usable = datasets.filter((one) => one.problem === null);
  const recordedInto = usable.find((one) => one.id === settings.dataset) ?? usable[0];
  const dataset = recordedInto?.id ?? "";
  const target = targetOf(recordedInto, settings.targetEpisodes);
  const { operator, deadZone, expo, level, noise, autoSlow, autoNext, episodeSeconds, countdownSeconds } = settings;
  const targetReached = isReached(target);
  const { padProfiles, rumble, rumbleStrength } = settings;
  const volume = soundOf(settings);
  const onToggleSound = useToggleSound();

  useEffect(() => {
    const made = createDriveSession({
      bridge,
      onResetCamera,
      onToggleSound,
      ...(connection === undefined ? {} : { connection }),
      ...(startWorker === undefined ? {} : { startWorker }),
    });
    setSession(made);
    return () => {
      setSession(null);
      made.dispose();
    };
  }, [bridge, connection, onResetCamera, onToggleSound, startWorker]);
  useEffect(
    () =>
      session?.configure({
        ...DEFAULT_CHOICES,
        dataset,
        operator,
        level,
        sticks: { deadZone, expo },
        padProfiles,
        noise,
        autoSlow,
        autoNext,
        targetReached,
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
      padProfiles,
      level,
      noise,
      autoSlow,
      autoNext,
      targetReached,
      episodeSeconds,
      countdownSeconds,
      policy,
    ],
  );
  const hops = useMemo(() => (session === null ? null : createHopWatch(session)), [session]);
  useEffect(
    () => (hops !== null && rumble ? followRumble(hops, rumbleStrength) : undefined),
    [hops, rumble, rumbleStrength],
  );
  useEffect(
    () => (session !== null && hops !== null && volume > 0 ? followSound(session, hops, volume) : undefined),
    [session, hops, volume],
  );
  return { session, settings, settled: stored.status === "ready", dataset, target, driver };
}

/** The settings with the sticks of the driving pad's profile, where it has one. */
function useForPad(settings: Settings, session: DriveSession | null): Settings {
  const [pad, setPad] = useState<string | null>(null);
  useEffect(() => {
    const follow = (): void => {
      const device = session?.store.getState().device;
      setPad(device?.kind === "pad" ? device.pad.id : null);
    };
    follow();
    return session?.store.subscribe((state, before) => {
      if (state.device !== before.device) follow();
    });
  }, [session]);
  return useMemo(() => {
    const profile = pad === null ? null : profileOf(settings.padProfiles, pad);
    return profile === null ? settings : { ...settings, deadZone: profile.deadZone, expo: profile.expo };
  }, [settings, pad]);
}
