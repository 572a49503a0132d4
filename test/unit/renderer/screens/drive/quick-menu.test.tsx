// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ScriptedPad } from "../../../../../bench/lib/scripted-pad.ts";
import { DriveScreen } from "../../../../../src/renderer/screens/drive/drive-screen.tsx";
import { shifted } from "../../../../../src/renderer/screens/drive/quick-menu/menu-row.ts";
import { freshName } from "../../../../../src/renderer/screens/drive/options/use-dataset-choice.ts";
import { settingsSchema } from "../../../../../src/shared/ipc/settings.ts";
import type { Settings } from "../../../../../src/shared/ipc/settings.ts";
import { createTestPad } from "../../../../fakes/create-test-pad.ts";
import { createInMemoryDriveWorker } from "../../../../fakes/in-memory-drive-worker.ts";
import type { WorkerNotes } from "../../../../fakes/in-memory-drive-worker.ts";
import type { MemoryBridge } from "../../../../fakes/memory-bridge.ts";
import { createMemoryRecorder } from "../../../../fakes/memory-recorder.ts";
import { createSampleHost, sampleId } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const [KEEP, DISCARD, MARK, REDO, PAUSE, START, MENU, DOWN, RIGHT] = [0, 1, 2, 3, 8, 9, 10, 13, 15];
let pad: ScriptedPad;
// A thumb takes its time, and on a busy machine so does each press.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => {
  pad = createTestPad();
});
afterEach(() => void window.dispatchEvent(new Event("focus")));

const drive = (): HTMLElement => screen.getByTestId("drive-screen");
const reach = (phase: string): Promise<void> =>
  waitFor(() => expect(drive().dataset["phase"]).toBe(phase), { timeout: 5000 });
const press = async (button: number): Promise<void> => {
  await act(() => pad.press(button, 60));
};
const row = (key: string): HTMLElement => screen.getByTestId(`menu-${key}`);
const isOpen = (): boolean =>
  screen.queryByTestId("menu-level") !== null || screen.queryByTestId("menu-sound") !== null;
const menu = async (open: boolean): Promise<void> => {
  await press(MENU);
  await waitFor(() => expect(screen.queryByTestId("menu-countdown") !== null).toBe(open));
};

async function sit(change: Partial<Settings> = {}): Promise<MemoryBridge> {
  const notes: WorkerNotes = { loaded: [], held: false };
  const recorder = createMemoryRecorder((index) => sampleId(900 + index));
  const settings = settingsSchema.parse({ seenWelcome: true, seenDriveGuide: true, countdownSeconds: 0, ...change });
  const sample = createSampleHost();
  const startWorker = (): ReturnType<typeof createInMemoryDriveWorker> => createInMemoryDriveWorker(notes);
  const { bridge } = await renderPage(<DriveScreen startWorker={startWorker} />, {
    ...sample,
    recorder,
    settings: { ...settings, dataset: "driven" },
    loadEpisode: (dataset, id) => recorder.load(id) ?? sample.loadEpisode(dataset, id),
  });
  await waitFor(() => expect(drive().dataset["worker"]).toBe("ready"));
  act(() => pad.connect());
  await waitFor(() => expect(drive().dataset["device"]).toBe("pad"));
  return bridge;
}

const record = async (): Promise<void> => {
  await press(START);
  await reach("recording");
  await waitFor(() => expect(Number(drive().dataset["written"])).toBeGreaterThan(0), { timeout: 5000 });
};

test("the pad changes level and options in the menu, and each holds", async () => {
  const bridge = await sit();
  await menu(true);
  expect(screen.getByRole("dialog", { name: "Quick menu" }).contains(document.activeElement)).toBe(true);
  expect(document.activeElement).toBe(row("level"));
  await press(RIGHT);
  await waitFor(() => expect(row("level").getAttribute("aria-valuetext")).toBe("Hop"));
  await waitFor(() => expect(bridge.host.settings.level).toBe("hop"));
  for (const key of ["driver", "dataset", "episode"]) {
    await press(DOWN);
    await waitFor(() => expect(document.activeElement).toBe(row(key)));
  }
  await press(RIGHT);
  await press(KEEP);
  await waitFor(() => expect(isOpen()).toBe(false));
  await waitFor(() => expect(bridge.host.settings.episodeSeconds).toBe(0));
  expect(drive().dataset["phase"]).toBe("idle");
});

