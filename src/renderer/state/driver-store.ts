import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";

/** Who drives on the Drive screen; it outlives a look at another screen, but not the page. */
export interface DriverState {
  /** id of the policy that drives; null: the person */
  readonly policy: string | null;
  choose(policy: string | null): void;
}

export function createDriverStore(): StoreApi<DriverState> {
  return createStore<DriverState>()((set) => ({ policy: null, choose: (policy) => set({ policy }) }));
}
