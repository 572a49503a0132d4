// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { INITIAL_STATE } from "../../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../../src/renderer/drive/drive-state.ts";
import { FRAME } from "../../../../../src/renderer/drive/records.ts";
import { HOST_GONE } from "../../../../../src/renderer/drive/session/refusals.ts";
import { fallWord } from "../../../../../src/renderer/screens/drive/hud/fall-word.ts";
import { formatFigure } from "../../../../../src/renderer/components/format.ts";
import { FreeFallNote } from "../../../../../src/renderer/screens/drive/hud/free-fall-note.tsx";
import { Gauges } from "../../../../../src/renderer/screens/drive/hud/gauges.tsx";
import { createHopSpeed } from "../../../../../src/renderer/screens/drive/hud/hop-speed.ts";
import { createSurvivalReader } from "../../../../../src/renderer/screens/drive/hud/survived.tsx";
import { TickHealth } from "../../../../../src/renderer/screens/drive/hud/tick-health.tsx";
import { createTickJudge } from "../../../../../src/renderer/screens/drive/hud/tick-verdict.ts";
import { effectiveScale, TimeScaleControl } from "../../../../../src/renderer/screens/drive/hud/time-control.tsx";
import { paceOf } from "../../../../../src/renderer/screens/drive/options/use-level-pace.ts";
import { PauseNote, whatMended } from "../../../../../src/renderer/screens/drive/pause-note.tsx";
import { createPadInfo } from "../../../../builders/pad-info.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

type Values = Readonly<Partial<Record<keyof typeof FRAME, number>>>;

function frameOf(values: Values): Float64Array {
  const frame = new Float64Array(FRAME.size);
  for (const [name, value] of Object.entries(values)) frame[FRAME[name as keyof typeof FRAME]] = value;
  return frame;
}
const reader =
  (values: Values) =>
  (out: Float64Array): boolean => {
    out.set(frameOf(values));
    return true;
  };

/** A hopper that goes at 1 m/s on the mean, faster and slower within each hop of 0.4 s. */
function hopping(step: number): Values {
  const seconds = step / 125;
  const phase = (2 * Math.PI * seconds) / 0.4;
  return {
    steps: step,
    x: seconds + 0.05 * Math.sin(phase),
    speed: 1 + 0.05 * Math.cos(phase) * ((2 * Math.PI) / 0.4),
    contact: Number(Math.sin(phase) < -0.5),
  };
}

test("the speed's digits are the mean over the last hop, however fast and slow it is within", () => {
  const meter = createHopSpeed();
  const said: number[] = [];
  for (let step = 0; step < 500; step += 2) said.push(meter.take(frameOf(hopping(step))));
  const settled = said.slice(125);
  expect(Math.min(...settled)).toBeGreaterThan(0.94);
  expect(Math.max(...settled)).toBeLessThan(1.06);
});

test("a new start forgets the last, and a hopper that only stands is at rest", () => {
  const meter = createHopSpeed();
  for (let step = 0; step < 500; step += 2) meter.take(frameOf(hopping(step)));
  expect(meter.take(frameOf({ epoch: 1, steps: 0, x: 0, speed: 0.1, contact: 1 }))).toBe(0.1);
  const standing = Array.from({ length: 100 }, (_value, i) =>
    meter.take(frameOf({ epoch: 1, steps: 2 * i + 2, x: 0, speed: 0.5, contact: 1 })),
  );
  expect(standing.at(-1)).toBe(0);
});

test("figures have a true minus, none before a zero, and a dash where nothing is known", () => {
  expect([-0.001, -0.5, 1.25, Number.NaN].map((value) => formatFigure(value, 2))).toEqual([
    "0.00",
    "−0.50",
    "1.25",
    "–",
  ]);
});

test("before the simulation answers the gauges show dashes, and no danger", async () => {
  const host = createSampleHost();
  await renderPage(<Gauges readFrame={() => false} />, host);
  expect(screen.getByTestId("gauges").textContent).not.toMatch(/\d\.\d\d/);
  expect(screen.getByRole("meter", { name: "Height" }).parentElement?.dataset["state"]).toBe("good");
  await renderPage(<Gauges readFrame={reader({ height: 1.2, running: 1 })} ready={false} />, host);
  expect(screen.getByRole("meter", { name: "Lean" }).getAttribute("aria-valuetext")).toBe("not known yet");
  await renderPage(<Gauges readFrame={reader({ height: 1.2, command: 0 })} />, host);
  expect(screen.getByTestId("gauges").textContent).not.toContain("asked");
});

test("a fall in free driving is named, and that it starts over", async () => {
  expect(fallWord(frameOf({ running: 1, height: 1.2, pitch: 0.1 }))).toBe("");
  expect(fallWord(frameOf({ running: 0, height: 1.2, pitch: 1.2 }))).toBe("");
  expect(fallWord(frameOf({ running: 1, height: 1, pitch: -1.2 }))).toMatch(/leaned too far back – starting over/);
  expect(fallWord(frameOf({ running: 1, height: 0.5, pitch: 0 }))).toMatch(/sank too low/);
  const fallen = reader({ running: 1, height: 1, pitch: 0.4, timeScale: 0.25 });
  await renderPage(<FreeFallNote free chosen={1} readFrame={fallen} />, createSampleHost());
  expect(screen.getByRole("status").textContent).toMatch(/^Fell: leaned too far forward/);
  await renderPage(<FreeFallNote free={false} chosen={1} readFrame={fallen} />, createSampleHost());
  expect(screen.getByRole("status").textContent).toBe("¼ near a fall");
});

