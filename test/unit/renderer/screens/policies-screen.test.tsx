// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { PoliciesScreen } from "../../../../src/renderer/screens/policies/policies-screen.tsx";
import { sortPolicies } from "../../../../src/renderer/screens/policies/policy-view.ts";
import { createSampleHost } from "../../../fakes/sample-host.ts";
import { renderPage } from "../render-page.tsx";

test("policies without a value for a column come last in either order", () => {
  const { policies } = createSampleHost();
  const names = (descending: boolean) =>
    sortPolicies(policies, { key: "return", descending }).map((policy) => policy.id);
  expect(names(true)).toEqual(["expert-clone", "tanh-sgd", "mine", "torn"]);
  expect(names(false)).toEqual(["tanh-sgd", "expert-clone", "mine", "torn"]);
});

test("an unreadable policy cannot be watched, and its details say why", async () => {
  await renderPage(<PoliciesScreen policy="torn" />, createSampleHost());
  expect((await screen.findByRole("alert")).textContent).toContain("The file ends before its header does");
  expect(within(screen.getByRole("dialog")).getByRole<HTMLButtonElement>("button", { name: "Watch" }).disabled).toBe(
    true,
  );
});

test("details list the exact episodes a policy was trained on", async () => {
  await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  expect(await screen.findByText(/exactly these 72 episodes/)).toBeDefined();
  expect(screen.getByText("11 – 128 – 64 – 3")).toBeDefined();
});

test("deleting asks first", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(bridge.host.policies).toHaveLength(4);
  const dialog = await screen.findByRole("dialog", { name: /Delete “Expert clone”/ });
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(bridge.host.policies).toHaveLength(3));
});

test("an evaluation is started with the episodes and seed asked for", async () => {
  const user = userEvent.setup();
  const { bridge } = await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  await user.click(await screen.findByRole("button", { name: "Evaluate" }));
  const dialog = await screen.findByRole("dialog", { name: /Evaluate “Expert clone”/ });
  await user.click(within(dialog).getByRole("button", { name: "Evaluate" }));
  await waitFor(() =>
    expect(bridge.asked.at(-1)).toEqual({
      name: "evaluate/start",
      payload: { policy: "expert-clone", episodes: 20, seed: 1 },
    }),
  );
});
