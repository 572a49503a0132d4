import { TIME_CONSTANT } from "./model-constants.ts";

/**
 * MuJoCo's soft constraints (https://mujoco.readthedocs.io/en/stable/computation/index.html, "Constraint model"):
 * row acceleration + R·force = −B·velocity − K·impedance·distance, from solref (time constant, damping ratio 1) and solimp.
 */
export interface Softness {
  /** 1/s² */
  readonly stiffness: number;
  /** 1/s */
  readonly damping: number;
}

/** K and B for a solimp whose largest impedance is `maxImpedance`. */
export function softness(maxImpedance: number): Softness {
  return {
    stiffness: 1 / (maxImpedance * maxImpedance * TIME_CONSTANT * TIME_CONSTANT),
    damping: 2 / (maxImpedance * TIME_CONSTANT),
  };
}

/** The share of R in the diagonal of the constraint's inverse inertia: (1 − imp)/imp. */
export function regularisation(impedance: number): number {
  return (1 - impedance) / impedance;
}
