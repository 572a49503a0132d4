import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Failure } from "../../shared/base/failure.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { Settings } from "../../shared/ipc/settings.ts";
import { LOADING, toRemote } from "./remote.ts";
import type { Remote } from "./remote.ts";

export interface SettingsState {
  readonly current: Remote<Settings>;
  refresh(): Promise<void>;
  accept(settings: Settings): void;
  /** shows the change at once; takes it back where the host refuses it, and says why */
  change(patch: Partial<Settings>): Promise<Failure | null>;
}

export function createSettingsStore(bridge: Bridge): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set, get) => ({
    current: LOADING,
    refresh: async () => set({ current: toRemote(await bridge.invoke("settings/get", {})) }),
    accept: (settings) => set({ current: { status: "ready", value: settings } }),
    change: async (patch) => {
      const before = get().current;
      if (before.status === "ready") set({ current: { status: "ready", value: { ...before.value, ...patch } } });
      const result = await bridge.invoke("settings/set", patch);
      if (result.ok) get().accept(result.value);
      else set({ current: before });
      return result.ok ? null : result.failure;
    },
  }));
}
