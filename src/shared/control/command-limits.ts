/** Fastest command, m/s. The controller falls at 2.5. */
export const MAX_SPEED = 2.2;
/** Slowest command, m/s. */
export const MIN_SPEED = 0;
/**
 * How fast the speed that the controller is asked for follows the stick, m/s². It bears any command that stays, but not
 * any change: at 2 m/s² a stick that goes to and fro each second made it fall within 15 s, without a limit within 4 s.
 */
export const MAX_ACCELERATION = 1;
/** Fastest command of level "hop", m/s: slow enough to bear leaning and thrusting at the wrong moment. */
export const MAX_HOP_SPEED = 1.3;
/** Furthest lean forwards and backwards of level "hop", rad. Leaning forwards it falls sooner. */
export const LEAN_FORWARD = 0.03;
export const LEAN_BACK = -0.06;
/** Furthest foot placement trim of level "hop", rad. */
export const MAX_REACH = 0.2;
/** Largest share of the push-off that level "hop" gives to the height and to the thrust; both together MAX_TRIGGER. */
export const MAX_HOP_HEIGHT = 0.5;
export const MAX_HOP_THRUST = 0.5;
/** Largest trigger (push-off), without unit: at 1 it falls now and then. */
export const MAX_TRIGGER = 0.8;
