import type { PhaseGains } from "./controller-gains.ts";

/**
 * Gains that catch a hopper which something else made run at 2 to 3.5 m/s, and slow it down; their features are those of
 * createCatchController. Found for this project by CMA-ES (Hansen 2016), from 2773 moments of the hop of a clone of
 * MuJoCo's expert, a third of them disturbed by noise on the torques; three decimals suffice.
 */
export const CATCH_GAINS = {
  flight: [
    { target: [1.594, -0.284, -0.081, -0.114, -0.121, -0.094], kp: 2.658, kd: 0.374 },
    { target: [-0.339, 0.028, -0.033, -0.824, -0.325, -0.127], kp: 1.607, kd: 0.285 },
    { target: [0.43, 0.409, -0.122, -0.22, -0.11, 0.412], kp: 3.462, kd: 0.273 },
  ],
  load: [
    { target: [2.903, -1.062, 0.277, -1.471, -0.16, -0.095], kp: 3.945, kd: 0.162 },
    { target: [-0.747, 0.2, -0.437, -0.308, -0.373, -0.114], kp: 2.638, kd: 0.307 },
    { target: [1.501, -1.16, -0.024, 0.05, -0.319, -0.068], kp: 2.951, kd: 0.393 },
  ],
  thrust: [
    { target: [0.112, -0.08, -0.068, -0.266, -0.032, 0.022], kp: 1.24, kd: 0.035 },
    { target: [-1.101, -0.393, 0.292, -1.331, -0.154, 0.143], kp: 3.502, kd: 0.191 },
    { target: [0.045, -0.555, -0.02, -0.989, -0.01, -0.134], kp: 3.088, kd: 0.14 },
  ],
} as const satisfies Record<"flight" | "load" | "thrust", PhaseGains>;
