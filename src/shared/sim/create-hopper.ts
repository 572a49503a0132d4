import { FailureError } from "../base/failure.ts";
import { createRng } from "../base/rng.ts";
import { ACTION_SIZE, BODIES, OBSERVATION_SIZE } from "../base/specs.ts";
import { physicsFingerprint } from "./fingerprint.ts";
import { resolveHopperOptions } from "./hopper-options.ts";
import { HopperWorld } from "./hopper-world.ts";
import { INITIAL_HEIGHT, LINK_COUNT, SUBSTEPS } from "./model-constants.ts";
import { decodeSnapshot, encodeSnapshot } from "./snapshot.ts";
import { judge, observe } from "./task.ts";
import type { Hopper, HopperOptions, Push, StepResult } from "./types.ts";

/** A hopper at its initial pose, as after `reset(0)`; FailureError "invalid-input" for options that make no sense. */
export function createHopper(options: Partial<HopperOptions> = {}): Hopper {
  return new CannonHopper(resolveHopperOptions(options));
}

class CannonHopper implements Hopper {
  readonly options: HopperOptions;
  readonly fingerprint: string;
  readonly qpos: Float64Array;
  readonly qvel: Float64Array;
  readonly observation: Float64Array;
  steps = 0;

  /** queued impulses, x and z of each link, N·s */
  private readonly pushes = new Float64Array(2 * LINK_COUNT);
  private pushed = false;
  /** positions before the step */
  private readonly before = new Float64Array(6);
  private readonly above = new Float64Array(6);
  private readonly world: HopperWorld;
  private readonly result: StepResult = {
    reward: 0.5,
    reward_forward: 0.5,
    reward_healthy: 0.5,
    reward_ctrl: 0.5,
    terminated: false,
    truncated: false,
    cause: null,
    contact: false,
  };

  constructor(options: HopperOptions) {
    this.options = options;
    this.fingerprint = physicsFingerprint(options);
    this.observation = new Float64Array(
      OBSERVATION_SIZE + (options.exclude_current_positions_from_observation ? 0 : 1),
    );
    this.world = new HopperWorld(options);
    this.qpos = this.world.qpos;
    this.qvel = this.world.qvel;
    this.reset(0);
  }

  reset(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      refuse(`the seed ${seed} is not a whole number from 0 to 4294967295`, "Give such a number.");
    }
    const rng = createRng(seed);
    const noise = this.options.reset_noise_scale;
    for (let k = 0; k < 6; k++) this.qpos[k] = (k === 1 ? INITIAL_HEIGHT : 0) + rng.uniform(-noise, noise);
    for (let k = 0; k < 6; k++) this.qvel[k] = rng.uniform(-noise, noise);
    this.qpos[1] = (this.qpos[1] as number) + this.world.standingHeight(this.qpos[0] as number);
    this.start();
  }

  setState(qpos: ArrayLike<number>, qvel: ArrayLike<number>): void {
    if (!finite(qpos, 6) || !finite(qvel, 6))
      refuse("the state is not 6 + 6 finite numbers", "Give 6 positions and 6 rates.");
    this.qpos.set(qpos);
    this.qvel.set(qvel);
    this.start();
  }

  step(action: ArrayLike<number>): StepResult {
    if (!finite(action, ACTION_SIZE)) {
      refuse(
        `the action [${Array.from(action).join(", ")}] is not 3 finite numbers`,
        "Check what computed the action.",
      );
    }
    const { qpos, qvel, world } = this;
    this.before.set(qpos);
    if (this.pushed) this.applyPushes();
    world.advance(action, SUBSTEPS);
    this.steps += 1;
    this.measureHeight();
    judge(this.before, this.above, qvel, action, this.steps, this.options, this.result);
    this.result.contact = world.touchesGround();
    observe(this.above, qvel, this.observation);
    return this.result;
  }

  push(push: Push): void {
    const link = BODIES.indexOf(push.body);
    if (link < 0 || !Number.isFinite(push.x) || !Number.isFinite(push.z)) {
      refuse(
        "the push is not two finite impulses on a body",
        `Name one of ${BODIES.join(", ")}, and N·s along x and z.`,
      );
    }
    this.pushes[2 * link] = (this.pushes[2 * link] as number) + push.x;
    this.pushes[2 * link + 1] = (this.pushes[2 * link + 1] as number) + push.z;
    this.pushed = true;
  }

  snapshot(): Uint8Array {
    const { qpos, qvel, pushes, steps } = this;
    return encodeSnapshot({ qpos, qvel, pushes, steps });
  }

  restore(snapshot: Uint8Array): void {
    const state = { qpos: this.qpos, qvel: this.qvel, pushes: this.pushes, steps: 0 };
    decodeSnapshot(snapshot, state);
    this.steps = state.steps;
    this.pushed = this.pushes.some((impulse) => impulse !== 0);
    this.refresh();
  }

  writePoses(out: Float32Array | Float64Array, offset = 0): void {
    const { x, z, pitch } = this.world.state;
    for (let b = 0; b < LINK_COUNT; b++) {
      out[offset + 3 * b] = x[b] as number;
      out[offset + 3 * b + 1] = z[b] as number;
      out[offset + 3 * b + 2] = pitch[b] as number;
    }
  }

  private start(): void {
    this.steps = 0;
    this.pushes.fill(0);
    this.pushed = false;
    this.refresh();
  }

  private refresh(): void {
    this.world.place();
    this.measureHeight();
    observe(this.above, this.qvel, this.observation);
  }

  /** positions with the height measured from the floor below */
  private measureHeight(): void {
    this.above.set(this.qpos);
    if (this.options.terrain !== undefined) {
      this.above[1] = (this.above[1] as number) - this.world.groundHeight(this.above[0] as number);
    }
  }

  private applyPushes(): void {
    for (let link = 0; link < LINK_COUNT; link++) {
      const x = this.pushes[2 * link] as number;
      const z = this.pushes[2 * link + 1] as number;
      if (x !== 0 || z !== 0) this.world.kickLink(link, x, z);
    }
    this.pushes.fill(0);
    this.pushed = false;
    this.world.place();
  }
}

function finite(values: ArrayLike<number>, length: number): boolean {
  if (values.length !== length) return false;
  for (let k = 0; k < length; k++) if (!Number.isFinite(values[k])) return false;
  return true;
}

function refuse(message: string, remedy: string): never {
  throw new FailureError("invalid-input", message, remedy);
}
