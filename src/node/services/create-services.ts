import { dirname } from "node:path";
import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import { createJobRegistry } from "../jobs/job-registry.ts";
import { openPolicyStore } from "../policies/policy-store.ts";
import { readAppVersion } from "../settings/app-version.ts";
import { homePaths, resolveHome } from "../settings/home.ts";
import { openSettings } from "../settings/settings-store.ts";
import { findBuiltProgram } from "./built-program.ts";
import type { ServiceContext } from "./context.ts";
import { dispatch } from "./dispatch.ts";
import { appHandlers } from "./handlers/app-handlers.ts";
import { datasetsHandlers } from "./handlers/datasets-handlers.ts";
import { episodesHandlers } from "./handlers/episodes-handlers.ts";
import type { Handlers } from "./handlers/handler.ts";
import { jobsHandlers } from "./handlers/jobs-handlers.ts";
import { policiesHandlers } from "./handlers/policies-handlers.ts";
import { recordingHandlers } from "./handlers/recording-handlers.ts";
import { settingsHandlers } from "./handlers/settings-handlers.ts";
import { createHomeDatasets } from "./home-datasets.ts";
import { installDemos } from "./install-demos.ts";
import { createOpenRecordings } from "./open-recordings.ts";
import { watchDatasets } from "./watch-datasets.ts";
import type { Services, ServicesOptions } from "./services.ts";

const CLOSED = new FailureError("unsupported", "Pogo is closing.", "Start Pogo again.");

/**
 * The host's services over one home folder. Opening reads little; bringing back what a crash left behind and installing
 * what comes with the app goes on in the background and tells of itself by events.
 */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const home = options.home ?? resolveHome();
  const listeners = new Set<(event: HostEvent) => void>();
  if (options.emit !== undefined) listeners.add(options.emit);
  /** problems found before any page could hear of them; null once one has asked for something */
  let unheard: HostEvent[] | null = [];
  const emit = (event: HostEvent): void => {
    if (unheard !== null && event.type === "problem") unheard.push(event);
    else tell(event);
  };
  const tell = (event: HostEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        reportBug(error);
      }
    }
  };

  const context = await createContext(home, options, emit);
  const handlers: Handlers = {
    ...appHandlers(context),
    ...settingsHandlers(context),
    ...datasetsHandlers(context),
    ...episodesHandlers(context),
    ...recordingHandlers(context),
    ...jobsHandlers(context),
    ...policiesHandlers(context),
  };
  const hear = (): void => {
    const kept = unheard ?? [];
    unheard = null;
    kept.forEach(tell);
  };
  const inBackground = prepare(context, options.resources).catch((error: unknown) =>
    emit({ type: "problem", failure: toFailure(error) }),
  );
  const unwatch = watchDatasets(home, emit);
  let closing: Promise<void> | null = null;

  const close = async (): Promise<void> => {
    await Promise.all([context.recordings.close(), context.jobs.close(), inBackground, unwatch()]);
  };

  return {
    home,
    handle: (clientId, name, payload) => {
      if (closing !== null) return Promise.resolve({ ok: false, failure: CLOSED.failure });
      hear();
      return dispatch(handlers, { clientId }, name, payload, reportBug);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    disconnect: (clientId) => context.recordings.abandon(clientId),
    close: () => (closing ??= close()),
  };
}

async function createContext(
  home: string,
  options: ServicesOptions,
  emit: (event: HostEvent) => void,
): Promise<ServiceContext> {
  const appFolder = dirname(options.resources);
  const settings = await openSettings(homePaths(home).settings);
  const policies = await openPolicyStore(home);
  const datasets = createHomeDatasets(home, emit);
  const jobs = createJobRegistry({ onBug: reportBug });
  jobs.subscribe(emit);
  return {
    info: {
      version: options.version ?? (await readAppVersion(appFolder)),
      face: options.face,
      platform: `${process.platform} ${process.arch}`,
      home,
    },
    appFolder,
    settings,
    policies,
    datasets,
    recordings: createOpenRecordings(datasets, emit),
    jobs,
    spawnTrainer: options.spawnTrainer,
    workerEntry: findBuiltProgram("rollout-worker"),
    chooseImport: options.chooseImport ?? null,
    emit,
  };
}

async function prepare(context: ServiceContext, resources: string): Promise<void> {
  const { settings, datasets, emit } = context;
  if (settings.problem !== null) emit({ type: "problem", failure: settings.problem });
  await datasets.recover();
  await installDemos(context, resources);
}

/** A bug is answered as a failure of kind "internal"; its stack belongs into the terminal. */
function reportBug(error: unknown): void {
  console.error(error);
}
