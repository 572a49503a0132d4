import { useEffect, useState } from "react";
import type { ExportEstimate, ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import { useBridge } from "../../../state/bridge-context.tsx";
import { LOADING, toRemote } from "../../../state/remote.ts";
import type { Remote } from "../../../state/remote.ts";

/** What an export in a format would make. */
export function useExportEstimate(dataset: string, format: ForeignFormat): Remote<ExportEstimate> {
  const bridge = useBridge();
  const [answer, setAnswer] = useState<{ readonly format: ForeignFormat; readonly remote: Remote<ExportEstimate> }>();
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const result = await bridge.invoke("datasets/export-estimate", { dataset, format });
      if (wanted) setAnswer({ format, remote: toRemote(result) });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [bridge, dataset, format]);
  return answer?.format === format ? answer.remote : LOADING;
}
