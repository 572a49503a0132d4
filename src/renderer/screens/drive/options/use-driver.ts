import { useCallback, useEffect, useState } from "react";
import { toFailure } from "../../../../shared/base/failure.ts";
import type { Failure } from "../../../../shared/base/failure.ts";
import type { Bridge } from "../../../../shared/ipc/bridge.ts";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import { notifyFailure } from "../../../components/notify-failure.ts";
import { createPolicyActor } from "../../../drive/worker/actors.ts";
import { useAppState, useDriverChoice, usePolicies } from "../../../state/app-state-context.tsx";
import { useBridge } from "../../../state/bridge-context.tsx";
import { valueOr } from "../../../state/remote.ts";

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
  /** a policy's id; null: the person */
  choose(policy: string | null): void;
}

const GONE: Failure = {
  kind: "not-found",
  message: "The policy chosen to drive is no longer there",
  remedy: "Choose another one at the top of Drive.",
};

/**
 * Loads and checks the chosen policy before anything of the running session changes; where it cannot drive, whoever
 * drove before goes on, and a note says so.
 */
export function useDriver(): Driver {
  const bridge = useBridge();
  const { policies, driver } = useAppState();
  const wanted = useDriverChoice((state) => state.policy);
  const isListed = usePolicies((state) => state.list.status !== "loading");
  const [loaded, setLoaded] = useState<LoadedPolicy | null>(null);
  const isWaiting = wanted !== null && wanted !== loaded?.id;

  useEffect(() => {
    if (wanted === null) setLoaded(null);
    if (!isWaiting || !isListed) return undefined;
    let isStale = false;
    const known = valueOr(policies.getState().list, []);
    void loadPolicy(bridge, wanted, known).then((answer) => {
      if (isStale) return;
      if ("bytes" in answer) return setLoaded(answer);
      const next = loaded === null ? "You drive yourself." : `${loaded.name} drives on.`;
      notifyFailure({ ...answer, remedy: `${next} ${answer.remedy}` });
      driver.getState().choose(loaded?.id ?? null);
    });
    return () => {
      isStale = true;
    };
  }, [bridge, policies, driver, wanted, isWaiting, isListed, loaded]);

  const choose = useCallback((policy: string | null) => driver.getState().choose(policy), [driver]);
  return { policy: wanted === null ? null : loaded, loading: isWaiting, choose };
}

async function loadPolicy(
  bridge: Bridge,
  id: string,
  known: readonly PolicySummary[],
): Promise<LoadedPolicy | Failure> {
  const summary = known.find((one) => one.id === id);
  if (summary === undefined) return GONE;
  const answer = await bridge.invoke("policies/load", { policy: id });
  if (!answer.ok) return answer.failure;
  try {
    createPolicyActor(answer.value);
  } catch (thrown) {
    return toFailure(thrown);
  }
  return { id, name: summary.name, bytes: answer.value };
}
