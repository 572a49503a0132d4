// @vitest-environment happy-dom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { JobTray } from "../../../../src/renderer/app/job-tray.tsx";
import { createSampleHost, sampleJob } from "../../../fakes/sample-host.ts";
import { renderPage } from "../render-page.tsx";

test("the tray shows running work with a way to cancel, failures with their remedy, and lets ended jobs go", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<JobTray />, createSampleHost());
  await user.click(screen.getByRole("button", { name: "Jobs: 1 running" }));
  const tray = await screen.findByRole("region", { name: /^Jobs/ });
  expect(within(tray).getByText("Choose the folder that minari wrote.")).toBeDefined();
  await user.click(within(tray).getByRole("button", { name: "Dismiss Import “cs285”" }));
  await waitFor(() => expect(bridge.host.jobs).toHaveLength(2));
  await user.click(within(tray).getByRole("button", { name: "Cancel Train “Expert clone”" }));
  await waitFor(() => expect(bridge.host.jobs.find((job) => job.id === "job-2")?.state).toBe("cancelled"));
  await user.click(within(tray).getByRole("button", { name: "Clear ended" }));
  await waitFor(() => expect(bridge.host.jobs).toHaveLength(0));
});

test("what is spoken changes with the jobs, not with their progress", async () => {
  const { bridge } = await renderPage(<JobTray />, createSampleHost());
  const spoken = screen.getByRole("status");
  expect(spoken.textContent).toBe("1 running");
  act(() =>
    bridge.update(
      sampleJob("job-2", { progress: { fraction: 0.99, message: "", rate: null, rateUnit: "", secondsLeft: 1 } }),
    ),
  );
  expect(spoken.textContent).toBe("1 running");
  act(() => bridge.update(sampleJob("job-2", { state: "done" })));
  expect(spoken.textContent).toBe("1 failed");
});
