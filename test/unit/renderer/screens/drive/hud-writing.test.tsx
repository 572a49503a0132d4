// @vitest-environment happy-dom
import { act, render, screen } from "@testing-library/react";
import { Profiler } from "react";
import type { JSX } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FRAME } from "../../../../../src/renderer/drive/records.ts";
import { BEATS, onBeat } from "../../../../../src/renderer/screens/drive/hud/beat.ts";
import { EpisodeFigures } from "../../../../../src/renderer/screens/drive/hud/episode-figures.tsx";
import { Gauges } from "../../../../../src/renderer/screens/drive/hud/gauges.tsx";
import { RecordingLight } from "../../../../../src/renderer/screens/drive/hud/recording-light.tsx";
import { TickHealth } from "../../../../../src/renderer/screens/drive/hud/tick-health.tsx";
import { writeAttribute, writeShown, writeText } from "../../../../../src/renderer/screens/drive/hud/write-node.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const BEAT = 1000 / BEATS;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("all listeners share one timer and their beats fall together; the last to leave ends it", () => {
  const heard: string[] = [];
  const ends = [
    onBeat(() => heard.push("often"), BEATS),
    onBeat(() => heard.push("rarely"), BEATS / 3),
    onBeat(() => heard.push("too often"), 1000),
  ];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(6 * BEAT + 1);
  expect(heard.filter((who) => who === "often")).toHaveLength(6);
  expect(heard.filter((who) => who === "too often")).toHaveLength(6);
  expect(heard.filter((who) => who === "rarely")).toHaveLength(2);
  // Each rare beat is one of the frequent ones.
  expect(heard[heard.indexOf("rarely") - 1]).toBe("often");
  for (const end of ends) end();
  expect(vi.getTimerCount()).toBe(0);
});

test("a text keeps its node, and what is there already is not written again", () => {
  const element = document.createElement("b");
  writeText(element, "1.25");
  const { firstChild } = element;
  writeText(element, "1.26");
  expect(element.textContent).toBe("1.26");
  expect(element.firstChild).toBe(firstChild);
  const set = vi.spyOn(element, "setAttribute");
  writeAttribute(element, "data-state", "good");
  writeAttribute(element, "data-state", "good");
  expect(set).toHaveBeenCalledTimes(1);
  writeShown(element, false);
  expect(element.hasAttribute("hidden")).toBe(true);
  writeShown(element, true);
  expect(element.hasAttribute("hidden")).toBe(false);
  writeText(null, "nobody");
});

/** Instruments over a hopper that goes on by a step with every look. */
function Instruments({ readFrame }: { readonly readFrame: (out: Float64Array) => boolean }): JSX.Element {
  return (
    <>
      <Gauges readFrame={readFrame} />
      <EpisodeFigures readFrame={readFrame} episodeSeconds={8} />
      <TickHealth readFrame={readFrame} sharedMemory />
    </>
  );
}

test("instruments follow the hopper without a single rendering", async () => {
  let step = 0;
  const readFrame = (out: Float64Array): boolean => {
    out[FRAME.running] = 1;
    out[FRAME.steps] = step;
    out[FRAME.height] = 1 + step / 1000;
    out[FRAME.pitch] = step / 1000;
    out[FRAME.command] = 1;
    out[FRAME.return] = step;
    out[FRAME.rate] = 125;
    out[FRAME.timeScale] = 1;
    out[FRAME.missed] = step / 100;
    return true;
  };
  let rendered = 0;
  await renderPage(
    <Profiler id="instruments" onRender={() => (rendered += 1)}>
      <Instruments readFrame={readFrame} />
    </Profiler>,
    createSampleHost(),
  );
  const valueOf = (name: string): string | null => screen.getByRole("meter", { name }).getAttribute("aria-valuetext");
  expect([valueOf("Height"), valueOf("Lean")]).toEqual(["1.00 m", "0.0°"]);
  rendered = 0;
  step = 100;
  act(() => void vi.advanceTimersByTime(1000));
  expect([valueOf("Height"), valueOf("Lean")]).toEqual(["1.10 m", "5.7°"]);
  expect(screen.getByTestId("episode-clock").textContent).toBe("0:00.8 / 0:08.0");
  expect(screen.getByTestId("tick-health").dataset).toMatchObject({ verdict: "warm", missed: "1" });
  expect(rendered).toBe(0);
});

test("the light blinks while it records, and is bright when it does not", () => {
  const { rerender } = render(<RecordingLight on />);
  const light = screen.getByTestId("recording-light");
  const seen = new Set<string | undefined>();
  for (let i = 0; i < 2 * BEATS; i += 1) {
    vi.advanceTimersByTime(BEAT);
    seen.add(light.dataset["dim"]);
  }
  expect(seen).toEqual(new Set(["true", "false"]));
  rerender(<RecordingLight on={false} />);
  vi.advanceTimersByTime(2000);
  expect(light.dataset).toMatchObject({ on: "false", dim: "false" });
});
