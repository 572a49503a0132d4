// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { LibraryScreen } from "../../../../../src/renderer/screens/library/library-screen.tsx";
import { UNTOUCHED } from "../../../../../src/shared/dataset/curation.ts";
import type { MemoryBridge } from "../../../../fakes/memory-bridge.ts";
import { createMemoryHost } from "../../../../fakes/memory-bridge.ts";
import { sampleDataset, sampleEpisode, sampleLoadedEpisode } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const open = async () => {
  const episodes = Array.from({ length: 6 }, (_, index) => sampleEpisode(index, index === 5 ? { steps: 1000 } : {}));
  const host = createMemoryHost({
    datasets: [sampleDataset("d", "Morning", episodes)],
    episodes: { d: episodes },
    loadEpisode: (_dataset, id) => {
      const found = episodes.find((episode) => episode.id === id);
      return found === undefined ? null : sampleLoadedEpisode(found);
    },
  });
  const page = await renderPage(<LibraryScreen dataset="d" />, host);
  await screen.findByRole("button", { name: "Episode 6" });
  return { ...page, user: userEvent.setup() };
};

/** of episode 1, 2 … */
const curationOf = ({ host }: MemoryBridge, number: number) => host.episodes["d"]?.[number - 1]?.curation;
const editsOf = ({ asked }: MemoryBridge) =>
  asked.flatMap(({ name, payload }) => (name === "datasets/edit" ? [(payload as { edits: unknown[] }).edits] : []));

test("a trim by keyboard is exact to the step, counts once, and can be reset", async () => {
  const { bridge, user } = await open();
  const first = screen.getByRole("slider", { name: "First step kept" });
  first.focus();
  await user.keyboard("{PageUp}{Shift>}{ArrowRight}{/Shift}{ArrowLeft}");
  expect(first.getAttribute("aria-valuetext")).toBe("step 134, 1.072 s");
  expect(editsOf(bridge)).toHaveLength(0);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(curationOf(bridge, 6)?.trim).toEqual({ from: 134, to: 1000 }));
  screen.getByRole("slider", { name: "Last step kept" }).focus();
  await user.keyboard("{Shift>}{ArrowLeft}{/Shift}{Tab}");
  await waitFor(() => expect(curationOf(bridge, 6)?.trim).toEqual({ from: 134, to: 990 }));
  expect(screen.getByLabelText("Kept").textContent).toContain("856 steps");
  expect(editsOf(bridge)).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Reset the trim" }));
  await waitFor(() => expect(curationOf(bridge, 6)?.trim).toBeNull());
});

test("a trim can be typed; Escape takes a moved handle back", async () => {
  const { bridge, user } = await open();
  await user.clear(screen.getByRole("textbox", { name: "Last step" }));
  await user.type(screen.getByRole("textbox", { name: "Last step" }), "499{Enter}");
  await waitFor(() => expect(curationOf(bridge, 6)?.trim).toEqual({ from: 0, to: 500 }));
  const last = screen.getByRole("slider", { name: "Last step kept" });
  await waitFor(() => expect(last.getAttribute("aria-valuenow")).toBe("499"));
  last.focus();
  await user.keyboard("{Home}{Escape}");
  expect(last.getAttribute("aria-valuenow")).toBe("499");
  expect(editsOf(bridge)).toHaveLength(1);
});

test("outcome, quality, tags and note are said of one episode", async () => {
  const { bridge, user } = await open();
  const details = within(screen.getByRole("region", { name: "Details of Episode 6" }));
  await user.click(details.getByRole("radio", { name: "Failure" }));
  details.getByRole("radio", { name: "4 of 5" }).focus();
  await user.keyboard(" ");
  await user.type(details.getByLabelText("Tags", { selector: "input:not([type=hidden])" }), "long stride{Enter}");
  await user.type(details.getByRole("textbox", { name: "Note" }), "slips at the start");
  await user.tab();
  await waitFor(() =>
    expect(curationOf(bridge, 6)).toEqual({
      ...UNTOUCHED,
      success: false,
      rating: 4,
      tags: ["long stride"],
      note: "slips at the start",
    }),
  );
  const row = within(screen.getByRole("button", { name: "Episode 6" }).closest("tr") ?? document.body);
  expect(row.getByRole("img", { name: "failure" })).toBeDefined();
  expect(row.getByRole("img", { name: "quality 4 of 5" })).toBeDefined();
  expect(row.getByText("long stride")).toBeDefined();
});

