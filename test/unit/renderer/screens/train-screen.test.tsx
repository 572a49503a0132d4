// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { TrainScreen } from "../../../../src/renderer/screens/train/train-screen.tsx";
import { bcConfigSchema } from "../../../../src/shared/ipc/train-config.ts";
import { createMemoryHost } from "../../../fakes/memory-bridge.ts";
import {
  createSampleHost,
  sampleDataset,
  sampleEpisode,
  sampleJob,
  samplePolicy,
  sampleUnfinished,
} from "../../../fakes/sample-host.ts";
import { renderPage } from "../render-page.tsx";

const small = () => {
  const episodes = [sampleEpisode(0), sampleEpisode(3), sampleEpisode(8, { dropped: true, used: false })];
  return createMemoryHost({ datasets: [sampleDataset("d", "Morning", episodes)], episodes: { d: episodes } });
};

test("starting asks for exactly what the form shows", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<TrainScreen job={null} dataset={null} />, small());
  await screen.findByText("2 episodes, 2,000 steps");
  expect(screen.getByText("1 dropped")).toBeDefined();
  await user.clear(screen.getByLabelText("Epochs"));
  await user.type(screen.getByLabelText("Epochs"), "5");
  await user.click(screen.getByRole("button", { name: "Start training" }));
  await waitFor(() => expect(window.location.hash).toBe("#/train/job-1"));
  expect(bridge.asked.find((one) => one.name === "train/start")?.payload).toEqual({
    dataset: "d",
    algorithm: "bc",
    name: "Morning clone",
    seed: 1,
    config: bcConfigSchema.parse({ epochs: 5 }),
  });
});

test("a wrong field says so and keeps the start closed", async () => {
  const user = userEvent.setup();
  await renderPage(<TrainScreen job={null} dataset={null} />, small());
  await user.clear(screen.getByLabelText("Learning rate"));
  await user.type(screen.getByLabelText("Learning rate"), "0");
  expect(await screen.findByText("More than 0")).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Start training" }).disabled).toBe(true);
});

test("a run shows its progress live, then what came of it", async () => {
  const host = { ...small(), jobs: [sampleJob("j")], policies: [samplePolicy("p", "Morning clone")] };
  const { bridge } = await renderPage(<TrainScreen job="j" dataset={null} />, host);
  act(() =>
    bridge.emit({ type: "curve", job: "j", points: [{ step: 28, epoch: 1, loss: 0.25, validationLoss: 0.3 }] }),
  );
  expect(await screen.findAllByText("0.2500")).not.toEqual([]);
  expect(screen.getAllByText("43 % · 1,250 steps/s · 12 s left")).not.toEqual([]);
  act(() =>
    bridge.emit({
      type: "job",
      job: sampleJob("j", {
        state: "done",
        result: { kind: "policy", policyId: "p", finalLoss: 0.1, meanReturn: 3312 },
      }),
    }),
  );
  expect(await screen.findByText("3,312 ± 41.0")).toBeDefined();
  expect(screen.getByRole("button", { name: "Watch" })).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Drive with it" }));
  expect(window.location.hash).toBe("#/drive?policy=p");
});

test("cancel asks the host to cancel, and what was left is offered", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<TrainScreen job="job-2" dataset={null} />, createSampleHost());
  bridge.host.unfinished = [{ ...sampleUnfinished("u"), name: "Half a clone" }];
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(bridge.host.jobs.find((job) => job.id === "job-2")?.state).toBe("cancelled"));
  expect(await screen.findByText("Cancelled: no policy was written.")).toBeDefined();
  expect(await screen.findByRole("button", { name: "Go on with Half a clone" })).toBeDefined();
});

test("with nothing recorded it says what to do", async () => {
  await renderPage(<TrainScreen job={null} dataset={null} />, createMemoryHost());
  expect(screen.getByText("Nothing to train on yet")).toBeDefined();
});

test("a changed field is marked, says its default, and goes back to it", async () => {
  const user = userEvent.setup();
  await renderPage(<TrainScreen job={null} dataset={null} />, small());
  expect(screen.queryByRole("button", { name: /^Reset/ })).toBeNull();
  await user.clear(screen.getByLabelText("Epochs"));
  await user.type(screen.getByLabelText("Epochs"), "7");
  await user.click(screen.getByRole("switch", { name: "Normaliser" }));
  expect(screen.getByRole("button", { name: "Reset 2 changes" })).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Reset Epochs to 20" }));
  expect(screen.getByLabelText<HTMLInputElement>("Epochs").value).toBe("20");
  await user.click(screen.getByRole("button", { name: "Reset 1 change" }));
  expect(screen.getByRole<HTMLInputElement>("switch", { name: "Normaliser" }).checked).toBe(true);
});

test("runs are laid over each other by their boxes, those of before from what their files keep", async () => {
  const user = userEvent.setup();
  const curve = [{ step: 5, epoch: 1, loss: 0.0625, validationLoss: 0.03125 }];
  const { training } = samplePolicy("p", "x").meta!;
  const policies = [samplePolicy("p", "Old clone", { training: { ...training, curve } })];
  await renderPage(<TrainScreen job="j" dataset={null} />, { ...small(), jobs: [sampleJob("j")], policies });
  expect(screen.queryByText("0.06250")).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: "Draw Old clone" }));
  expect(await screen.findByText("0.06250")).toBeDefined();
  expect(screen.getByText(/held out 0.03125/)).toBeDefined();
  await user.click(screen.getByRole("checkbox", { name: "Draw Old clone" }));
  expect(screen.queryByText("0.06250")).toBeNull();
});

test("an unfinished training goes on, and another is discarded only when that is confirmed", async () => {
  const user = userEvent.setup();
  const left = { ...sampleUnfinished("u"), name: "Night run" };
  const { bridge } = await renderPage(<TrainScreen job={null} dataset={null} />, {
    ...small(),
    unfinished: [left, { ...sampleUnfinished("v"), name: "Other run" }],
  });
  expect(await screen.findByText("Night run")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Discard Other run" }));
  expect(bridge.host.unfinished).toHaveLength(2);
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(bridge.host.unfinished).toHaveLength(1));
  await user.click(screen.getByRole("button", { name: "Go on with Night run" }));
  await waitFor(() => expect(window.location.hash).toBe("#/train/job-1"));
  expect(
    bridge.asked.some(({ name, payload }) => name === "train/resume" && JSON.stringify(payload).includes("u")),
  ).toBe(true);
});
