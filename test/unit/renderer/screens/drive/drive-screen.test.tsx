// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DriveScreen } from "../../../../../src/renderer/screens/drive/drive-screen.tsx";
import { encodePolicy } from "../../../../../src/shared/policy/policy-file.ts";
import { settingsSchema } from "../../../../../src/shared/ipc/settings.ts";
import type { Settings } from "../../../../../src/shared/ipc/settings.ts";
import { createTestPad } from "../../../../fakes/create-test-pad.ts";
import { createInMemoryDriveWorker } from "../../../../fakes/in-memory-drive-worker.ts";
import type { WorkerNotes } from "../../../../fakes/in-memory-drive-worker.ts";
import type { MemoryBridge, MemoryHost } from "../../../../fakes/memory-bridge.ts";
import { createMemoryRecorder } from "../../../../fakes/memory-recorder.ts";
import { createSampleHost, sampleId } from "../../../../fakes/sample-host.ts";
import { buildPolicy } from "../../../../builders/policy.ts";
import { renderPage } from "../../render-page.tsx";

let notes: WorkerNotes;

beforeEach(() => {
  notes = { loaded: [], held: false };
  Object.defineProperty(navigator, "getGamepads", { value: () => [], configurable: true, writable: true });
});

const drive = (): HTMLElement => screen.getByTestId("drive-screen");
const reach = (phase: string): Promise<void> => waitFor(() => expect(drive().dataset["phase"]).toBe(phase));
const press = (code: string): void =>
  act(() => {
    window.dispatchEvent(new KeyboardEvent("keydown", { code, key: code }));
    window.dispatchEvent(new KeyboardEvent("keyup", { code, key: code }));
  });

/** A policy's file with as many inputs. */
function policyBytes(inputs = 11): Uint8Array {
  return encodePolicy(
    buildPolicy({ architecture: { kind: "mlp", inputs, hidden: [8], outputs: 3, activation: "relu" } }),
  );
}

async function open(
  change: Partial<Settings> = {},
  host: Partial<MemoryHost> = {},
): Promise<{ readonly bridge: MemoryBridge; readonly user: ReturnType<typeof userEvent.setup> }> {
  const recorder = createMemoryRecorder((index) => sampleId(900 + index));
  const settings = settingsSchema.parse({ seenWelcome: true, seenDriveGuide: true, countdownSeconds: 0, ...change });
  const sample = createSampleHost();
  const startWorker = (): ReturnType<typeof createInMemoryDriveWorker> => createInMemoryDriveWorker(notes);
  const { bridge } = await renderPage(<DriveScreen startWorker={startWorker} />, {
    ...sample,
    recorder,
    settings: { ...settings, dataset: "driven" },
    loadEpisode: (dataset, id) => recorder.load(id) ?? sample.loadEpisode(dataset, id),
    ...host,
  });
  await waitFor(() => expect(drive().dataset["worker"]).toBe("ready"));
  return { bridge, user: userEvent.setup({ delay: null, pointerEventsCheck: 0 }) };
}

async function record(): Promise<void> {
  press("ArrowRight");
  await waitFor(() => expect(drive().dataset["device"]).toBe("keyboard"));
  press("Enter");
  await reach("recording");
  await waitFor(() => expect(Number(drive().dataset["written"])).toBeGreaterThan(0));
}

afterEach(() => void window.dispatchEvent(new Event("focus")));

test("the level is chosen with a line of explanation, goes to the settings, and changes hint, instruments and run", async () => {
  const { bridge, user } = await open();
  press("ArrowRight");
  await user.click(screen.getByTestId("level"));
  const hop = await screen.findByTestId("level-hop");
  expect(hop.textContent).toContain("shape every hop");
  expect((await screen.findByTestId("level-torque")).textContent).toContain("a gamepad is far better");
  await user.click(hop);
  await waitFor(() => expect(bridge.host.settings.level).toBe("hop"));
  await waitFor(() => expect(screen.getByTestId("stick-ghost").dataset["level"]).toBe("hop"));
  expect(screen.getByTestId("stick-ghost").textContent).toContain("Foot ahead");
  expect(screen.getByTestId("drive-hint").textContent).toContain("a gamepad is finer");
  await waitFor(() => expect(notes.loaded.at(-1)).toMatchObject({ person: { level: "hop" } }));
});

test("session options are stored, and the noise reaches the run", async () => {
  const { bridge, user } = await open();
  await user.click(screen.getByTestId("session-options"));
  const panel = await screen.findByTestId("session-options-panel");
  await user.click(within(panel).getByText("Endless"));
  await user.click(within(panel).getByLabelText("Noise on the torques (DART)"));
  await user.click(within(panel).getByLabelText("Next episode by itself"));
  fireEvent.change(within(panel).getByLabelText("Episodes to collect"), { target: { value: "50" } });
  await waitFor(() =>
    expect(bridge.host.settings).toMatchObject({
      episodeSeconds: 0,
      noise: 0.05,
      autoNext: true,
      targetEpisodes: 50,
    }),
  );
  await waitFor(() => expect(notes.loaded.at(-1)).toMatchObject({ task: { noise: 0.05 } }));
  const picker = screen.getByTestId("dataset-picker");
  expect(picker.textContent).toMatch(/\d+ of 50/);
  expect(picker.dataset["reached"]).toBe("false");
  fireEvent.change(within(panel).getByLabelText("Episodes to collect"), { target: { value: "5" } });
  await waitFor(() => expect(picker.dataset["reached"]).toBe("true"));
});

