import { useEffect, useState } from "react";
import type { Episode } from "../../../../shared/dataset/episode.ts";
import type { Bridge } from "../../../../shared/ipc/bridge.ts";
import { useBridge } from "../../../state/bridge-context.tsx";
import { LOADING, toRemote } from "../../../state/remote.ts";
import type { Remote } from "../../../state/remote.ts";

/** Wait before loading, so that holding an arrow key does not load every episode it passes. */
const SETTLE_MILLISECONDS = 120;
const KEPT = 8;

/** Recently loaded episodes of each host; episodes are immutable, so a kept one is never stale. */
const loaded = new WeakMap<Bridge, Map<string, Episode>>();

/** A whole episode, loaded when asked for. */
export function useEpisode(dataset: string, episode: string): Remote<Episode> {
  const bridge = useBridge();
  const key = `${dataset}/${episode}`;
  const known = loaded.get(bridge)?.get(key);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly remote: Remote<Episode> }>();
  useEffect(() => {
    if (loaded.get(bridge)?.has(key) === true) return undefined;
    let wanted = true;
    const load = async (): Promise<void> => {
      const result = await bridge.invoke("episodes/load", { dataset, episode });
      if (result.ok) keep(bridge, key, result.value);
      if (wanted) setAnswer({ key, remote: toRemote(result) });
    };
    const timer = setTimeout(() => void load(), SETTLE_MILLISECONDS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [bridge, dataset, episode, key]);
  if (known !== undefined) return { status: "ready", value: known };
  return answer?.key === key ? answer.remote : LOADING;
}

function keep(bridge: Bridge, key: string, episode: Episode): void {
  const kept = loaded.get(bridge) ?? new Map<string, Episode>();
  loaded.set(bridge, kept);
  kept.set(key, episode);
  const oldest = kept.keys().next();
  if (kept.size > KEPT && oldest.done === false) kept.delete(oldest.value);
}
