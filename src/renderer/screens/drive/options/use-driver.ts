import { useCallback, useState } from "react";
import { toFailure } from "../../../../shared/base/failure.ts";
import type { Failure } from "../../../../shared/base/failure.ts";
import { createPolicyActor } from "../../../drive/worker/actors.ts";
import { useBridge } from "../../../state/bridge-context.tsx";

/** A policy that is loaded and fits the hopper. */
export interface LoadedPolicy {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Who drives: a policy, or the person alone. */
export interface Driver {
  readonly policy: LoadedPolicy | null;
  readonly loading: boolean;
  /** null: the person; answers why a policy cannot drive */
  choose(policy: { readonly id: string; readonly name: string } | null): Promise<Failure | null>;
}

/** Loads and checks a policy before anything of the running session changes. */
export function useDriver(): Driver {
  const bridge = useBridge();
  const [policy, setPolicy] = useState<LoadedPolicy | null>(null);
  const [loading, setLoading] = useState(false);
  const choose = useCallback(
    async (wanted: { readonly id: string; readonly name: string } | null): Promise<Failure | null> => {
      if (wanted === null) {
        setPolicy(null);
        return null;
      }
      setLoading(true);
      const loaded = await bridge.invoke("policies/load", { policy: wanted.id });
      setLoading(false);
      if (!loaded.ok) return loaded.failure;
      try {
        createPolicyActor(loaded.value);
      } catch (thrown) {
        return toFailure(thrown);
      }
      setPolicy({ ...wanted, bytes: loaded.value });
      return null;
    },
    [bridge],
  );
  return { policy, loading, choose };
}
