import { useEffect, useState } from "react";
import type { EpisodeCoaching } from "../../../../shared/dataset/episode-coaching.ts";
import { useBridge } from "../../../state/bridge-context.tsx";
import { LOADING, toRemote } from "../../../state/remote.ts";
import type { Remote } from "../../../state/remote.ts";

/** What the host makes of an episode beside the others of its dataset. */
export function useCoaching(dataset: string, episode: string): Remote<EpisodeCoaching> {
  const bridge = useBridge();
  const [coaching, setCoaching] = useState<Remote<EpisodeCoaching>>(LOADING);
  useEffect(() => {
    let current = true;
    setCoaching(LOADING);
    void bridge.invoke("episodes/coaching", { dataset, episode }).then((result) => {
      if (current) setCoaching(toRemote(result));
    });
    return () => {
      current = false;
    };
  }, [bridge, dataset, episode]);
  return coaching;
}
