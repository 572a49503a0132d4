// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { ScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
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
  const { rumble, autoSlow, autoNext } = bridge.host.settings;
  await user.click(await screen.findByLabelText("Rumble"));
  await user.click(screen.getByLabelText("Slow motion near a fall"));
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
      rumble: !rumble,
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
  expect(pad.shakes).toHaveLength(1);
  expect(screen.getByRole("link", { name: "Set up a controller" }).getAttribute("href")).toBe("#/settings/controller");
  await user.click(screen.getByRole("button", { name: "Forget the profile of Old pad" }));
  await waitFor(() => expect(bridge.host.settings.padProfiles).toEqual({}));
}, 30_000);