test("no press in the menu reaches the recorder, and what closed it does not either", async () => {
  const bridge = await sit();
  await record();
  await press(MENU);
  expect(isOpen()).toBe(false);
  await press(START);
  await reach("review");
  await menu(true);
  for (const button of [REDO, MARK, START, PAUSE]) await press(button);
  act(() => pad.axis(0, 1));
  await press(DISCARD);
  await waitFor(() => expect(isOpen()).toBe(false));
  expect(drive().dataset).toMatchObject({ phase: "review", marks: "none" });
  await press(KEEP);
  await reach("idle");
  expect(drive().dataset["kept"]).toBe("1");
  expect(bridge.asked.filter(({ name }) => name === "recording/discard")).toEqual([]);
});

test("paused, the menu goes on with the episode but leads nowhere else", async () => {
  await sit();
  await record();
  await press(PAUSE);
  await reach("paused");
  await menu(true);
  expect(screen.queryByTestId("menu-level")).toBeNull();
  expect(screen.queryByTestId("menu-library")).toBeNull();
  expect(screen.getAllByText("After this episode").length).toBeGreaterThan(3);
  await menu(false);
  expect(drive().dataset["phase"]).toBe("paused");
});

test("mouse and keys work in it, too", async () => {
  const bridge = await sit({ targetEpisodes: 7 });
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  await user.click(screen.getByTestId("quick-menu-button"));
  await screen.findByTestId("menu-target");
  const [less] = row("target").querySelectorAll("button");
  if (less !== undefined) await user.click(less);
  await waitFor(() => expect(bridge.host.settings.targetEpisodes).toBe(5));
  act(() => row("level").focus());
  await user.keyboard("{ArrowRight}{ArrowDown}");
  expect(document.activeElement).toBe(row("driver"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(isOpen()).toBe(false));
  await waitFor(() => expect(bridge.host.settings.level).toBe("hop"));
});

test("a reached target offers its buttons while it is shown", async () => {
  const bridge = await sit({ targetEpisodes: 1 });
  await record();
  await press(START);
  await reach("review");
  await press(KEEP);
  await reach("idle");
  const more = await screen.findByTestId("target-more");
  expect(more.textContent).toContain("X");
  await press(MARK);
  await waitFor(() => expect(bridge.host.settings.targetEpisodes).toBeGreaterThan(10));
});

test("a new dataset is offered by a name that is free, and A makes it", async () => {
  const bridge = await sit();
  await menu(true);
  act(() => screen.getByTestId("menu-new-dataset").focus());
  await press(KEEP);
  const name = await screen.findByLabelText<HTMLInputElement>("Name");
  expect(name.value).toBe("My demonstrations");
  await waitFor(() => expect(document.activeElement).toBe(name));
  await press(KEEP);
  await waitFor(() => expect(screen.queryByLabelText("Name")).toBeNull());
  expect(bridge.asked.find((one) => one.name === "datasets/create")?.payload).toEqual({ name: "My demonstrations" });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("menu-new-dataset")));
  expect(freshName([{ name: "My demonstrations" }, { name: "My demonstrations 2" }])).toBe("My demonstrations 3");
});

test("a push leads to the next multiple of the step, inside the bounds", () => {
  const five = { min: 0, max: 12, step: 5 };
  expect([7, 5, 12, 0].map((value) => shifted(five, value, 1))).toEqual([10, 10, 12, 5]);
  expect([7, 5, 0].map((value) => shifted(five, value, -1))).toEqual([5, 0, 0]);
  const fine = { min: 0.01, max: 0.5, step: 0.01 };
  expect(shifted(fine, 0.07, 1)).toBe(0.08);
  expect(shifted(fine, 0.07, -1)).toBe(0.06);
});