test("labels given to a selection are one step, undone and redone as one, by key and by button", async () => {
  const { bridge, user } = await open();
  await user.click(screen.getByRole("button", { name: "Episode 6" }));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("button", { name: "Episode 4" }));
  await user.keyboard("{/Shift}");
  const panel = within(screen.getByRole("region", { name: "Selected episodes" }));
  expect(panel.getByText("3 episodes selected")).toBeDefined();
  await user.click(panel.getByRole("radio", { name: "Success" }));
  const successes = () => [1, 2, 3, 4, 5, 6].map((number) => curationOf(bridge, number)?.success ?? null);
  await waitFor(() => expect(successes()).toEqual([null, null, null, true, true, true]));
  const undo = await screen.findByRole("button", { name: "Undo: label 3 episodes" });
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(successes()).toEqual([null, null, null, null, null, null]));
  await screen.findByRole("button", { name: "Nothing to undo" });
  await user.keyboard("{Control>}{Shift>}Z{/Shift}{/Control}");
  await waitFor(() => expect(successes()).toEqual([null, null, null, true, true, true]));
  await user.click(undo);
  await waitFor(() => expect(successes()).toEqual([null, null, null, null, null, null]));
});

test("in a text Ctrl and Z is the text's own", async () => {
  const { bridge, user } = await open();
  await user.click(screen.getByRole("textbox", { name: "Search episodes" }));
  await user.keyboard("{Control>}z{/Control}");
  expect(bridge.asked.some(({ name }) => name === "datasets/undo")).toBe(false);
});

test("the table is worked by keys alone: move, select a range, label, drop", async () => {
  const { bridge, user } = await open();
  screen.getByRole("button", { name: "Episode 6" }).focus();
  await user.keyboard("{ArrowDown}{Shift>}{ArrowDown}{/Shift}s");
  await waitFor(() => expect([curationOf(bridge, 5)?.success, curationOf(bridge, 4)?.success]).toEqual([true, true]));
  expect(curationOf(bridge, 6)?.success).toBeNull();
  await user.keyboard("{Shift>}[Digit5]{/Shift}");
  await waitFor(() => expect(curationOf(bridge, 4)?.rating).toBe(5));
  await user.keyboard("{Delete}");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Episode 5" })).toBeNull());
  expect(screen.queryByRole("button", { name: "Episode 4" })).toBeNull();
  await screen.findByRole("region", { name: "Details of Episode 3" });
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByRole("button", { name: "Episode 5" });
});

test("a filter is chosen among values that occur, shown as a chip and taken away by it", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Filter" }));
  const causes = within(await screen.findByRole("group", { name: "Ended by" }));
  await user.click(causes.getByRole("checkbox", { name: /Leaned over/ }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Episode 1" })).toBeNull());
  expect(screen.getByRole("button", { name: "Episode 2" })).toBeDefined();
  expect(screen.getByText("1 of 6")).toBeDefined();
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Remove Ended by: Leaned over" }));
  await screen.findByRole("button", { name: "Episode 1" });
});

test("episodes are split by a seed as one step", async () => {
  const { bridge, user } = await open();
  await user.click(screen.getByRole("button", { name: "More for Morning" }));
  await user.click(await screen.findByRole("menuitem", { name: /^Split for/ }));
  const dialog = within(await screen.findByRole("dialog", { name: "Split for training and validation" }));
  await user.clear(dialog.getByRole("textbox", { name: "For validation" }));
  await user.type(dialog.getByRole("textbox", { name: "For validation" }), "33");
  expect(dialog.getByRole("status").textContent).toContain("4 episodes for training, 2 episodes for validation");
  await user.click(dialog.getByRole("button", { name: "Split" }));
  const splits = () => (bridge.host.episodes["d"] ?? []).map(({ curation }) => curation.split);
  await waitFor(() => expect(splits().filter((split) => split === "validation")).toHaveLength(2));
  expect(splits().filter((split) => split === "train")).toHaveLength(4);
  expect(editsOf(bridge)).toHaveLength(1);
});

test("a refused edit says why, and nothing seems changed", async () => {
  const { bridge, user } = await open();
  bridge.host.failing["datasets/edit"] = { kind: "disk", message: "The disk is full", remedy: "Free some space." };
  await user.click(screen.getByRole("radio", { name: "Success" }));
  await screen.findByText("The disk is full");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Not said" }).checked).toBe(true);
});
