import { Body } from "cannon-es";
import type { ChainState } from "./chain-state.ts";

/**
 * A link as a cannon-es body. Its position, rotation and velocity follow from the coordinates of the chain, which are what
 * the solver integrates; so `integrate`, cannon's own update, only takes them over and the hinges cannot drift apart.
 */
export class LinkBody extends Body {
  /** 0 torso … 3 foot */
  readonly link: number;
  private readonly state: ChainState;
  private readonly led: boolean;

  /** `led` is false where another solver than the chain's moves the bodies */
  constructor(state: ChainState, link: number, led: boolean) {
    super({ mass: state.model.mass[link] as number, linearDamping: 0, angularDamping: 0 });
    this.state = state;
    this.link = link;
    this.led = led;
    // equal moments about all axes: only the one about y matters in the plane, and rotation leaves it unchanged
    const inertia = state.model.inertia[link] as number;
    this.inertia.set(inertia, inertia, inertia);
    this.invInertia.set(1 / inertia, 1 / inertia, 1 / inertia);
    this.updateInertiaWorld(true);
  }

  /** takes over where the chain is */
  follow(): void {
    const b = this.link;
    const { position, velocity, quaternion, state } = this;
    position.x = state.x[b] as number;
    position.z = state.z[b] as number;
    velocity.x = state.vx[b] as number;
    velocity.z = state.vz[b] as number;
    quaternion.y = state.half[2 * b] as number;
    quaternion.w = state.half[2 * b + 1] as number;
    this.angularVelocity.y = state.rate[b] as number;
  }

  override integrate(): void {
    if (this.led) this.follow();
  }
}
