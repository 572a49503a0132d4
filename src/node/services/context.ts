import type { AppInfo, HostEvent } from "../../shared/ipc/contract.ts";
import type { JobRegistry } from "../jobs/job-registry.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { HomeDatasets } from "./home-datasets.ts";
import type { OpenRecordings } from "./open-recordings.ts";
import type { SpawnTrainer } from "./services.ts";

/** What the handlers work with. */
export interface ServiceContext {
  readonly info: AppInfo;
  /** folder of the checkout or of the installed package */
  readonly appFolder: string;
  readonly settings: SettingsStore;
  readonly datasets: HomeDatasets;
  readonly recordings: OpenRecordings;
  readonly jobs: JobRegistry;
  readonly policies: PolicyStore;
  readonly spawnTrainer: SpawnTrainer;
  /** file of the built rollout worker; null where there is none */
  readonly workerEntry: string | null;
  readonly chooseImport: (() => Promise<string | null>) | null;
  emit(event: HostEvent): void;
}
