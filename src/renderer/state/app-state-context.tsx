import { createContext, useContext } from "react";
import type { JSX, ReactNode } from "react";
import { useStore } from "zustand";
import type { AppState } from "./app-state.ts";
import type { CurationState } from "./curation-store.ts";
import type { DatasetsState } from "./datasets-store.ts";
import type { DriverState } from "./driver-store.ts";
import type { EpisodesState } from "./episodes-store.ts";
import type { JobsState } from "./jobs-store.ts";
import type { PoliciesState } from "./policies-store.ts";
import type { SettingsState } from "./settings-store.ts";
import type { StatisticsState } from "./statistics-store.ts";
import type { TracesState } from "./traces-store.ts";
import type { TrainFormState } from "./train-form-store.ts";

const AppStateContext = createContext<AppState | null>(null);

export function AppStateProvider({
  state,
  children,
}: {
  readonly state: AppState;
  readonly children: ReactNode;
}): JSX.Element {
  return <AppStateContext.Provider value={state}>{children}</AppStateContext.Provider>;
}

/** The stores themselves, for actions; the hooks below bind to what they hold. */
export function useAppState(): AppState {
  const state = useContext(AppStateContext);
  if (state === null) throw new Error("useAppState needs an AppStateProvider above it");
  return state;
}

export function useDatasets<T>(select: (state: DatasetsState) => T): T {
  return useStore(useAppState().datasets, select);
}

export function useEpisodes<T>(select: (state: EpisodesState) => T): T {
  return useStore(useAppState().episodes, select);
}

export function useCuration<T>(select: (state: CurationState) => T): T {
  return useStore(useAppState().curation, select);
}

export function useTraces<T>(select: (state: TracesState) => T): T {
  return useStore(useAppState().traces, select);
}

export function useStatistics<T>(select: (state: StatisticsState) => T): T {
  return useStore(useAppState().statistics, select);
}

export function usePolicies<T>(select: (state: PoliciesState) => T): T {
  return useStore(useAppState().policies, select);
}

export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useAppState().jobs, select);
}

export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useAppState().settings, select);
}

export function useTrainForm<T>(select: (state: TrainFormState) => T): T {
  return useStore(useAppState().trainForm, select);
}

export function useDriverChoice<T>(select: (state: DriverState) => T): T {
  return useStore(useAppState().driver, select);
}
