// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { PoliciesScreen } from "../../../../src/renderer/screens/policies/policies-screen.tsx";
import { filterPolicies, sortPolicies } from "../../../../src/renderer/screens/policies/policy-view.ts";
import { parseRoute } from "../../../../src/renderer/state/route.ts";
import { createSampleHost, samplePolicy } from "../../../fakes/sample-host.ts";
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

test("one click leads to Drive with a policy as the driver, from the table and from its details", async () => {
  const user = userEvent.setup();
  await renderPage(<PoliciesScreen policy={null} />, createSampleHost());
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Drive with torn.safetensors" }).disabled).toBe(true);
  await user.click(screen.getByRole("button", { name: "Drive with Morning clone" }));
  expect(parseRoute(window.location.hash)).toEqual({ screen: "drive", policy: "mine" });
  await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  await user.click(await screen.findByRole("button", { name: "Drive with it" }));
  expect(parseRoute(window.location.hash)).toEqual({ screen: "drive", policy: "expert-clone" });
});

test("details list the exact episodes a policy was trained on", async () => {
  const user = userEvent.setup();
  await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  await user.click(await screen.findByRole("tab", { name: "Training" }));
  expect(await screen.findByText("11 – 128 – 64 – 3")).toBeDefined();
  await user.click(screen.getByRole("tab", { name: "Episodes" }));
  expect(await screen.findByText(/exactly these 72 episodes/)).toBeDefined();
  expect(await screen.findAllByText("all 1,000 steps")).toHaveLength(72);
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

test("the filter asks for every word, of hyperparameters too", () => {
  const { policies } = createSampleHost();
  const ids = (text: string) => filterPolicies(policies, text).map(({ id }) => id);
  expect(ids("  ")).toHaveLength(4);
  expect(ids("morning CLONE")).toEqual(["mine"]);
  expect(ids("activation=relu expert-clone")).toEqual(["expert-clone"]);
  expect(ids("torn")).toEqual(["torn"]);
  expect(ids("no such thing")).toEqual([]);
});

test("two policies are chosen in the table and compared at an address of their own", async () => {
  const user = userEvent.setup();
  await renderPage(<PoliciesScreen policy={null} />, createSampleHost());
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Compare torn.safetensors" }).disabled).toBe(true);
  await user.click(screen.getByRole("checkbox", { name: "Compare Expert clone" }));
  await user.click(screen.getByRole("checkbox", { name: "Compare Morning clone" }));
  await user.click(screen.getByRole("button", { name: "Compare 2" }));
  const ids = parseRoute(window.location.hash);
  expect(ids).toMatchObject({ screen: "policies", compare: expect.arrayContaining(["expert-clone", "mine"]) });
});

const evaluated = (id: string, activation: string, returns: readonly number[]) =>
  samplePolicy(id, `Policy ${id}`, {
    hyperparameters: { activation, epochs: 20 },
    evaluation: {
      episodes: returns.length,
      seed: 1,
      mean: 10,
      std: 1,
      iqm: 10,
      ci95: [9, 11],
      fallRate: 0,
      meanSteps: 9,
      normalized: 0.1,
      outcomes: returns.map((sum, i) => ({ seed: 1 + i, steps: 9, return: sum, terminated: i === 0 })),
    },
  });

test("a comparison shows what differs, and how likely the first does better on the same seeds", async () => {
  const user = userEvent.setup();
  const policies = [evaluated("a", "relu", [10, 20, 30]), evaluated("b", "tanh", [1, 2, 3])];
  await renderPage(<PoliciesScreen policy={null} compare={["a", "b"]} />, createSampleHost({ policies }));
  const table = await screen.findByRole("table", { name: "Side by side" });
  expect(within(table).getByText("tanh")).toBeDefined();
  expect(within(table).queryByText("epochs")).toBeNull();
  await user.click(screen.getByRole("switch", { name: "Equal rows too" }));
  expect(within(table).getByText("epochs")).toBeDefined();
  expect(await screen.findByText("100 %", { selector: "strong" })).toBeDefined();
  expect(screen.getByText(/3 pairs of the same seed/)).toBeDefined();
  expect(screen.getByRole("img", { name: /Policy a: mean return 10.0/ })).toBeDefined();
  expect(screen.getByRole("img", { name: /Policy a: 67 % stand to the end/ })).toBeDefined();
});

test("a policy is written as ONNX and the place is said", async () => {
  const user = userEvent.setup();
  await renderPage(<PoliciesScreen policy="expert-clone" />, createSampleHost());
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: "Export as ONNX" }));
  expect(await screen.findByText("/home/ada/Pogo/exports/expert-clone.onnx")).toBeDefined();
});
