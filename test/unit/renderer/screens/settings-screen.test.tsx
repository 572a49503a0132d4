// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { ScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
import { readPadProfile } from "../../../../src/shared/ipc/pad-profile-text.ts";
import { withProfile } from "../../../../src/shared/ipc/pad-profiles.ts";
import { STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import { SettingsScreen } from "../../../../src/renderer/screens/settings/settings-screen.tsx";
import { createSampleHost } from "../../../fakes/sample-host.ts";
import { createTestPad } from "../../../fakes/create-test-pad.ts";
import { renderPage } from "../render-page.tsx";

let pad: ScriptedPad;
beforeEach(() => {
  pad = createTestPad();
});

test("every choice of driving and recording has a name, and is stored at once", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<SettingsScreen />, createSampleHost());
  const { autoSlow, autoNext } = bridge.host.settings;
  await user.click(await screen.findByLabelText("Slow motion near a fall"));
  expect(screen.queryByLabelText("Rumble")).toBeNull();
  await user.click(screen.getByLabelText("Next episode by itself"));
  await user.click(screen.getByRole("radio", { name: "Joints" }));
  for (const [name, value] of [
    ["Response curve", "0.4"],
    ["Noise on the torques (DART)", "0.05"],
    ["Episodes to collect", "50"],
    ["Dead zone", "0.2"],
  ] as const) {
    const field = screen.getByLabelText(name);
    await user.clear(field);
    await user.type(field, `${value}{Enter}`);
  }
  await waitFor(() =>
    expect(bridge.host.settings).toMatchObject({
      autoSlow: !autoSlow,
      autoNext: !autoNext,
      level: "joints",
      expo: 0.4,
      noise: 0.05,
      targetEpisodes: 50,
      deadZone: 0.2,
    }),
  );
}, 30_000);

test("the pad in hand is shown, can be shaken, and saved profiles can be forgotten", async () => {
  const user = userEvent.setup();
  const host = createSampleHost();
  const padProfiles = withProfile({}, "Old pad", { ...STANDARD_PROFILE, name: "Mine" });
  const { bridge } = await renderPage(<SettingsScreen />, { ...host, settings: { ...host.settings, padProfiles } });
  expect(await screen.findByText("No gamepad")).toBeDefined();
  act(() => pad.connect());
  await user.click(await screen.findByRole("button", { name: "Try the rumble" }));
  expect(pad.shakes.map(({ strongMagnitude }) => strongMagnitude)).toEqual([1]);
  const strength = screen.getByLabelText("Strength");
  await user.clear(strength);
  await user.type(strength, "40{Enter}");
  await waitFor(() => expect(bridge.host.settings.rumbleStrength).toBe(0.4));
  await user.click(screen.getByRole("button", { name: "Try the rumble" }));
  expect(pad.shakes.map(({ strongMagnitude }) => strongMagnitude)).toEqual([1, 0.4]);
  await user.click(screen.getByLabelText("Rumble"));
  await waitFor(() => expect(bridge.host.settings.rumble).toBe(false));
  await user.click(screen.getByRole("button", { name: "Rename the profile of Old pad" }));
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.type(name, "Yours{Enter}");
  await waitFor(() => expect(bridge.host.settings.padProfiles["Old pad"]?.name).toBe("Yours"));
  await user.click(screen.getByRole("button", { name: "Export the profile of Old pad" }));
  const text = (await screen.findByLabelText<HTMLTextAreaElement>("Profile")).value;
  expect(readPadProfile(text).profile.name).toBe("Yours");
  await user.click(screen.getByText("Close"));
  expect(screen.getByRole("link", { name: "Set up a controller" }).getAttribute("href")).toBe("#/settings/controller");
  await user.click(screen.getByRole("button", { name: "Forget the profile of Old pad" }));
  await waitFor(() => expect(bridge.host.settings.padProfiles).toEqual({}));
  await user.click(screen.getByRole("button", { name: "Import…" }));
  const field = await screen.findByLabelText("Profile");
  await user.click(field);
  await user.paste("{}");
  await user.click(screen.getByRole("button", { name: "Take in" }));
  await screen.findByText("This is not a controller profile");
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
  await user.click(screen.getByRole("button", { name: "Take in" }));
  await waitFor(() => expect(bridge.host.settings.padProfiles["Old pad"]?.name).toBe("Yours"));
}, 30_000);
