import { STEP_RATE } from "../../shared/base/specs.ts";
import type { DriveLevel } from "../../shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS } from "../../shared/control/pad-sample.ts";
import type { StickOptions } from "../../shared/control/pad-sample.ts";
import type { PadProfile } from "../../shared/control/pad-profile.ts";
import { padLayoutSchema } from "../../shared/dataset/input-controls.ts";
import { MAX_SHARD_STEPS } from "../../shared/dataset/shard.ts";
import type { InputControls, PadLayout } from "../../shared/dataset/input-controls.ts";
import { profileOf } from "../../shared/ipc/pad-profiles.ts";
import type { PadProfiles } from "../../shared/ipc/pad-profiles.ts";
import type { InputDevice } from "../input/input-source.ts";
import type { PersonSpec, RunSpec, TaskSpec } from "./messages.ts";

/** What the person chose. */
export interface DriveChoices {
  /** dataset to record into; empty while there is none */
  readonly dataset: string;
  readonly operator: string;
  readonly level: DriveLevel;
  readonly sticks: StickOptions;
  /** how each kind of pad is read */
  readonly padProfiles: PadProfiles;
  /** standard deviation of the noise on executed torques; the clean ones are the labels (DART, Laskey 2017) */
  readonly noise: number;
  /** slows time down near a fall, at the levels where the operator keeps the balance */
  readonly autoSlow: boolean;
  /** 0 is endless */
  readonly episodeSeconds: number;
  readonly countdownSeconds: number;
  /** a kept episode is followed by the next one */
  readonly autoNext: boolean;
  /** the dataset holds as many whole episodes as were wanted: the next one starts by hand alone */
  readonly targetReached: boolean;
  /** drives where the person does not; null: the person alone */
  readonly policy: { readonly id: string; readonly bytes: Uint8Array } | null;
}

/** Until the settings are known. */
export const DEFAULT_CHOICES: DriveChoices = {
  dataset: "",
  operator: "",
  level: "cruise",
  sticks: DEFAULT_STICK_OPTIONS,
  padProfiles: {},
  noise: 0,
  autoSlow: true,
  episodeSeconds: 8,
  countdownSeconds: 3,
  autoNext: false,
  targetReached: false,
  policy: null,
};

/** What the worker has to run for these choices. An endless episode ends where its file would be full, saved and whole. */
export function runOf({ level, sticks, noise, episodeSeconds, policy }: DriveChoices): RunSpec {
  const person: PersonSpec = { level, sticks };
  const maxSteps = episodeSeconds === 0 ? MAX_SHARD_STEPS : Math.max(1, Math.round(episodeSeconds * STEP_RATE));
  const task: TaskSpec = { maxSteps, noise };
  return policy === null ? { kind: "person", person, task } : { kind: "policy", bytes: policy.bytes, person, task };
}

/** Finds a pad's profile in the choices of the moment. */
export function padsOf(choices: () => DriveChoices): (padId: string) => PadProfile | null {
  return (padId) => profileOf(choices().padProfiles, padId);
}

/** How a pad comes into the standard layout; null: it comes in it. */
export function layoutOf({ padProfiles }: Pick<DriveChoices, "padProfiles">, padId: string): PadLayout | null {
  const profile = profileOf(padProfiles, padId);
  return profile === null ? null : padLayoutSchema.parse(profile);
}

/**
 * How these choices read a device, as it is written into episodes. Without a device, how the keyboard or a pad in the
 * standard layout would be read: one that comes may still drive.
 */
export function controlsOf(choices: Pick<DriveChoices, "sticks" | "padProfiles">, device: InputDevice): InputControls {
  const { deadZone, expo } = choices.sticks;
  return { deadZone, expo, layout: device.kind === "pad" ? layoutOf(choices, device.pad.id) : null };
}

/** Whether two choices need the same run. */
export function sameRun(a: DriveChoices, b: DriveChoices): boolean {
  return (
    a.level === b.level &&
    a.sticks.deadZone === b.sticks.deadZone &&
    a.sticks.expo === b.sticks.expo &&
    a.noise === b.noise &&
    a.episodeSeconds === b.episodeSeconds &&
    a.policy?.id === b.policy?.id
  );
}

/** Whether time slows down near a fall: not where the controller keeps the balance by itself. */
export function slowsDown({ autoSlow, level }: DriveChoices): boolean {
  return autoSlow && level !== "cruise";
}
