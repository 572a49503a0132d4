import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";

/** Makes the simulator that episodes are checked with; the simulator itself refuses options that make no sense. */
export const createReplaySimulator: CreateReplaySimulator = (options) => createHopper(options);
