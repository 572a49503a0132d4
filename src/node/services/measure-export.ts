import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import type { ExportSize } from "../formats/formats.ts";

/** How much there is to export of these episodes; a trimmed one counts as its share of its file. */
export function measureExport(episodes: readonly EpisodeSummary[]): ExportSize {
  const parts = episodes.map((episode) => {
    const steps = usedSteps(episode);
    return { steps, bytes: episode.steps === 0 ? 0 : (episode.bytes * steps) / episode.steps };
  });
  return {
    episodes: parts.length,
    steps: parts.reduce((sum, { steps }) => sum + steps, 0),
    bytes: Math.round(parts.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
}
