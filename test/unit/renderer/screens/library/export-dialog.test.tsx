// @vitest-environment happy-dom
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { LibraryScreen } from "../../../../../src/renderer/screens/library/library-screen.tsx";
import type { Job } from "../../../../../src/shared/ipc/jobs.ts";
import { createMemoryHost } from "../../../../fakes/memory-bridge.ts";
import { sampleDataset, sampleEpisode } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const open = async () => {
  const episodes = [sampleEpisode(0), sampleEpisode(3), sampleEpisode(6, { used: false, cause: "abandoned" })];
  const host = createMemoryHost({ datasets: [sampleDataset("d", "Morning", episodes)], episodes: { d: episodes } });
  const page = await renderPage(<LibraryScreen dataset="d" />, host);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Export" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Export “Morning”" }));
  return { ...page, user, dialog };
};

test("before anything is written the dialog says how much it will be, where it goes and what is lost", async () => {
  const { bridge, user, dialog } = await open();
  await user.click(dialog.getByRole("radio", { name: "Parquet" }));
  const estimate = within(await dialog.findByRole("region", { name: "What the export makes" }));
  expect(await estimate.findByText("2,000")).toBeDefined();
  expect(within(estimate.getByRole("list", { name: "Not kept" })).getByText("Simulator snapshots.")).toBeDefined();
  expect(await estimate.findByText("/home/ada/Pogo/exports/d-parquet")).toBeDefined();
  expect(bridge.asked.some(({ name }) => name === "datasets/export")).toBe(false);
});

test("an export shows its progress, then its files, its losses and how to open them", async () => {
  const { bridge, user, dialog } = await open();
  await user.click(dialog.getByRole("radio", { name: "CSV" }));
  await user.click(await dialog.findByRole("button", { name: "Export as CSV" }));
  expect(await dialog.findByText("starting")).toBeDefined();
  expect(bridge.asked.at(-1)?.payload).toEqual({ dataset: "d", format: "csv" });
  const job = bridge.host.jobs[0] as Job;
  const files = ["/e/d-csv/steps.csv", "/e/d-csv/README.md"];
  act(() => bridge.update({ ...job, state: "done", result: { kind: "files", files, lost: ["The snapshots."] } }));
  expect(within(await dialog.findByRole("list", { name: "Files" })).getByText("steps.csv")).toBeDefined();
  expect(dialog.getByText(/is the dataset card/)).toBeDefined();
  expect(dialog.getByText("The snapshots.")).toBeDefined();
  expect(dialog.getByText(/pd\.read_csv\("\/e\/d-csv\/steps\.csv"\)/)).toBeDefined();
});

test("a format that cannot be written says so instead of exporting", async () => {
  const { bridge, user, dialog } = await open();
  bridge.host.failing["datasets/export-estimate"] = {
    kind: "unsupported",
    message: "MCAP cannot be written",
    remedy: "Choose another format.",
  };
  await user.click(dialog.getByRole("radio", { name: "MCAP" }));
  await dialog.findByText("MCAP cannot be written");
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: "Export as MCAP" }).disabled).toBe(true);
});
