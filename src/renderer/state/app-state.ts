import type { StoreApi } from "zustand/vanilla";
import { assertNever } from "../../shared/base/assert-never.ts";
import type { Failure } from "../../shared/base/failure.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import type { Job } from "../../shared/ipc/jobs.ts";
import { createCurationStore } from "./curation-store.ts";
import type { CurationState } from "./curation-store.ts";
import { createDriverStore } from "./driver-store.ts";
import type { DriverState } from "./driver-store.ts";
import { createDatasetsStore } from "./datasets-store.ts";
import type { DatasetsState } from "./datasets-store.ts";
import { createEpisodesStore } from "./episodes-store.ts";
import type { EpisodesState } from "./episodes-store.ts";
import { createJobsStore, isActive } from "./jobs-store.ts";
import type { JobsState } from "./jobs-store.ts";
import { createPoliciesStore } from "./policies-store.ts";
import type { PoliciesState } from "./policies-store.ts";
import { createSettingsStore } from "./settings-store.ts";
import type { SettingsState } from "./settings-store.ts";
import { createStatisticsStore } from "./statistics-store.ts";
import type { StatisticsState } from "./statistics-store.ts";
import { createTracesStore } from "./traces-store.ts";
import type { TracesState } from "./traces-store.ts";
import { createTrainFormStore } from "./train-form-store.ts";
import type { TrainFormState } from "./train-form-store.ts";

/** What the page wants said once: a job's end, a problem of the host. */
export type Announcement =
  | { readonly kind: "job-ended"; readonly job: Job }
  | { readonly kind: "problem"; readonly failure: Failure };

/** Everything the page knows of the host, kept current by the host's events. */
export interface AppState {
  readonly datasets: StoreApi<DatasetsState>;
  readonly episodes: StoreApi<EpisodesState>;
  readonly curation: StoreApi<CurationState>;
  readonly traces: StoreApi<TracesState>;
  readonly statistics: StoreApi<StatisticsState>;
  readonly policies: StoreApi<PoliciesState>;
  readonly jobs: StoreApi<JobsState>;
  readonly settings: StoreApi<SettingsState>;
  readonly trainForm: StoreApi<TrainFormState>;
  readonly driver: StoreApi<DriverState>;
  /** returns unsubscribe */
  onAnnouncement(listener: (announcement: Announcement) => void): () => void;
  /** asks for everything again: at the start, and after the connection was lost */
  refresh(): Promise<void>;
  dispose(): void;
}

export function createAppState(bridge: Bridge): AppState {
  const datasets = createDatasetsStore(bridge);
  const episodes = createEpisodesStore(bridge);
  const curation = createCurationStore(bridge);
  const traces = createTracesStore(bridge);
  const statistics = createStatisticsStore(bridge);
  const policies = createPoliciesStore(bridge);
  const jobs = createJobsStore(bridge);
  const settings = createSettingsStore(bridge);
  const listeners = new Set<(announcement: Announcement) => void>();

  /** what came before anybody listened: problems of the start arrive with the first answers, before the first paint */
  let unheard: Announcement[] = [];

  const announce = (announcement: Announcement): void => {
    if (listeners.size === 0) unheard.push(announcement);
    for (const listener of listeners) listener(announcement);
  };

  const takeJob = (job: Job): void => {
    const before = jobs.getState().jobs.find((other) => other.id === job.id);
    jobs.getState().put(job);
    statistics.getState().take(job);
    if (before !== undefined && isActive(before) && !isActive(job)) announce({ kind: "job-ended", job });
  };

  const take = (event: HostEvent): void => {
    switch (event.type) {
      case "job":
        return takeJob(event.job);
      case "job-dismissed":
        return jobs.getState().forget(event.job);
      case "curve":
        return jobs.getState().addPoints(event.job, event.points);
      case "datasets-changed":
        return void datasets.getState().refresh();
      case "episodes-changed":
        void datasets.getState().refresh();
        void curation.getState().refresh(event.dataset);
        statistics.getState().age(event.dataset);
        return void episodes.getState().refresh(event.dataset);
      case "policies-changed":
        return void policies.getState().refresh();
      case "settings":
        return settings.getState().accept(event.settings);
      case "problem":
        return announce({ kind: "problem", failure: event.failure });
      default:
        return assertNever(event);
    }
  };

  const unsubscribe = bridge.subscribe(take);

  return {
    datasets,
    episodes,
    curation,
    traces,
    statistics,
    policies,
    jobs,
    settings,
    trainForm: createTrainFormStore(),
    driver: createDriverStore(),
    onAnnouncement: (listener) => {
      listeners.add(listener);
      const missed = unheard;
      unheard = [];
      missed.forEach(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    refresh: async () => {
      const loaded = Object.keys(episodes.getState().byDataset);
      await Promise.all([
        settings.getState().refresh(),
        datasets.getState().refresh(),
        policies.getState().refresh(),
        jobs.getState().refresh(),
        ...loaded.flatMap((dataset) => [episodes.getState().refresh(dataset), curation.getState().refresh(dataset)]),
      ]);
    },
    dispose: unsubscribe,
  };
}
