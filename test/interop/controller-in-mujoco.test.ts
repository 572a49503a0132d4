import { beforeAll, describe, expect, it } from "vitest";
import { runEpisodes, startOf, summarise } from "../../bench/physics/episodes.ts";
import { Gymnasium } from "../../bench/physics/gymnasium.ts";
import { SetupError } from "../../scripts/lib/wheel.mjs";
import { MAX_SPEED } from "../../src/shared/control/command-limits.ts";

describe("in Gymnasium's Hopper-v5 on MuJoCo", () => {
  let gymnasium: Gymnasium | null = null;
  beforeAll(async () => {
    try {
      gymnasium = await Gymnasium.prepare();
    } catch (error) {
      // no Python, or no network to install from; where nothing may be left out, a skipped test counts as failed
      if (!(error instanceof SetupError)) throw error;
      console.warn(error.message);
    }
  }, 600_000);

  it(
    "the controller, ported to Python, hops as it does here, at every speed",
    { timeout: 300_000 },
    async (context) => {
      if (gymnasium === null) return context.skip();
      const starts = [0, 0.5, 1, 1.5, 2, MAX_SPEED].flatMap((speed) => [1, 2].map((seed) => startOf(seed, speed)));
      const [ours, theirs] = [runEpisodes(starts, "rk4"), await gymnasium.episodes(starts)];
      starts.forEach((_, k) => {
        expect(theirs[k]?.steps).toBe(1000);
        expect(ours[k]?.steps).toBe(1000);
        expect(Math.abs((ours[k]?.return ?? NaN) - (theirs[k]?.return ?? NaN))).toBeLessThan(5);
      });
      const fastest = starts.flatMap(({ speed }, k) => (speed === MAX_SPEED ? (theirs[k] ?? []) : []));
      expect(summarise(fastest).lowest).toBeGreaterThan(3100);
    },
  );

  it("MuJoCo's own expert has the return it has here", { timeout: 300_000 }, async (context) => {
    if (gymnasium === null) return context.skip();
    const starts = [1, 2, 3].map((seed) => startOf(seed, null));
    const [ours, theirs] = [runEpisodes(starts, "rk4"), await gymnasium.episodes(starts)];
    starts.forEach((_, k) => {
      expect(ours[k]?.steps).toBe(theirs[k]?.steps);
      expect(Math.abs((ours[k]?.return ?? NaN) - (theirs[k]?.return ?? NaN))).toBeLessThan(3);
    });
  });
});
