// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { LibraryScreen } from "../../../../../src/renderer/screens/library/library-screen.tsx";
import { createMemoryHost } from "../../../../fakes/memory-bridge.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const rowOf = async (name: string): Promise<HTMLElement> => {
  const row = (await screen.findByRole("button", { name })).closest("tr");
  if (row === null) throw new Error(`${name} is in no row`);
  return row;
};

test("dropping an episode hides it, and Undo brings it back", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<LibraryScreen dataset="driven" />, createSampleHost());
  await user.click(within(await rowOf("Episode 34")).getByRole("button", { name: "Drop Episode 34" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Episode 34" })).toBeNull());
  expect(bridge.host.episodes["driven"]?.at(-1)?.dropped).toBe(true);
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await rowOf("Episode 34");
  expect(bridge.host.episodes["driven"]?.at(-1)?.dropped).toBe(false);
});

test("an episode is renamed in its row; Escape changes nothing", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<LibraryScreen dataset="driven" />, createSampleHost());
  await user.click(within(await rowOf("Episode 34")).getByRole("button", { name: "Rename Episode 34" }));
  await user.clear(screen.getByRole("textbox", { name: "Name of Episode 34" }));
  await user.type(screen.getByRole("textbox", { name: "Name of Episode 34" }), "Long jump{Enter}");
  await rowOf("Long jump");
  await user.click(within(await rowOf("Long jump")).getByRole("button", { name: "Rename Long jump" }));
  await user.type(screen.getByRole("textbox", { name: "Name of Long jump" }), "x{Escape}");
  await rowOf("Long jump");
  expect(bridge.asked.filter((one) => one.name === "datasets/edit")).toHaveLength(1);
});

test("thousands of episodes are in the table, and only those in sight in the page", async () => {
  await renderPage(<LibraryScreen dataset="expert" />, createSampleHost());
  const table = await screen.findByRole("grid", { name: "Episodes" });
  expect(table.getAttribute("aria-rowcount")).toBe("2401");
  expect(within(table).getAllByRole("row").length).toBeLessThan(120);
});

test("a dataset that cannot be read says why and what to do", async () => {
  await renderPage(<LibraryScreen dataset="broken" />, createSampleHost());
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("dataset.json is truncated");
  expect(note.textContent).toContain("Put the files back");
});

test("an empty home leads to driving or importing", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<LibraryScreen dataset={null} />, createMemoryHost());
  await user.click(screen.getByRole("button", { name: "Drive" }));
  expect(window.location.hash).toBe("#/drive");
  await user.click(screen.getAllByRole("button", { name: "Import" })[0] ?? document.body);
  await user.type(await screen.findByLabelText("File or folder"), "/data/hopper/expert-v0/data");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Import" }));
  await waitFor(() =>
    expect(bridge.asked.at(-1)).toEqual({
      name: "datasets/import",
      payload: { source: "/data/hopper/expert-v0/data", format: "minari", name: "expert-v0" },
    }),
  );
});
