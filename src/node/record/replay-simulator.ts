import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";

/** Makes the simulator that episodes are checked with; the simulator itself refuses options that make no sense. */
export const createReplaySimulator: CreateReplaySimulator = (options) =>
  createHopper(options as Partial<HopperOptions>);
