import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Result } from "../../shared/base/failure.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { PolicySummary } from "../../shared/policy/policy-meta.ts";
import { LOADING, toRemote } from "./remote.ts";
import type { Remote } from "./remote.ts";

export interface PoliciesState {
  readonly list: Remote<readonly PolicySummary[]>;
  refresh(): Promise<void>;
  rename(policy: string, name: string): Promise<Result<PolicySummary>>;
  remove(policy: string): Promise<Result<null>>;
}

export function createPoliciesStore(bridge: Bridge): StoreApi<PoliciesState> {
  return createStore<PoliciesState>()((set, get) => ({
    list: LOADING,
    refresh: async () => set({ list: toRemote(await bridge.invoke("policies/list", {})) }),
    rename: async (policy, name) => {
      const result = await bridge.invoke("policies/rename", { policy, name });
      if (result.ok) await get().refresh();
      return result;
    },
    remove: async (policy) => {
      const result = await bridge.invoke("policies/delete", { policy });
      if (result.ok) await get().refresh();
      return result;
    },
  }));
}

/** The policy that hops best, by its evaluation; null when none was evaluated. */
export function bestPolicy(policies: readonly PolicySummary[]): PolicySummary | null {
  let best: PolicySummary | null = null;
  for (const policy of policies) {
    const mean = policy.meta?.evaluation?.mean;
    if (mean === undefined) continue;
    if (best === null || mean > (best.meta?.evaluation?.mean ?? -Infinity)) best = policy;
  }
  return best;
}
