import fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { selectRows } from "../../../src/shared/learn/select-rows.ts";
import { splitEpisodes } from "../../../src/shared/learn/transitions.ts";

function episodeOf(id: string, steps: number): Parameters<typeof selectRows>[0] {
  return {
    id,
    steps,
    observations: Float32Array.from({ length: 2 * steps }, (_, k) => k),
    actions: Float32Array.from({ length: steps }, (_, k) => k),
    split: "round-1",
  };
}

test("the stretches hold the wanted rows, in order, and no two of them touch", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 40 }), (wanted) => {
      const stretches = selectRows(episodeOf("a", wanted.length), wanted);
      const rows = stretches.flatMap(({ actions }) => [...actions]);
      expect(rows).toEqual(wanted.flatMap((flag, row) => (flag === 1 ? [row] : [])));
      for (const { id, split, steps, observations, actions } of stretches) {
        expect([id, split, actions.length, observations.length]).toEqual(["a", "round-1", steps, 2 * steps]);
        expect(observations[0]).toBe(2 * (actions[0] ?? Number.NaN));
        expect((actions.at(-1) ?? 0) - (actions[0] ?? 0)).toBe(steps - 1);
      }
      stretches.slice(1).forEach(({ actions }, i) => {
        expect(actions[0]).toBeGreaterThan((stretches[i]?.actions.at(-1) ?? 0) + 1);
      });
    }),
  );
});

test("the pieces of an episode are held out together", () => {
  const pieces = ["a", "b", "c", "d"].flatMap((id) => selectRows(episodeOf(id, 5), [1, 0, 1, 1, 0]));
  expect(pieces).toHaveLength(8);
  const { training, validation } = splitEpisodes({ inputs: 2, outputs: 1, episodes: pieces }, 0.5, createRng(1));
  expect(training).toHaveLength(4);
  expect(validation).toHaveLength(4);
  const held = new Set(validation.map(({ id }) => id));
  expect(training.some(({ id }) => held.has(id))).toBe(false);
});
