import type { PhaseGains } from "./controller-gains.ts";

/** What the catch controller gives the joints in each phase of the hop. */
export type CatchGains = Readonly<Record<"flight" | "load" | "thrust", PhaseGains>>;

/**
 * Gains that catch a hopper which something else made run at 2 to 3.5 m/s, and slow it down; their features are those of
 * createCatchController. Found for this project by CMA-ES (Hansen 2016); three decimals suffice.
 *
 * The first: from 2773 moments of the hop of a clone of MuJoCo's expert, a third of them disturbed by noise on the torques.
 * The others: two generations of one search, from moments at which the first fails, of that hop disturbed by noise of 0.05,
 * a third of a second to two seconds before the clone itself falls. Of 80 disturbed moments the three caught 45, 65 and 61 %,
 * and one of them 81 %; of 41 undisturbed ones 73, 76 and 34 %, and one of them 93 %.
 */
export const CATCH_GAINS = [
  {
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
  },
  {
    flight: [
      { target: [1.626, -0.378, -0.279, -0.542, -0.586, 0.056], kp: 2.235, kd: 0.353 },
      { target: [-0.339, 0.34, 0.076, -1.095, 0.048, -0.177], kp: 3.833, kd: 0.212 },
      { target: [0.379, 0.804, 0.051, -0.227, 0.172, 1.314], kp: 3.645, kd: 0.225 },
    ],
    load: [
      { target: [2.956, -1.169, 0.438, -1.292, -0.496, 0.14], kp: 3.423, kd: 0.122 },
      { target: [-1.453, 0.13, -0.974, -0.223, -0.227, 0.312], kp: 2.419, kd: 0.205 },
      { target: [1.313, -1.411, 0.278, 0.11, -0.392, -0.106], kp: 2.962, kd: 0.465 },
    ],
    thrust: [
      { target: [-0.052, -0.308, -0.001, -0.23, -0.366, 0.018], kp: 1.542, kd: 0 },
      { target: [-0.593, -0.766, 0.292, -1.125, -0.322, -0.037], kp: 4.04, kd: 0.31 },
      { target: [0.072, -0.746, -0.123, -0.607, -0.262, -0.037], kp: 2.824, kd: 0.188 },
    ],
  },
  {
    flight: [
      { target: [1.781, -0.411, -0.356, -0.492, -0.834, -0.03], kp: 2.969, kd: 0.293 },
      { target: [-0.231, 0.294, 0.078, -1.195, 0.075, -0.112], kp: 4.033, kd: 0.152 },
      { target: [0.398, 0.657, 0.08, -0.272, 0.094, 1.219], kp: 3.598, kd: 0.211 },
    ],
    load: [
      { target: [2.903, -1.186, 0.291, -1.741, -0.481, 0.241], kp: 3.123, kd: 0.152 },
      { target: [-1.376, 0.208, -0.849, -0.238, -0.343, 0.343], kp: 3.394, kd: 0.218 },
      { target: [1.265, -1.673, 0.204, 0.185, -0.389, -0.092], kp: 2.829, kd: 0.483 },
    ],
    thrust: [
      { target: [-0.122, -0.261, 0.048, -0.16, -0.447, 0.089], kp: 1.94, kd: 0 },
      { target: [-0.585, -0.652, 0.225, -1.391, -0.373, -0.014], kp: 3.876, kd: 0.35 },
      { target: [-0.097, -0.743, -0.024, -0.711, -0.158, 0.067], kp: 3.319, kd: 0.307 },
    ],
  },
] as const satisfies readonly CatchGains[];
