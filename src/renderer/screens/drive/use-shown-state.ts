import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { useStore } from "zustand";
import { shallow } from "zustand/shallow";
import type { StoreApi } from "zustand/vanilla";
import type { DriveState } from "../../drive/drive-state.ts";

/** Whether `now` says nothing new: while it records, the steps on the disk change eight times a second, and nothing shows them. */
export function saysTheSame(before: DriveState, now: DriveState): boolean {
  return before === now || (now.recorder.phase === "recording" && shallow({ ...before, written: now.written }, now));
}

/**
 * A session's state as the screen shows it. To render the screen takes longer than a tick, and keeps the page from
 * reading the pad: it is not done for the steps that are written meanwhile.
 */
export function useShownState(store: StoreApi<DriveState>): DriveState {
  const shown = useRef<DriveState | null>(null);
  return useStore(store, (state) => {
    if (shown.current === null || !saysTheSame(shown.current, state)) shown.current = state;
    return shown.current;
  });
}

/** Keeps `data-written` of an element at the steps written so far, without rendering. */
export function useWrittenMark(store: StoreApi<DriveState>): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tell = ({ written }: DriveState): void => element.current?.setAttribute("data-written", String(written));
    tell(store.getState());
    return store.subscribe((state, before) => {
      if (state.written !== before.written) tell(state);
    });
  }, [store]);
  return element;
}
