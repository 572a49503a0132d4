import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clamp, tanh } from "../../src/shared/base/math.ts";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";

/** One step of MuJoCo's Hopper-v5; see test/fixtures/mujoco/README.md. */
export interface MujocoStep {
  readonly kind: number;
  readonly qpos: Float64Array;
  readonly qvel: Float64Array;
  readonly action: Float64Array;
  readonly nextQpos: Float64Array;
  readonly nextQvel: Float64Array;
  readonly reward: number;
  readonly terminated: boolean;
  readonly contact: boolean;
}

/** Drives: observation (11) to action (3). */
export type Act = (observation: ArrayLike<number>, out: Float64Array) => void;

/** consecutive steps per run in transitions.f64 */
export const RUN_STEPS = 50;

/** A file of what MuJoCo does. */
export function mujocoFile(name: string): string {
  return join(findAppFolder(), "test", "fixtures", "mujoco", name);
}

function doubles(name: string): Float64Array {
  const bytes = readFileSync(mujocoFile(name));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function steps(name: string, width: number): MujocoStep[] {
  const all = doubles(name);
  return Array.from({ length: all.length / width }, (_, row) => {
    const at = (from: number, to: number): Float64Array => all.slice(row * width + from, row * width + to);
    return {
      kind: all[row * width] ?? NaN,
      qpos: at(1, 7),
      qvel: at(7, 13),
      action: at(13, 16),
      nextQpos: at(16, 22),
      nextQvel: at(22, 28),
      reward: width > 28 ? (all[row * width + 28] ?? NaN) : NaN,
      terminated: width > 28 && all[row * width + 29] === 1,
      contact: width > 28 && all[row * width + 30] === 1,
    };
  });
}

/** 15 runs of 50 consecutive steps; kinds 0 expert, 1 to 3 the expert with noise .1, .3, .6, 4 random */
export function mujocoTransitions(): MujocoStep[] {
  return steps("transitions.f64", 31);
}

/**
 * Kinds 0 self-contact, 1 stops, 2 any pose at the floor, 3 lying, 4 a floor rising by 0.2 rad, 5 with 2 kg in the torso
 * and 1 kg in the foot.
 */
export function mujocoRareTransitions(): MujocoStep[] {
  return steps("rare.f64", 28);
}

/** The CS285 expert. */
export function mujocoExpert(): Act {
  const all = doubles("expert.f64");
  let at = 0;
  const take = (count: number): Float64Array => all.slice(at, (at += count));
  const [mean, deviation] = [take(11), take(11)];
  const layers = [
    [11, 64],
    [64, 64],
    [64, 3],
  ].map(([rows = 0, columns = 0]) => ({ rows, columns, weights: take(rows * columns), bias: take(columns) }));
  return (observation, out) => {
    let x = mean.map((m, i) => ((observation[i] ?? NaN) - m) / ((deviation[i] ?? NaN) + 1e-6));
    for (const [index, { rows, columns, weights, bias }] of layers.entries()) {
      const y = bias.slice();
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) y[j] = (y[j] ?? NaN) + (x[i] ?? NaN) * (weights[i * columns + j] ?? NaN);
      }
      x = index < 2 ? y.map(tanh) : y;
    }
    for (let j = 0; j < 3; j++) out[j] = clamp(x[j] ?? NaN, -1, 1);
  };
}
