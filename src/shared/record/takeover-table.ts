/** Who holds a hopper that a policy drives and a person may correct. */
export const TAKEOVER_PHASES = [
  "autonomous", // the policy acts
  "correcting", // the person acts; these steps are the labels of a human DAgger round
  "paused", // halted; the policy goes on afterwards
  "paused-correcting", // halted; the person goes on afterwards
] as const;
export type TakeoverPhase = (typeof TAKEOVER_PHASES)[number];

export const TAKEOVER_EVENTS = ["take", "hand-back", "pause", "resume", "reset"] as const;
export type TakeoverEvent = (typeof TAKEOVER_EVENTS)[number];

/** Phase × event → phase. A pair that is absent changes nothing. */
const TAKEOVER_TABLE: {
  readonly [P in TakeoverPhase]: { readonly [E in TakeoverEvent]?: TakeoverPhase };
} = {
  autonomous: { take: "correcting", pause: "paused" },
  correcting: { "hand-back": "autonomous", pause: "paused-correcting", reset: "autonomous" },
  paused: { take: "paused-correcting", resume: "autonomous", reset: "autonomous" },
  "paused-correcting": { "hand-back": "paused", resume: "correcting", reset: "autonomous" },
};

/** The phase after an event. */
export function advanceTakeover(phase: TakeoverPhase, event: TakeoverEvent): TakeoverPhase {
  return TAKEOVER_TABLE[phase][event] ?? phase;
}

/** What the one takeover button means in a phase. */
export function takeoverEvent(phase: TakeoverPhase): "take" | "hand-back" {
  return TAKEOVER_TABLE[phase].take === undefined ? "hand-back" : "take";
}

/** Whether the person's actions are executed, now or when it goes on. */
export function isCorrecting(phase: TakeoverPhase): boolean {
  return phase === "correcting" || phase === "paused-correcting";
}
