// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { LibraryScreen } from "../../../../../src/renderer/screens/library/library-screen.tsx";
import { createMemoryHost } from "../../../../fakes/memory-bridge.ts";
import { sampleDataset, sampleEpisode, sampleLoadedEpisode } from "../../../../fakes/sample-host.ts";
import { renderPage } from "../../render-page.tsx";

const open = async () => {
  const episodes = Array.from({ length: 9 }, (_, index) =>
    sampleEpisode(index, { steps: index === 4 ? 900 : 300 + index, return: index === 4 ? 9000 : 900 + index }),
  );
  const host = createMemoryHost({
    datasets: [sampleDataset("d", "Morning", episodes)],
    episodes: { d: episodes },
    loadEpisode: (_dataset, id) => {
      const found = episodes.find((episode) => episode.id === id);
      return found === undefined ? null : sampleLoadedEpisode(found);
    },
  });
  const page = await renderPage(<LibraryScreen dataset="d" />, host);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("radio", { name: "Statistics" }));
  return { ...page, user };
};

test("statistics are computed when looked at; every dimension has a row, coverage and histograms say what they show", async () => {
  await open();
  const table = await screen.findByRole("table", { name: "Statistics by dimension" });
  expect(within(table).getAllByRole("row")).toHaveLength(1 + 11 + 3 + 1);
  expect(screen.getByRole("img", { name: /^Return: 9 episodes from/ })).toBeDefined();
  expect(screen.getByRole("img", { name: /^Torso height and Torso pitch: .* of the cells visited/ })).toBeDefined();
});

test("an outlier leads to its episode", async () => {
  const { user } = await open();
  const outlier = (await screen.findAllByRole("button", { name: /^Episode 5/ }))[0];
  await user.click(outlier ?? document.body);
  await screen.findByRole("region", { name: "Details of Episode 5" });
  expect(screen.getByRole("button", { name: "Episode 5" }).closest("tr")?.getAttribute("aria-selected")).toBe("true");
});

test("after a change the figures stay and are said to be old, until they are computed again", async () => {
  const { bridge, user } = await open();
  await screen.findByRole("table", { name: "Statistics by dimension" });
  const [first] = bridge.host.episodes["d"] ?? [];
  await act(async () => {
    await bridge.invoke("datasets/edit", { dataset: "d", edits: [{ op: "drop", episode: first?.id ?? "" }] });
  });
  await user.click(await screen.findByRole("button", { name: "Compute again" }));
  await screen.findByRole("img", { name: /^Return: 8 episodes from/ });
  expect(screen.queryByText(/Episodes changed since/)).toBeNull();
});

test("a refusal says why and can be tried again", async () => {
  const { bridge, user } = await open();
  await screen.findByRole("table", { name: "Statistics by dimension" });
  bridge.host.failing["datasets/statistics"] = { kind: "disk", message: "A disk error", remedy: "Look at it." };
  act(() => bridge.emit({ type: "episodes-changed", dataset: "d" }));
  await user.click(await screen.findByRole("button", { name: "Compute again" }));
  await screen.findByText("A disk error");
  delete bridge.host.failing["datasets/statistics"];
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByText("A disk error")).toBeNull());
});
