import { Body } from "cannon-es";
import type { ChainState } from "./chain-state.ts";

/**
 * A link as a cannon-es body. Its position, rotation and velocity follow from the joint coordinates (`follow`), which are
 * what the integrator advances; so `integrate`, cannon's own update, leaves it alone and the joints cannot drift apart.
 */
export class LinkBody extends Body {
  /** 0 torso … 3 foot */
  readonly link: number;

  constructor(link: number, mass: number, inertia: number) {
    super({ mass, linearDamping: 0, angularDamping: 0 });
    this.link = link;
    // equal moments about all axes: only the one about y matters in the plane, and rotation leaves it unchanged
    this.inertia.set(inertia, inertia, inertia);
    this.invInertia.set(1 / inertia, 1 / inertia, 1 / inertia);
    this.updateInertiaWorld(true);
  }

  follow(state: ChainState): void {
    const b = this.link;
    const { position, velocity, quaternion } = this;
    position.x = state.x[b] as number;
    position.z = state.z[b] as number;
    velocity.x = state.vx[b] as number;
    velocity.z = state.vz[b] as number;
    quaternion.y = state.half[2 * b] as number;
    quaternion.w = state.half[2 * b + 1] as number;
    this.angularVelocity.y = state.rate[b] as number;
  }

  override integrate(): void {}
}
