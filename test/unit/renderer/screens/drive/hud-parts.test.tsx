// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { JSX } from "react";
import { expect, test, vi } from "vitest";
import { Welcome } from "../../../../../src/renderer/app/welcome.tsx";
import type { Marks } from "../../../../../src/renderer/drive/recording-desk.ts";
import { FRAME } from "../../../../../src/renderer/drive/records.ts";
import { Gauges } from "../../../../../src/renderer/screens/drive/hud/gauges.tsx";
import { StickGhost } from "../../../../../src/renderer/screens/drive/hud/stick-ghost.tsx";
import { AutoSlowNote } from "../../../../../src/renderer/screens/drive/hud/time-control.tsx";
import { MarkControl } from "../../../../../src/renderer/screens/drive/mark-control.tsx";
import { ReplayHelp } from "../../../../../src/renderer/screens/replay/replay-help.tsx";
import { DEFAULT_STICK_OPTIONS } from "../../../../../src/shared/control/pad-sample.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const frames =
  (values: Readonly<Partial<Record<keyof typeof FRAME, number>>>) =>
  (out: Float64Array): boolean => {
    for (const [name, value] of Object.entries(values)) out[FRAME[name as keyof typeof FRAME]] = value;
    return true;
  };

test("slow motion is told of only while time runs slower than was chosen", async () => {
  const host = createSampleHost();
  await renderPage(<AutoSlowNote chosen={1} readFrame={frames({ running: 1, timeScale: 0.25 })} />, host);
  expect(screen.getByTestId("auto-slow").textContent).toBe("¼ near a fall");
  await renderPage(<AutoSlowNote chosen={0.25} readFrame={frames({ running: 1, timeScale: 0.25 })} />, host);
  expect(screen.queryByTestId("auto-slow")).toBeNull();
  await renderPage(<AutoSlowNote chosen={1} readFrame={frames({ running: 0, timeScale: 0.25 })} />, host);
  expect(screen.queryByTestId("auto-slow")).toBeNull();
});

test("gauges tell what is asked for, and warn near the limits", async () => {
  const host = createSampleHost();
  const stateOf = (name: string): string | undefined =>
    screen.getByRole("meter", { name }).parentElement?.dataset["state"];
  await renderPage(
    <Gauges readFrame={frames({ running: 1, command: 1.3, speed: 1.1, height: 1.25, pitch: 0.02 })} />,
    host,
  );
  expect(screen.getByTestId("gauges").textContent).toContain("asked 1.3");
  expect([stateOf("Lean"), stateOf("Height")]).toEqual(["good", "good"]);
  await renderPage(<Gauges readFrame={frames({ command: Number.NaN, height: 0.72, pitch: -0.13 })} />, host);
  expect(screen.getByTestId("gauges").textContent).not.toContain("asked");
  expect([stateOf("Lean"), stateOf("Height")]).toEqual(["warm", "bad"]);
});

test("the stick ghost shows what the level listens to, and that a policy holds", async () => {
  const pad = { axes: [0.9, 0, 0, 0], buttons: Array.from({ length: 17 }, () => 0) };
  const ghost = (level: "cruise" | "torque", heard: boolean): JSX.Element => (
    <StickGhost pad={pad} level={level} sticks={DEFAULT_STICK_OPTIONS} triggers={["L2", "R2"]} heard={heard} />
  );
  await renderPage(ghost("cruise", false), createSampleHost());
  const shown = screen.getByTestId("stick-ghost");
  expect(shown.textContent).toContain("R2");
  expect(shown.textContent).not.toContain("L2");
  expect(shown.textContent).toContain("of 2.2 m/s");
  expect(shown.dataset["heard"]).toBe("false");
  await renderPage(ghost("torque", true), createSampleHost());
  expect(screen.getByTestId("stick-ghost").textContent).toMatch(/Thigh0\.\d\dLeg0\.00/);
  expect(screen.getByTestId("stick-ghost").textContent).not.toContain("R2");
});

test("a mark that is set is taken back by the same press", async () => {
  const onMark = vi.fn<(marks: Marks) => void>();
  await renderPage(<MarkControl marks={{ success: true, rating: 4 }} onMark={onMark} />, createSampleHost());
  fireEvent.click(screen.getByRole("button", { name: /Success/ }));
  fireEvent.click(screen.getByRole("button", { name: /Failure/ }));
  fireEvent.click(screen.getByRole("button", { name: "Rate 4 of 5" }));
  fireEvent.click(screen.getByRole("button", { name: "Rate 1 of 5" }));
  expect(onMark.mock.calls.map(([marks]) => marks)).toEqual([
    { success: null, rating: 4 },
    { success: false, rating: 4 },
    { success: true, rating: null },
    { success: true, rating: 1 },
  ]);
});

test("a replay's help leaves out what a recording cannot do", async () => {
  const onClose = vi.fn<() => void>();
  await renderPage(<ReplayHelp recorded opened onClose={onClose} />, createSampleHost());
  expect(screen.getByTestId("help-overlay").textContent).toContain("One step back");
  expect(screen.getByTestId("help-overlay").textContent).not.toContain("Push");
  await renderPage(<ReplayHelp recorded={false} opened onClose={onClose} />, createSampleHost());
  const scene = within(screen.getByTestId("help-overlay")).getByRole("region", { name: "Scene" });
  expect(scene.textContent).toContain("Push the torso");
});

test("a gamepad's first button leads from the welcome to Drive", async () => {
  const host = createSampleHost();
  const { bridge } = await renderPage(<Welcome />, { ...host, settings: { ...host.settings, seenWelcome: false } });
  await screen.findByRole("heading", { name: "Welcome to Pogo" });
  window.dispatchEvent(new Event("gamepadconnected"));
  await waitFor(() => expect(bridge.host.settings.seenWelcome).toBe(true));
  expect(window.location.hash).toBe("#/drive");
});
