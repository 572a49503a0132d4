import { z } from "zod";

const fields = {
  colorScheme: z.enum(["dark", "light", "auto"]),
  operator: z.string().trim().max(200).describe("written into every episode"),
  /** id of the dataset that Drive records into; empty: the first */
  dataset: z.string().max(200),
  deadZone: z.number().min(0).max(0.5).describe("round dead zone of the sticks"),
  episodeSeconds: z.number().min(0).max(3600).describe("0 is endless"),
  countdownSeconds: z.number().int().min(0).max(10),
  seenWelcome: z.boolean(),
};

/** What the person chose; stored by the host, the same for every page. Absent fields take their defaults. */
export const settingsSchema = z.object({
  colorScheme: fields.colorScheme.default("dark"),
  operator: fields.operator.default(""),
  dataset: fields.dataset.default(""),
  deadZone: fields.deadZone.default(0.1),
  episodeSeconds: fields.episodeSeconds.default(8),
  countdownSeconds: fields.countdownSeconds.default(3),
  seenWelcome: fields.seenWelcome.default(false),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Some of the settings. Absent fields stay absent: `settingsSchema.partial()` would fill in the defaults. */
export const settingsPatchSchema = z.object(fields).partial();
