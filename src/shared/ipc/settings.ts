import { z } from "zod";
import { padProfilesSchema } from "./pad-profiles.ts";

/** Heard beside a room's noise, and no louder. */
export const DEFAULT_VOLUME = 30;

const fields = {
  colorScheme: z.enum(["dark", "light", "auto"]),
  operator: z.string().trim().max(200).describe("written into every episode"),
  /** id of the dataset that Drive records into; empty: the first */
  dataset: z.string().max(200),
  deadZone: z.number().min(0).max(0.5).describe("round dead zone of the sticks"),
  episodeSeconds: z.number().min(0).max(3600).describe("0 is endless"),
  countdownSeconds: z.number().int().min(0).max(10),
  level: z.enum(["cruise", "hop", "joints", "torque"]).describe("level of help while driving"),
  expo: z.number().min(0).max(1).describe("response curve of the sticks: 0 even, 1 fine around the middle"),
  noise: z.number().min(0).max(0.5).describe("standard deviation of the noise on executed torques (DART)"),
  autoSlow: z.boolean().describe("slow motion near a fall, where the operator keeps the balance"),
  autoNext: z.boolean().describe("a kept episode is followed by the next one"),
  targetEpisodes: z.number().int().min(0).max(100_000).describe("episodes to collect; 0: no target"),
  rumble: z.boolean().describe("the pad shakes on touchdown, near the limit of lean, and at a fall"),
  rumbleStrength: z.number().min(0).max(1).describe("of every shake; 1: as strong as the pad can"),
  soundVolume: z.number().int().min(0).max(100).describe("of what Drive lets hear, in per cent; 0: nothing"),
  soundMuted: z.boolean(),
  padProfiles: padProfilesSchema.describe("how each kind of pad is read, by its id"),
  seenWelcome: z.boolean(),
  seenDriveGuide: z.boolean().describe("the first-time guide of Drive is done or was skipped"),
};

/** What the person chose; stored by the host, the same for every page. Absent fields take their defaults. */
export const settingsSchema = z.object({
  colorScheme: fields.colorScheme.default("dark"),
  operator: fields.operator.default(""),
  dataset: fields.dataset.default(""),
  deadZone: fields.deadZone.default(0.1),
  episodeSeconds: fields.episodeSeconds.default(8),
  countdownSeconds: fields.countdownSeconds.default(3),
  level: fields.level.default("cruise"),
  expo: fields.expo.default(0),
  noise: fields.noise.default(0),
  autoSlow: fields.autoSlow.default(true),
  autoNext: fields.autoNext.default(false),
  targetEpisodes: fields.targetEpisodes.default(0),
  rumble: fields.rumble.default(true),
  rumbleStrength: fields.rumbleStrength.default(1),
  soundVolume: fields.soundVolume.default(DEFAULT_VOLUME),
  soundMuted: fields.soundMuted.default(false),
  padProfiles: fields.padProfiles.default({}),
  seenWelcome: fields.seenWelcome.default(false),
  seenDriveGuide: fields.seenDriveGuide.default(false),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Some of the settings. Absent fields stay absent: `settingsSchema.partial()` would fill in the defaults. */
export const settingsPatchSchema = z.object(fields).partial();
