import { Broadphase } from "cannon-es";

/** Finds no pairs: the hopper's few possible contacts are constraints of the world that switch themselves on and off. */
export class NoBroadphase extends Broadphase {
  override collisionPairs(): void {}
}
