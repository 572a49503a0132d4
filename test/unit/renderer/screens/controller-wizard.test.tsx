// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { ScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
import { profileOf } from "../../../../src/shared/ipc/pad-profiles.ts";
import { STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import { ControllerScreen } from "../../../../src/renderer/screens/controller/controller-screen.tsx";
import { createSampleHost } from "../../../fakes/sample-host.ts";
import { createTestPad } from "../../../fakes/create-test-pad.ts";
import { renderPage } from "../render-page.tsx";

const ODD = "Old joystick (Vendor: 0079 Product: 0006)";
const wizard = () => screen.getByTestId("controller-wizard");
const next = () => screen.getByRole("button", { name: "Next" });
const asksNothing = () => screen.findByRole("button", { name: "Ask for everything" });
const atStep = (step: string) => waitFor(() => expect(wizard().dataset["step"]).toBe(step));

let pad: ScriptedPad;
beforeEach(() => {
  pad = createTestPad();
});

async function hold(set: (value: number) => void, down: number, rest: number): Promise<void> {
  await act(async () => {
    set(down);
    await seen(60);
    set(rest);
    await seen(220);
  });
}
/** Waits `ms`, and until the page has looked at the pad, which a busy machine keeps it from. */
async function seen(ms: number): Promise<void> {
  const { polls } = pad;
  await new Promise((done) => setTimeout(done, ms));
  while (pad.polls < polls + 4) await new Promise((done) => setTimeout(done, 4));
}
const push = (axis: number, value: number, rest = 0) => hold((to) => pad.axis(axis, to), value, rest);
const press = (button: number) => hold((to) => pad.button(button, to), 1, 0);

test("an unknown pad is bound by what is moved, goes on by its own buttons, and is saved by name", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<ControllerScreen from="settings" />, createSampleHost());
  await screen.findByText("Waiting for a button…");
  act(() => pad.connect(ODD, { axes: [0, 0, 0, 0, -1, 0], buttons: 12 }));
  await screen.findByText("Unknown layout");
  await user.click(next());
  await atStep("bind");
  await user.click(screen.getByRole("button", { name: "Ask for everything" }));
  await screen.findByText(/Push the left stick to the right/);
  await push(5, -1);
  await screen.findByText(/Pull the left stick down/);
  await user.keyboard("s");
  await user.keyboard("{Escape}");
  const targets = screen.getByRole("list", { name: "What Pogo listens to" });
  await user.click(within(targets).getByRole("button", { name: /Right trigger/ }));
  await push(4, 1, -1);
  await asksNothing();
  await user.click(within(targets).getByRole("button", { name: /Keep the episode/ }));
  await press(3);
  await asksNothing();
  next().focus();
  await press(3);
  await atStep("rest");
  next().focus();
  await press(3);
  await atStep("feel");
  next().focus();
  await press(3);
  await atStep("test");
  await press(3);
  expect(wizard().dataset["step"]).toBe("test");
  await act(async () => {
    pad.button(3, 1);
    await seen(1000);
    pad.button(3, 0);
  });
  await atStep("save");
  const name = screen.getByLabelText("Name");
  await user.clear(name);
  await user.type(name, "Mine");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(profileOf(bridge.host.settings.padProfiles, ODD)?.name).toBe("Mine"));
  const saved = profileOf(bridge.host.settings.padProfiles, ODD);
  expect(saved?.axes[0]).toEqual({ axis: 5, invert: true });
  expect(saved?.axes[1]).toEqual({ axis: 1, invert: false });
  expect(saved?.buttons[7]).toEqual({ from: "axis", index: 4, rest: -1, pressed: 1 });
  expect(saved?.buttons[0]).toEqual({ from: "button", index: 3 });
  expect(window.location.hash).toBe("#/settings");
}, 30_000);

test("a drifting stick is warned of, and cancelling keeps everything as it was", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<ControllerScreen from="drive" />, createSampleHost());
  act(() => pad.connect());
  await screen.findByText("Standard layout");
  act(() => pad.axis(2, 0.12));
  await user.click(screen.getByRole("button", { name: "3. At rest" }));
  await atStep("rest");
  await user.click(screen.getByRole("button", { name: "Measure" }));
  expect(await screen.findByText(/right stick rests 0.12 off its centre/)).toBeDefined();
  expect(screen.getByText("0.18")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  expect(bridge.host.settings.padProfiles).toEqual({});
  expect(window.location.hash).toBe("#/drive");
}, 30_000);

test("a saved profile is where the set-up begins, a standard one is a press away, and a pad that goes is waited for", async () => {
  const user = userEvent.setup();
  const host = createSampleHost();
  host.settings = { ...host.settings, padProfiles: {} };
  await renderPage(<ControllerScreen from="settings" />, {
    ...host,
    settings: {
      ...host.settings,
      padProfiles: {
        [ODD]: {
          name: "Mine",
          axes: STANDARD_PROFILE.axes.map((one) => ({ ...one, invert: true })),
          buttons: [...STANDARD_PROFILE.buttons],
          deadZone: 0.3,
          expo: 0.5,
        },
      },
    },
  });
  act(() => pad.connect(ODD, { axes: [0, 0, 0, 0], buttons: 17 }));
  await screen.findByText("Profile “Mine”");
  for (let i = 0; i < 3; i += 1) await user.click(next());
  await atStep("feel");
  expect(screen.getByText("0.30")).toBeDefined();
  expect(screen.getAllByRole<HTMLInputElement>("switch").every(({ checked }) => checked)).toBe(true);
  await user.click(screen.getByRole("button", { name: "Reset to standard" }));
  expect(screen.getByText("0.10")).toBeDefined();
  expect(screen.getAllByRole<HTMLInputElement>("switch").some(({ checked }) => checked)).toBe(false);
  act(() => pad.disconnect());
  await screen.findByText("Waiting for a button…");
  await screen.findByText("Old joystick was unplugged");
  act(() => pad.connect(ODD, { axes: [0, 0, 0, 0], buttons: 17 }));
  await atStep("feel");
  expect(screen.getAllByRole<HTMLInputElement>("switch").some(({ checked }) => checked)).toBe(false);
  await user.click(screen.getByRole("button", { name: "2. Layout" }));
  const targets = screen.getByRole("list", { name: "What Pogo listens to" });
  await user.click(within(targets).getByRole("button", { name: /Show the controls/ }));
  await user.keyboard("{Delete}");
  await within(targets).findByRole("button", { name: /Show the controls.*Found.*nothing/ });
}, 30_000);

test("who comes to have a pad measured is asked to put just that one down", async () => {
  await renderPage(<ControllerScreen from="drive" measure={ODD} />, createSampleHost());
  await screen.findByText("Waiting for a button…");
  act(() => pad.connect(ODD, { axes: [0, 0, 0, 0], buttons: 12 }));
  await atStep("rest");
  expect(wizard().dataset["pad"]).toBe(ODD);
  await screen.findByRole("button", { name: "Measure" });
});
