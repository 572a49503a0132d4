import { z } from "zod";
import { PAD_FAMILIES } from "../control/pad-profile.ts";
import type { PadProfile } from "../control/pad-profile.ts";
import { padLayoutSchema } from "../dataset/input-controls.ts";

/** Kinds of pad that are remembered; a person has a handful. */
export const MAX_PAD_PROFILES = 32;
/** characters of a pad's id that name its profile, as in an episode's `device` */
export const MAX_PAD_ID = 300;

export const padProfileSchema = z.object({
  name: z.string().trim().max(100),
  labels: z.enum(PAD_FAMILIES).optional().describe("what is printed on the buttons; absent: as the id tells"),
  ...padLayoutSchema.shape,
  deadZone: z.number().min(0).max(0.5),
  expo: z.number().min(0).max(1),
}) satisfies z.ZodType<PadProfile>;

/** Profiles by the id of the pad. */
export const padProfilesSchema = z
  .record(z.string().min(1).max(MAX_PAD_ID), padProfileSchema)
  .refine((profiles) => Object.keys(profiles).length <= MAX_PAD_PROFILES, {
    error: `At most ${MAX_PAD_PROFILES} kinds of pad can be remembered`,
  });
export type PadProfiles = Readonly<Record<string, PadProfile>>;

/** Of what a file holds, the profiles that are well: a damaged one, or a newer Pogo's, does not cost the others. */
export function soundProfiles(given: unknown): PadProfiles {
  if (typeof given !== "object" || given === null) return {};
  const sound = Object.entries(given).flatMap(([id, one]) => {
    const read = padProfileSchema.safeParse(one);
    return read.success && id.length > 0 && id.length <= MAX_PAD_ID ? [[id, read.data] as const] : [];
  });
  return Object.fromEntries(sound.slice(0, MAX_PAD_PROFILES));
}

/** The profile of a pad, if one was saved. */
export function profileOf(profiles: PadProfiles, padId: string): PadProfile | null {
  const key = padId.slice(0, MAX_PAD_ID);
  return Object.hasOwn(profiles, key) ? (profiles[key] ?? null) : null;
}

/** The profiles with one more, or another in its place; null takes it away. */
export function withProfile(
  profiles: PadProfiles,
  padId: string,
  profile: PadProfile | null,
): Record<string, z.infer<typeof padProfileSchema>> {
  const key = padId.slice(0, MAX_PAD_ID);
  const others = Object.entries(profiles).filter(([id]) => id !== key);
  const all = profile === null ? others : [...others, [key, profile] as const];
  return Object.fromEntries(all.map(([id, one]) => [id, padProfileSchema.parse(one)]));
}
