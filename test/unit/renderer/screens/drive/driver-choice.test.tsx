// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import type { JSX } from "react";
import { beforeEach, expect, test } from "vitest";
import { DriveScreen } from "../../../../../src/renderer/screens/drive/drive-screen.tsx";
import { encodePolicy } from "../../../../../src/shared/policy/policy-file.ts";
import { createInMemoryDriveWorker } from "../../../../fakes/in-memory-drive-worker.ts";
import type { WorkerNotes } from "../../../../fakes/in-memory-drive-worker.ts";
import type { MemoryHost } from "../../../../fakes/memory-bridge.ts";
import type { MemoryBridge } from "../../../../fakes/memory-bridge.ts";
import { createSampleHost } from "../../../../fakes/sample-host.ts";
import { buildPolicy } from "../../../../builders/policy.ts";
import { renderPage } from "../../render-page.tsx";

let notes: WorkerNotes;
beforeEach(() => {
  notes = { loaded: [], held: false };
  Object.defineProperty(navigator, "getGamepads", { value: () => [], configurable: true });
});
const startWorker = (): ReturnType<typeof createInMemoryDriveWorker> => createInMemoryDriveWorker(notes);

const BYTES = encodePolicy(buildPolicy());
const hostWith = (loadPolicy: MemoryHost["loadPolicy"]): MemoryHost => ({ ...createSampleHost(), loadPolicy });
const driver = (): string => screen.getByTestId("driver").textContent;

/** Drive, and another screen to go to and come back from. */
function Page({ policy }: { readonly policy?: string }): JSX.Element {
  const [away, setAway] = useState(false);
  return (
    <>
      <button onClick={() => setAway(!away)}>go</button>
      {away ? <p>elsewhere</p> : <DriveScreen startWorker={startWorker} {...(policy !== undefined && { policy })} />}
    </>
  );
}

async function open(
  host: MemoryHost,
  policy?: string,
): Promise<{ readonly bridge: MemoryBridge; readonly go: () => Promise<void> }> {
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const { bridge } = await renderPage(<Page {...(policy !== undefined && { policy })} />, host);
  return { bridge, go: () => user.click(screen.getByRole("button", { name: "go" })) };
}

test("the address names the driver, and is free again for other choices", async () => {
  await open(
    hostWith(() => BYTES),
    "expert-clone",
  );
  expect((await screen.findByTestId("holder")).dataset["holder"]).toBe("policy");
  await waitFor(() => expect(notes.loaded.at(-1)).toMatchObject({ kind: "policy", person: { level: "cruise" } }));
  expect(driver()).toBe("Expert clone");
  expect(screen.getByTestId("holder").textContent).toContain("Policy drives");
  expect(screen.getByTestId("policy-hint").textContent).toContain("T takes over");
  expect(window.location.hash).toBe("#/drive");
});

test("who leaves Drive and comes back finds the same driver", async () => {
  const { go } = await open(hostWith(() => BYTES));
  expect(driver()).toBe("I drive");
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-expert-clone"));
  await screen.findByTestId("holder");
  await go();
  expect(screen.queryByTestId("driver")).toBeNull();
  await go();
  await screen.findByTestId("holder");
  expect(driver()).toBe("Expert clone");
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-me"));
  await go();
  await go();
  await waitFor(() => expect(screen.getByTestId("drive-screen").dataset["worker"]).toBe("ready"));
  expect(driver()).toBe("I drive");
  expect(screen.queryByTestId("holder")).toBeNull();
});

test("a driver that was deleted meanwhile is told of, and the person drives", async () => {
  const { bridge, go } = await open(
    hostWith(() => BYTES),
    "expert-clone",
  );
  await screen.findByTestId("holder");
  await go();
  await act(() => bridge.invoke("policies/delete", { policy: "expert-clone" }));
  await go();
  expect(await screen.findByText("The policy chosen to drive is no longer there")).toBeDefined();
  expect(screen.getByText(/You drive yourself\./)).toBeDefined();
  await waitFor(() => expect(driver()).toBe("I drive"));
  expect(screen.queryByTestId("holder")).toBeNull();
});

test("where another policy cannot be loaded, the one that drives drives on", async () => {
  await open(
    hostWith((id) => (id === "expert-clone" ? BYTES : null)),
    "expert-clone",
  );
  await screen.findByTestId("holder");
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  await user.click(screen.getByTestId("driver"));
  await user.click(await screen.findByTestId("driver-mine"));
  expect(await screen.findByText(/Expert clone drives on\./)).toBeDefined();
  await waitFor(() => expect(driver()).toBe("Expert clone"));
  expect(screen.getByTestId("holder")).toBeDefined();
});
