import { expect, test } from "vitest";
import { STANDARD_PROFILE } from "../../../src/shared/control/pad-profile.ts";
import { MAX_PAD_PROFILES, padProfilesSchema, profileOf, withProfile } from "../../../src/shared/ipc/pad-profiles.ts";
import { settingsPatchSchema, settingsSchema } from "../../../src/shared/ipc/settings.ts";

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_item, index) => [`pad ${index}`, STANDARD_PROFILE]));

test("profiles are bounded in number and in every index", () => {
  expect(padProfilesSchema.safeParse(many(MAX_PAD_PROFILES)).success).toBe(true);
  expect(padProfilesSchema.safeParse(many(MAX_PAD_PROFILES + 1)).success).toBe(false);
  for (const wrong of [
    { ...STANDARD_PROFILE, deadZone: 0.6 },
    { ...STANDARD_PROFILE, axes: STANDARD_PROFILE.axes.slice(1) },
    { ...STANDARD_PROFILE, axes: STANDARD_PROFILE.axes.map(() => ({ axis: 32, invert: false })) },
    { ...STANDARD_PROFILE, buttons: STANDARD_PROFILE.buttons.map(() => ({ from: "key", index: 0 })) },
  ])
    expect(padProfilesSchema.safeParse({ pad: wrong }).success).toBe(false);
});

test("settings of before have no profiles, and a patch without them changes none", () => {
  expect(settingsSchema.parse({}).padProfiles).toEqual({});
  expect("padProfiles" in settingsPatchSchema.parse({ rumble: false })).toBe(false);
});

test("a profile is found by the id it was saved under, and by no name of Object's own", () => {
  const saved = withProfile({}, "my pad", { ...STANDARD_PROFILE, name: "Mine" });
  expect(profileOf(saved, "my pad")?.name).toBe("Mine");
  expect(profileOf(saved, "constructor")).toBeNull();
  const long = "x".repeat(400);
  expect(profileOf(withProfile(saved, long, STANDARD_PROFILE), long)).toEqual(STANDARD_PROFILE);
  expect(Object.keys(withProfile(saved, "my pad", null))).toEqual([]);
});
