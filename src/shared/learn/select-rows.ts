import type { EpisodeTransitions } from "./transitions.ts";

/**
 * The unbroken stretches of an episode's rows for which `wanted` holds (any number but 0), each as an episode of the same
 * id: a memory must not be trained over a gap.
 */
export function selectRows(episode: EpisodeTransitions, wanted: ArrayLike<number>): readonly EpisodeTransitions[] {
  const inputs = episode.observations.length / episode.steps;
  const outputs = episode.actions.length / episode.steps;
  const stretches: EpisodeTransitions[] = [];
  for (let from = 0; from < episode.steps; from += 1) {
    if (wanted[from] === 0) continue;
    let to = from + 1;
    while (to < episode.steps && wanted[to] !== 0) to += 1;
    stretches.push({
      ...episode,
      steps: to - from,
      observations: episode.observations.slice(from * inputs, to * inputs),
      actions: episode.actions.slice(from * outputs, to * outputs),
    });
    from = to;
  }
  return stretches;
}
