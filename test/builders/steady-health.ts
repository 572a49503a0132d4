import type { TickHealth } from "../../src/shared/dataset/episode.ts";

/** The account of a loop that missed nothing, without a device. */
export const STEADY_HEALTH: TickHealth = {
  rateAsked: 125,
  rateHeld: 125,
  missedTicks: 0,
  inputAgeP50: null,
  inputAgeP99: null,
  tickWorkP99: null,
};