test("while an episode is open its dataset, level and noise are told in place of the menus", async () => {
  const { user } = await open({ noise: 0.05 });
  expect(screen.queryByTestId("episode-caption")).toBeNull();
  await record();
  expect(screen.getByTestId("episode-caption").textContent).toMatch(/^Into “.+” · \d+CruiseNoise 0.05$/);
  expect(screen.queryByTestId("level")).toBeNull();
  expect(screen.queryByTestId("session-options")).toBeNull();
  await user.click(screen.getByTestId("discard"));
  await reach("idle");
  expect(screen.getByTestId("level").textContent).toBe("Cruise");
});

test("the session options take the focus, so that Escape closes them", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId("session-options"));
  const panel = await screen.findByTestId("session-options-panel");
  await waitFor(() => expect(panel.contains(document.activeElement)).toBe(true));
  await user.keyboard("h");
  expect(screen.queryByTestId("help-overlay")).toBeNull();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("session-options-panel")).toBeNull());
});

test("after an episode a card tells what it came to, takes marks, and offers what the keys do", async () => {
  const { bridge, user } = await open();
  await record();
  await user.click(screen.getByTestId("mark"));
  expect((await screen.findByTestId("mark-badge")).textContent).toContain("Success");
  press("Enter");
  await reach("review");
  const card = await screen.findByTestId("review-card");
  await waitFor(() => expect(within(card).getByTestId("figure-novelty").textContent).toMatch(/beside \d+ others/));
  expect(within(card).getByTestId("advice").textContent).toContain("Less than a second");
  expect(within(card).getByTestId("marks").dataset["success"]).toBe("true");
  await user.click(within(card).getByRole("button", { name: "Rate 4 of 5" }));
  await waitFor(() =>
    expect(bridge.host.episodes["driven"]?.at(-1)?.curation).toMatchObject({ success: true, rating: 4 }),
  );
  await user.click(within(card).getByTestId("keep"));
  await reach("idle");
});

test("a comparison that cannot be had leaves the card usable and says why", async () => {
  await open({}, { failing: { "episodes/coaching": { kind: "disk", message: "Unreadable", remedy: "Look at it." } } });
  await record();
  press("Enter");
  await reach("review");
  const card = screen.getByTestId("review-card");
  await waitFor(() => expect(card.textContent).toContain("Unreadable. Look at it."));
  expect(within(card).getByTestId("figure-return").textContent).toContain("1");
  press("KeyK");
  await reach("idle");
});

test("a rewind shows how far before the end it stands, moves by the timeline, and goes on from there", async () => {
  const { user, bridge } = await open();
  await record();
  await user.click(screen.getByTestId("rewind"));
  await reach("rewinding");
  const range = await screen.findByTestId<HTMLInputElement>("rewind-range");
  expect(screen.getByTestId("rewind-before").textContent).toBe("The latest moment");
  const newest = Number(range.max);
  fireEvent.change(range, { target: { value: String(newest - 25) } });
  await waitFor(() => expect(screen.getByTestId("rewind-before").textContent).toBe("0.20 s before the end"));
  expect(screen.getByRole("region", { name: "Rewind" }).textContent).toContain("abandoned branch");
  await user.click(screen.getByRole("button", { name: /Continue from here/ }));
  await reach("recording");
  await waitFor(() => expect(bridge.host.recorder?.starts).toHaveLength(2));
  expect(bridge.host.recorder?.starts[1]?.parent).toMatchObject({ step: newest - 25 });
  expect(bridge.host.recorder?.ends).toMatchObject([{ cause: "abandoned" }]);
});

test("a policy drives, a person takes over and hands back; what was chosen goes into the episode", async () => {
  const { user, bridge } = await open({}, { loadPolicy: () => policyBytes() });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-expert-clone"));
  const holder = await screen.findByTestId("holder");
  await waitFor(() => expect(notes.loaded.at(-1)).toMatchObject({ kind: "policy", person: { level: "cruise" } }));
  expect(holder.dataset["holder"]).toBe("policy");
  press("Enter");
  await reach("recording");
  await user.click(within(holder).getByRole("button", { name: /Take over/ }));
  await waitFor(() => expect(holder.dataset["holder"]).toBe("person"));
  expect(notes.held).toBe(true);
  expect(screen.getByTestId("announcer").textContent).toContain("correction");
  press("KeyT");
  await waitFor(() => expect(holder.dataset["holder"]).toBe("policy"));
  await waitFor(() => expect(notes.held).toBe(false));
  expect(bridge.host.recorder?.starts).toMatchObject([{ source: "policy", policyId: "expert-clone" }]);
});

