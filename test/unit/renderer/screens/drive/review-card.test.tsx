// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ReviewCard } from "../../../../../src/renderer/screens/drive/review/review-card.tsx";
import type { Review } from "../../../../../src/renderer/drive/drive-state.ts";
import type { TracedState } from "../../../../../src/renderer/drive/hop-trace.ts";
import type { Command } from "../../../../../src/renderer/input/bindings.ts";
import type { ShownFall } from "../../../../../src/renderer/screens/drive/use-fall-replay.ts";
import type { Target } from "../../../../../src/renderer/screens/drive/target/target.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";
import { STEADY_HEALTH } from "../../../../builders/steady-health.ts";

afterEach(() => void vi.useRealTimers());

const NO_TARGET: Target = { whole: 0, interrupted: 0, wanted: 0 };
const end: TracedState = { step: 300, qpos: [1, 1.2, 0.21, 0, 0, 0], speed: 1.2, contact: false };

async function open(
  cause: Review["outcome"]["cause"],
  more: { readonly fall?: ShownFall; readonly target?: Target; readonly rewindable?: boolean } = {},
): Promise<Command[]> {
  const commands: Command[] = [];
  const host = createSampleHost();
  const [dataset] = host.datasets;
  const episode = host.episodes[dataset?.id ?? ""]?.[0];
  if (dataset === undefined || episode === undefined) throw new Error("the sample host is empty");
  const outcome = { cause, steps: 300, return: 900, distance: 2, health: STEADY_HEALTH };
  await renderPage(
    <ReviewCard
      review={{
        dataset: dataset.id,
        episode: episode.id,
        name: "Episode 1",
        outcome,
        rewindable: more.rewindable ?? true,
      }}
      state={{ device: { kind: "keyboard" }, marks: { success: null, rating: null }, takeover: null }}
      level="hop"
      target={more.target ?? NO_TARGET}
      fall={more.fall ?? { phase: "none", frames: null, limit: null, again: () => undefined }}
      end={end}
      onRoom={() => undefined}
      onCommand={(command) => commands.push(command)}
      onMark={() => undefined}
    />,
    host,
  );
  return commands;
}
const press = (code: string, repeat = false): boolean =>
  fireEvent.keyDown(document.activeElement ?? document.body, { code, key: code, repeat });

test("a fall is told in numbers, and its rewind is in focus as the advised choice", async () => {
  await open("pitch");
  expect(screen.getByTestId("fall").textContent).toContain("Leaned 12.0° forward at 1.2 m/s, 2.4 s in");
  expect(screen.getByTestId("advice").textContent).toContain("Rewind a second");
  expect(document.activeElement?.textContent).toContain("Rewind before the fall");
  expect(document.activeElement).toBe(
    within(screen.getByRole("group", { name: "What to do with it" })).getAllByRole("button")[0],
  );
});

test("screen readers hear cause, fall and advice once the comparison is there", async () => {
  await open("pitch");
  await waitFor(() =>
    expect(screen.getByTestId("review-announcer").textContent).toMatch(/^It fell.*Leaned 12\.0°.*Rewind a second/),
  );
});

test("a key that is still held from driving presses nothing, and neither does one that comes at once", async () => {
  vi.useFakeTimers({ toFake: ["performance"], shouldAdvanceTime: true });
  await open("operator");
  expect(document.activeElement?.textContent).toContain("Keep");
  expect(press("Space")).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(press("Space", true)).toBe(false);
  expect(press("Space")).toBe(true);
  expect(press("KeyK")).toBe(true);
});

test("keys of the focused choice do not reach the driving", async () => {
  const heard: string[] = [];
  const listen = (event: KeyboardEvent): void => void heard.push(event.code);
  window.addEventListener("keydown", listen);
  await open("operator");
  for (const code of ["Enter", "Space", "KeyB"]) press(code);
  window.removeEventListener("keydown", listen);
  expect(heard).toEqual(["KeyB"]);
});

test("an episode that the worker has lost offers no rewind", async () => {
  await open("pitch", { rewindable: false });
  expect(screen.queryByRole("button", { name: /Rewind/ })).toBeNull();
  expect(document.activeElement?.textContent).toContain("Redo");
});

test("the fall can be watched again once it has been", async () => {
  const again = vi.fn<() => void>();
  await open("pitch", { fall: { phase: "rested", frames: null, limit: null, again } });
  fireEvent.click(screen.getByRole("button", { name: "Replay the fall" }));
  expect(again).toHaveBeenCalledOnce();
});

test("figures are a list of terms and descriptions alone; a reached target is said", async () => {
  await open("operator", { target: { whole: 3, interrupted: 1, wanted: 3 } });
  expect(screen.getByTestId("target-on-card").textContent).toContain("3 of 3, 1 cut short");
  const list = screen.getByTestId("figure-return").parentElement;
  expect(list?.tagName).toBe("DL");
  for (const group of list?.children ?? [])
    expect([...group.children].map(({ tagName }) => tagName)).toEqual(["DT", "DD"]);
});
