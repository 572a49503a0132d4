import { z } from "zod";

/** What the person chose; stored by the host, the same for every page. */
export const settingsSchema = z.object({
  colorScheme: z.enum(["dark", "light", "auto"]).default("dark"),
  operator: z.string().trim().max(200).default("").describe("written into every episode"),
  /** id of the dataset that Drive records into; empty: the first */
  dataset: z.string().max(200).default(""),
  deadZone: z.number().min(0).max(0.5).default(0.1).describe("round dead zone of the sticks"),
  episodeSeconds: z.number().min(0).max(3600).default(8).describe("0 is endless"),
  countdownSeconds: z.number().int().min(0).max(10).default(3),
  seenWelcome: z.boolean().default(false),
});
export type Settings = z.infer<typeof settingsSchema>;