test("the control marks the time scale that holds beside the one that was chosen", async () => {
  expect(effectiveScale(frameOf({ running: 1, timeScale: 0.25 }), 1)).toBe(0.25);
  expect(effectiveScale(frameOf({ running: 1, timeScale: 0.25 }), 0.125)).toBe(0.125);
  expect(effectiveScale(frameOf({ running: 0, timeScale: 0.25 }), 1)).toBe(1);
  const control = <TimeScaleControl value={1} effective={0.25} scales={[0.25, 1]} onChange={() => undefined} />;
  await renderPage(control, createSampleHost());
  expect(screen.getByRole("radio", { name: "¼ holds now" })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "1×" }).checked).toBe(true);
});

test("levels where the balance is the operator's begin at an eighth", () => {
  expect((["cruise", "hop", "joints", "torque"] as const).map(paceOf)).toEqual([1, 1, 0.125, 0.125]);
});

test("the seconds survived count up to a fall, and the best stays", () => {
  const read = createSurvivalReader();
  expect(read(frameOf({ running: 1, steps: 250, height: 1.2 }))).toEqual(["2.0 s up", "best 2.0 s"]);
  expect(read(frameOf({ running: 1, steps: 260, height: 0.5 }))).toEqual(["Fell", "best 2.0 s"]);
  expect(read(frameOf({ running: 1, steps: 125, height: 1.2 }))).toEqual(["1.0 s up", "best 2.0 s"]);
});

test("the loop is judged by its rate once that has settled; a bad word stays for three seconds", () => {
  const well = { rate: 125, timeScale: 1, missed: 0, ageP99: 0.01 };
  const judge = createTickJudge();
  expect(judge.look({ ...well, rate: 0 }, 0)).toBe("resting");
  expect(judge.look({ ...well, rate: 60 }, 500)).toBe("good");
  expect(judge.look(well, 2000)).toBe("good");
  expect(judge.look({ ...well, rate: 100 }, 3000)).toBe("bad");
  expect(judge.look(well, 4000)).toBe("bad");
  expect(judge.look(well, 6100)).toBe("good");
  expect(judge.look({ ...well, timeScale: 0.25 }, 6200)).toBe("good");
  expect(judge.look({ ...well, rate: 31.2, timeScale: 0.25, missed: 2 }, 8000)).toBe("warm");
  expect(judge.look({ ...well, rate: 31.2, timeScale: 0.25, ageP99: Number.NaN }, 20_000)).toBe("good");
});

test("tick health spells its figures out, and keeps them where tests and the bench read them", async () => {
  const readFrame = reader({ running: 1, rate: 124.6, timeScale: 1, missed: 4, ageP50: 0.008, ageP99: 0.012 });
  await renderPage(<TickHealth readFrame={readFrame} sharedMemory />, createSampleHost());
  const health = screen.getByTestId("tick-health");
  expect(health.textContent).toContain("125 Hz");
  expect(health.textContent).toContain("4 ticks missed");
  expect(health.textContent).toContain("input 8.0 ms (99 %: 12 ms)");
  expect(health.dataset).toMatchObject({
    verdict: "warm",
    rate: "124.60",
    missed: "4",
    ageP50: "0.00800",
    ageP99: "0.01200",
  });
});

test("a pause says when what it paused for is over", async () => {
  const pad = { kind: "pad", pad: createPadInfo("Xbox") } as const;
  const paused = (why: string, change: Partial<DriveState> = {}): DriveState => ({
    ...INITIAL_STATE,
    recorder: { ...INITIAL_STATE.recorder, phase: "paused", why },
    device: pad,
    ...change,
  });
  expect(whatMended(paused("The gamepad was unplugged."))).toBe("It is back:");
  expect(whatMended(paused("The gamepad was unplugged.", { device: { kind: "none" } }))).toBeNull();
  expect(whatMended(paused("The gamepad was unplugged.", { device: { kind: "keyboard" } }))).toMatch(/keyboard drives/);
  expect(whatMended(paused("The window lost the focus.", { absence: "The window lost the focus." }))).toBeNull();
  expect(whatMended(paused("The window lost the focus."))).toBe("You are back:");
  expect(whatMended(paused(HOST_GONE))).toBe("It answers again:");
  const lost = paused(HOST_GONE, { hostLost: true, written: 320 });
  await renderPage(
    <PauseNote state={lost} readFrame={reader({ steps: 355, height: 1 })} countdownSeconds={3} />,
    createSampleHost(),
  );
  expect(screen.getByTestId("paused").textContent).toContain("The last 35 of 355 steps wait in this page");
  expect(screen.getByTestId("paused").textContent).not.toContain("safe");
});
