import { expect, test } from "vitest";
import { describeDevice, describePhase } from "../../../../src/renderer/drive/describe-phase.ts";
import { DEFAULT_CHOICES } from "../../../../src/renderer/drive/drive-choices.ts";
import { INITIAL_STATE } from "../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../src/renderer/drive/drive-state.ts";
import { HOST_GONE, whyNotResume } from "../../../../src/renderer/drive/session/refusals.ts";
import { watchHost } from "../../../../src/renderer/drive/session/watch-host.ts";
import type { ConnectionState } from "../../../../src/shared/ipc/bridge.ts";
import { advanceRecorder, IDLE_RECORDER } from "../../../../src/shared/record/recorder.ts";
import type { RecorderEvent } from "../../../../src/shared/record/recorder.ts";
import { createPadInfo } from "../../../builders/pad-info.ts";

/** A session's state and recorder, with a host that can be lost. */
function createScene(): {
  readonly state: () => DriveState;
  readonly become: (status: ConnectionState) => void;
  readonly refuse: () => string | null;
  readonly leave: () => void;
} {
  let state: DriveState = { ...INITIAL_STATE, device: { kind: "keyboard" } };
  let status: ConnectionState = "connected";
  let listener: (() => void) | null = null;
  const set = (change: Partial<DriveState>): void => {
    state = { ...state, ...change };
  };
  const advance = (event: RecorderEvent): void => set({ recorder: advanceRecorder(state.recorder, event).state });
  for (const type of ["start", "counted-down"] as const) advance({ type });
  const leave = watchHost(
    {
      choices: DEFAULT_CHOICES,
      get link(): never {
        throw new Error("no worker here");
      },
      get: () => state,
      set,
      advance,
    },
    {
      status: () => status,
      onChange: (told) => {
        listener = told;
        return () => {
          listener = null;
        };
      },
    },
  );
  return {
    state: () => state,
    become: (next) => {
      status = next;
      listener?.();
    },
    refuse: () => {
      const problem = whyNotResume(state, DEFAULT_CHOICES);
      set({ problem });
      return problem?.message ?? null;
    },
    leave,
  };
}

test("a lost host pauses the recording at once, and nothing goes on before it answers", () => {
  const scene = createScene();
  expect(scene.state().recorder.phase).toBe("recording");
  scene.become("lost");
  expect(scene.state()).toMatchObject({ hostLost: true, recorder: { phase: "paused", why: HOST_GONE } });
  expect(scene.refuse()).toContain("does not answer");
  scene.become("connected");
  expect(scene.state()).toMatchObject({ hostLost: false, problem: null, recorder: { phase: "paused" } });
  expect(scene.refuse()).toBeNull();
});

test("whoever has left hears no more of the host", () => {
  const scene = createScene();
  scene.leave();
  scene.become("lost");
  expect(scene.state()).toMatchObject({ hostLost: false, recorder: { phase: "recording" } });
});

test("sentences name the pad without its numbers, and end once", () => {
  const pad = createPadInfo("Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)");
  expect(describeDevice({ kind: "pad", pad })).toBe("Driving with the Xbox Wireless Controller.");
  const failure = { kind: "disk", message: "The disk is full.", remedy: "Free some space." } as const;
  expect(describePhase({ ...IDLE_RECORDER, phase: "failed", failure }, 0)).toBe(
    "The recording stopped: The disk is full.",
  );
});
