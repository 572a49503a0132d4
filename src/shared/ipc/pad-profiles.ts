import { z } from "zod";
import {
  MAX_PAD_AXES,
  MAX_PAD_BUTTONS,
  PAD_FAMILIES,
  STANDARD_AXES,
  STANDARD_BUTTONS,
} from "../control/pad-profile.ts";
import type { PadProfile } from "../control/pad-profile.ts";

/** Kinds of pad that are remembered; a person has a handful. */
export const MAX_PAD_PROFILES = 32;
/** characters of a pad's id that name its profile, as in an episode's `device` */
export const MAX_PAD_ID = 300;

const axisIndex = z
  .number()
  .int()
  .min(0)
  .max(MAX_PAD_AXES - 1);
const axisValue = z.number().min(-4).max(4);

const buttonBinding = z.discriminatedUnion("from", [
  z.object({
    from: z.literal("button"),
    index: z
      .number()
      .int()
      .min(0)
      .max(MAX_PAD_BUTTONS - 1),
  }),
  z.object({ from: z.literal("axis"), index: axisIndex, rest: axisValue, pressed: axisValue }),
  z.object({ from: z.literal("hat"), index: axisIndex, at: axisValue }),
]);

export const padProfileSchema = z.object({
  name: z.string().trim().max(100),
  labels: z.enum(PAD_FAMILIES).optional().describe("what is printed on the buttons; absent: as the id tells"),
  axes: z
    .array(z.object({ axis: axisIndex, invert: z.boolean() }))
    .length(STANDARD_AXES)
    .describe("left stick x, y, right stick x, y"),
  buttons: z.array(buttonBinding.nullable()).length(STANDARD_BUTTONS).describe("buttons of the standard layout"),
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