test("while a good moment is awaited the policy holds, and a second press takes over at once", async () => {
  notes = { loaded: [], held: false, waits: true };
  const { user } = await open({}, { loadPolicy: () => policyBytes() });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-expert-clone"));
  const holder = await screen.findByTestId("holder");
  press("Enter");
  await reach("recording");
  press("KeyT");
  await waitFor(() => expect(holder.textContent).toContain("Taking over …"));
  expect(holder.dataset["holder"]).toBe("policy");
  expect(screen.getByTestId("announcer").textContent).toContain("next good moment");
  await user.click(within(holder).getByRole("button", { name: /At once/ }));
  await waitFor(() => expect(holder.dataset["holder"]).toBe("person"));
  expect(holder.textContent).toContain("You drive");
  expect(notes.held).toBe(true);
});

test("whoever holds at a rewind holds on after it", async () => {
  const { user } = await open({}, { loadPolicy: () => policyBytes() });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-expert-clone"));
  await screen.findByTestId("holder");
  press("Enter");
  await reach("recording");
  await waitFor(() => expect(Number(drive().dataset["written"])).toBeGreaterThan(0));
  press("KeyT");
  await waitFor(() => expect(notes.held).toBe(true));
  press("KeyB");
  await reach("rewinding");
  // The real worker's actors start anew at a branch.
  notes.held = false;
  await screen.findByTestId("rewind");
  press("KeyK");
  await reach("recording");
  await waitFor(() => expect(notes.held).toBe(true));
});

test("a policy whose file does not fit is refused, and the person goes on driving", async () => {
  const { user } = await open({}, { loadPolicy: () => policyBytes(4) });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-expert-clone"));
  expect(await screen.findByText(/takes 4 numbers and gives 3/)).toBeDefined();
  expect(screen.queryByTestId("holder")).toBeNull();
  expect(screen.getByTestId("driver").textContent).toBe("I drive");
});

test("a first-time driver is guided step by step, once", async () => {
  const { bridge } = await open({ seenDriveGuide: false });
  const state = (step: string): string | undefined => screen.getByTestId(`first-${step}`).dataset["state"];
  expect(state("device")).toBe("next");
  act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight", key: "ArrowRight" })));
  await waitFor(() => expect(state("device")).toBe("done"));
  await waitFor(() => expect(state("speed")).toBe("done"));
  expect(state("height")).toBe("next");
  expect(screen.getByTestId("first-height").textContent).toContain("Space");
  expect(screen.getByTestId("first-record").textContent).toContain("Enter");
  press("Enter");
  await reach("recording");
  await waitFor(() => expect(bridge.host.settings.seenDriveGuide).toBe(true));
  act(() => void window.dispatchEvent(new KeyboardEvent("keyup", { code: "ArrowRight", key: "ArrowRight" })));
  press("Backspace");
  await reach("idle");
  expect(screen.queryByTestId("first-run")).toBeNull();
});

test("the guide can be skipped for good", async () => {
  const { bridge, user } = await open({ seenDriveGuide: false });
  await user.click(screen.getByTestId("first-run-skip"));
  await waitFor(() => expect(bridge.host.settings.seenDriveGuide).toBe(true));
  expect(screen.queryByTestId("first-run")).toBeNull();
});

test("a pause says why, that the data are safe, and how it will go on", async () => {
  await open({ countdownSeconds: 1 });
  press("ArrowRight");
  await waitFor(() => expect(drive().dataset["device"]).toBe("keyboard"));
  press("Enter");
  await reach("recording");
  act(() => void window.dispatchEvent(new Event("blur")));
  const paused = await screen.findByTestId("paused");
  expect(paused.textContent).toContain("The window lost the focus.");
  expect(paused.textContent).toContain("safe. Going on starts with a countdown of 1 s");
  act(() => void window.dispatchEvent(new Event("focus")));
  press("KeyP");
  await screen.findByTestId("countdown");
  await reach("recording");
});

test("an unplugged pad's pause says what to do, until something drives again", async () => {
  const pad = createTestPad();
  await open();
  act(() => pad.connect());
  await waitFor(() => expect(drive().dataset["device"]).toBe("pad"));
  press("Enter");
  await reach("recording");
  act(() => pad.disconnect());
  const paused = await screen.findByTestId("paused");
  expect(paused.textContent).toContain("The gamepad was unplugged.Plug it in again, or press an arrow key");
  press("ArrowRight");
  await waitFor(() => expect(drive().dataset["device"]).toBe("keyboard"));
  expect(paused.textContent).not.toContain("Plug it in");
  press("KeyP");
  await reach("recording");
});

test("the help has every command in groups", async () => {
  await open();
  press("KeyH");
  const help = await screen.findByTestId("help-overlay");
  expect(
    within(help)
      .getAllByRole("region")
      .map((group) => group.getAttribute("aria-label")),
  ).toEqual(["Driving: Cruise", "Recording", "Rewind and takeover", "Marks", "Time", "Scene"]);
  fireEvent.keyDown(help, { code: "KeyH" });
  await waitFor(() => expect(screen.queryByTestId("help-overlay")).toBeNull());
});
