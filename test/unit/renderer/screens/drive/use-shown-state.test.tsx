// @vitest-environment happy-dom
import { act, render, screen } from "@testing-library/react";
import { Profiler } from "react";
import type { JSX } from "react";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { INITIAL_STATE } from "../../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../../src/renderer/drive/drive-state.ts";
import { useShownState, useWrittenMark } from "../../../../../src/renderer/screens/drive/use-shown-state.ts";

function Screen({ store }: { readonly store: StoreApi<DriveState> }): JSX.Element {
  const state = useShownState(store);
  return (
    <div ref={useWrittenMark(store)} data-testid="shown" data-phase={state.recorder.phase}>
      {state.written}
    </div>
  );
}

test("steps that are written while it records reach the mark and render nothing; a pause shows them", () => {
  const store = createStore<DriveState>()(() => INITIAL_STATE);
  const enter = (phase: DriveState["recorder"]["phase"]): void =>
    act(() => store.setState({ recorder: { ...INITIAL_STATE.recorder, phase } }));
  let rendered = 0;
  render(
    <Profiler id="screen" onRender={() => (rendered += 1)}>
      <Screen store={store} />
    </Profiler>,
  );
  enter("recording");
  rendered = 0;
  const shown = screen.getByTestId("shown");
  for (const written of [16, 32, 48]) {
    act(() => store.setState({ written }));
    expect(shown.dataset["written"]).toBe(String(written));
  }
  expect(rendered).toBe(0);
  act(() => store.setState({ said: "Marked." }));
  expect(rendered).toBe(1);
  enter("paused");
  expect(shown.textContent).toBe("48");
  act(() => store.setState({ written: 64 }));
  expect([shown.textContent, shown.dataset["written"]]).toEqual(["64", "64"]);
  act(() => store.setState({ written: 0 }));
  expect(shown.dataset["written"]).toBe("0");
});
