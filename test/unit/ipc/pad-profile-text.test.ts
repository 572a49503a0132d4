import { expect, test } from "vitest";
import { STANDARD_PROFILE } from "../../../src/shared/control/pad-profile.ts";
import { readPadProfile, writePadProfile } from "../../../src/shared/ipc/pad-profile-text.ts";
import { soundProfiles } from "../../../src/shared/ipc/pad-profiles.ts";

const MINE = { pad: "Old pad", profile: { ...STANDARD_PROFILE, name: "Mine", labels: "playstation" as const } };

test("a profile comes back as it went", () => {
  expect(readPadProfile(writePadProfile(MINE))).toEqual(MINE);
});

test("what is no profile, a newer or a damaged one says so", () => {
  const parts: object = JSON.parse(writePadProfile(MINE)) as object;
  const damaged = { ...parts, profile: { ...MINE.profile, deadZone: 2 } };
  for (const [text, words] of [
    ["", "not a controller profile"],
    ["[1, 2]", "not a controller profile"],
    [`"${"x".repeat(70_000)}"`, "not a controller profile"],
    [JSON.stringify({ ...parts, version: 2 }), "has version 2; this Pogo reads 1"],
    [JSON.stringify(damaged), "damaged at profile.deadZone"],
    [JSON.stringify({ ...parts, pad: "" }), "damaged at pad"],
  ] as const)
    expect(() => readPadProfile(text)).toThrow(words);
});

test("of stored profiles, a damaged one or one of a newer kind does not cost the others", () => {
  const newer = { ...STANDARD_PROFILE, buttons: STANDARD_PROFILE.buttons.map(() => ({ from: "touchpad", index: 0 })) };
  const more = { ...STANDARD_PROFILE, name: "More", colour: "red" };
  expect(soundProfiles({ a: STANDARD_PROFILE, b: newer, c: more, d: null })).toEqual({
    a: STANDARD_PROFILE,
    c: { ...STANDARD_PROFILE, name: "More" },
  });
  for (const wrong of [null, 3, "x"]) expect(soundProfiles(wrong)).toEqual({});
});
