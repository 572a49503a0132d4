import type { DriveLevel } from "../../../shared/control/levels.ts";

/** What a thumb or finger can move, in the order in which it is shown. */
export const CONTROLS = ["left-x", "left-y", "left-trigger", "right-x", "right-y", "right-trigger"] as const;
export type Control = (typeof CONTROLS)[number];

/** A level of help in words. */
export interface LevelGuide {
  readonly name: string;
  /** who does what, in one line */
  readonly line: string;
  /** what a keyboard does worse here; null where it is as good */
  readonly keyboard: string | null;
  /** what each control asks for; those that are absent do nothing */
  readonly controls: Readonly<Partial<Record<Control, string>>>;
}

export const LEVEL_GUIDES: Readonly<Record<DriveLevel, LevelGuide>> = {
  cruise: {
    name: "Cruise",
    line: "The controller keeps the balance; you say how fast and how high.",
    keyboard: null,
    controls: { "left-x": "Speed", "right-trigger": "Hop height" },
  },
  hop: {
    name: "Hop",
    line: "The controller keeps the balance while you shape every hop: lean, foot, height, thrust.",
    keyboard: "Keys move the sticks at a person's pace; a gamepad is finer.",
    controls: {
      "left-x": "Speed",
      "left-trigger": "Hop height",
      "right-x": "Lean",
      "right-y": "Foot ahead",
      "right-trigger": "Thrust",
    },
  },
  joints: {
    name: "Joints",
    line: "Springs pull three joints to where your sticks are; the balance is yours. It starts at ⅛ speed.",
    keyboard: "Keys are slow for this; a gamepad is far better.",
    controls: { "left-x": "Thigh", "left-y": "Leg", "right-y": "Foot" },
  },
  torque: {
    name: "Torque",
    line: "Your sticks are the three motors, as a policy has them. Hard even at ⅛ speed.",
    keyboard: "Keys are slow for this; a gamepad is far better.",
    controls: { "left-x": "Thigh", "left-y": "Leg", "right-y": "Foot" },
  },
};
