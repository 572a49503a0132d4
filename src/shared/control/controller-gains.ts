/** What the controller gives one joint in one phase of the hop. */
export interface JointGains {
  /** target angle, rad, is the dot product with the six features of its controller */
  readonly target: readonly [number, number, number, number, number, number];
  /** action per rad of error */
  readonly kp: number;
  /** action per rad/s */
  readonly kd: number;
}

/** thigh, leg, foot */
export type PhaseGains = readonly [JointGains, JointGains, JointGains];

/**
 * Over the features [1, v, v − v_command, 5·pitch, pitch rate, trigger]. Found for this project by CMA-ES (Hansen 2016) on
 * the hopper in MuJoCo; two decimals suffice.
 */
export const CONTROLLER_GAINS = {
  flight: [
    { target: [0.7, -0.2, -0.16, 0.34, -0.04, 0], kp: 2.03, kd: 0.32 },
    { target: [-0.25, 0, 0.12, -0.51, -0.23, 0.08], kp: 2.44, kd: 0.2 },
    { target: [0.39, 0.2, -0.29, -0.58, -0.02, -0.09], kp: 2.04, kd: 0.26 },
  ],
  load: [
    { target: [1.64, -0.23, -0.85, -0.91, -0.01, -0.32], kp: 2.88, kd: 0.21 },
    { target: [0, -0.3, 0.29, -0.4, -0.22, -0.51], kp: 0.42, kd: 0.23 },
    { target: [0.69, -0.21, -0.61, -0.45, -0.19, -0.14], kp: 3.39, kd: 0.41 },
  ],
  thrust: [
    { target: [0.23, -0.03, -0.01, -0.04, -0.01, 0.44], kp: 1.05, kd: 0.13 },
    { target: [-0.64, -0.37, 0.3, -0.38, -0.18, 0.23], kp: 1.58, kd: 0.25 },
    { target: [0.24, -0.43, -0.02, -0.62, 0.06, -0.26], kp: 3.28, kd: 0.17 },
  ],
} as const satisfies Record<"flight" | "load" | "thrust", PhaseGains>;
