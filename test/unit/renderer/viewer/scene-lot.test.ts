// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import type { Viewer, ViewerOptions } from "../../../../src/renderer/viewer/create-viewer.ts";
import type { ToScene } from "../../../../src/renderer/viewer/messages.ts";
import { createSceneLot } from "../../../../src/renderer/viewer/scene-lot.ts";
import type { SceneLot } from "../../../../src/renderer/viewer/scene-lot.ts";
import type { Failure } from "../../../../src/shared/base/failure.ts";
import { createInMemoryScene } from "../../../fakes/in-memory-scene.ts";
import type { InMemoryScene } from "../../../fakes/in-memory-scene.ts";

let lot: SceneLot;
let scenes: InMemoryScene[];
let problems: (Failure | null)[];

beforeEach(() => {
  HTMLCanvasElement.prototype.transferControlToOffscreen ??= () => ({}) as OffscreenCanvas;
  document.body.replaceChildren();
  lot = createSceneLot();
  scenes = [];
  problems = [];
});

/** A screen of its own with the lot's scene. */
function open(options: Partial<ViewerOptions> = {}): { readonly parent: HTMLElement; readonly viewer: Viewer } {
  const parent = document.createElement("div");
  document.body.append(parent);
  const viewer = lot.take(parent, {
    className: "scene",
    theme: "dark",
    reducedMotion: false,
    onProblem: (problem) => problems.push(problem),
    places: [
      (listen) => {
        const scene = createInMemoryScene("worker");
        scenes.push(scene);
        return scene.start(listen);
      },
    ],
    ...options,
  });
  return { parent, viewer };
}
const scene = (): InMemoryScene => scenes.at(-1)!;
const canvasIn = (parent: HTMLElement): HTMLCanvasElement => parent.querySelector("canvas")!;
const since = (told: readonly ToScene[], type: ToScene["type"]): readonly ToScene[] =>
  told.slice(told.findLastIndex((message) => message.type === type));

test("the next screen has the same scene on the same canvas, with its own theme and nothing of the last one", () => {
  const drive = open();
  const canvas = canvasIn(drive.parent);
  const driven = new SharedArrayBuffer(8);
  drive.viewer.setSource(driven);
  drive.viewer.setPushReceiver(() => undefined);
  drive.viewer.setGhost(new Float32Array(12));
  drive.viewer.setInset(300);
  scene().say({ type: "ready" });
  lot.leave(drive.viewer);
  expect(scene().told.at(-1)).toEqual({ type: "park" });
  expect(document.querySelector("canvas")).toBeNull();
  scene().say({ type: "parked" });

  const replay = open({ theme: "light", className: "other" });
  expect(scenes).toHaveLength(1);
  expect(canvasIn(replay.parent)).toBe(canvas);
  expect(canvas.className).toBe("other");
  const told = since(scene().told, "park");
  expect(told).toContainEqual({ type: "theme", theme: "light" });
  expect(told.at(-1)).toEqual({ type: "visible", visible: true });
  expect(told.map(({ type }) => type)).not.toContain("source");
  const replayed = new SharedArrayBuffer(8);
  replay.viewer.setSource(replayed);
  expect(scene().told.at(-1)).toEqual({ type: "source", frames: replayed });
});

test("the canvas shows itself when it has a picture for the screen it is on, not by what was said before", () => {
  const first = open();
  const canvas = canvasIn(first.parent);
  expect(canvas.dataset["shown"]).toBeUndefined();
  scene().say({ type: "shown" });
  expect(canvas.dataset["shown"]).toBe("");
  scene().say({ type: "stats", stats: { frameP50: 16, frameP99: 20, quality: 1, frames: 500 } });
  lot.leave(first.viewer);
  const pushed: unknown[] = [];
  const second = open();
  second.viewer.setPushReceiver((push) => pushed.push(push));
  // On their way when the screen was left.
  scene().say({ type: "shown" });
  scene().say({ type: "stats", stats: { frameP50: 16, frameP99: 20, quality: 1, frames: 501 } });
  scene().say({ type: "push", push: { body: "torso", x: 1, z: 0 } });
  scene().say({ type: "aim", aims: true });
  expect(canvas.dataset["shown"]).toBeUndefined();
  expect(canvas.dataset["frames"]).toBeUndefined();
  expect(canvas.style.cursor).toBe("");
  expect(second.viewer.stats().frames).toBe(0);
  expect(pushed).toEqual([]);
  scene().say({ type: "parked" });
  scene().say({ type: "shown" });
  expect(canvas.dataset["shown"]).toBe("");
});

test("two screens at once have a scene each, of which one is kept", () => {
  const [one, two] = [open(), open()];
  expect(scenes).toHaveLength(2);
  expect(canvasIn(one.parent)).not.toBe(canvasIn(two.parent));
  lot.leave(one.viewer);
  lot.leave(two.viewer);
  expect(scenes.map(({ disposed }) => disposed)).toEqual([false, true]);
  open();
  expect(scenes).toHaveLength(2);
});

test("a scene that died is not kept, whether before it was left or since", () => {
  const first = open();
  scene().say({ type: "ready" });
  scene().say({ type: "failed", message: "out of memory" });
  expect(problems.at(-1)).toMatchObject({ kind: "internal" });
  lot.leave(first.viewer);
  const second = open();
  expect(scenes).toHaveLength(2);
  lot.leave(second.viewer);
  const told = problems.length;
  scene().say({ type: "failed", message: "out of memory" });
  expect(problems).toHaveLength(told);
  const third = open();
  expect(scenes).toHaveLength(3);
  expect(canvasIn(third.parent)).not.toBeNull();
});

test("graphics that are away are given up with the screen; back in time, they are kept", () => {
  const first = open();
  scene().say({ type: "context", lost: true });
  lot.leave(first.viewer);
  expect(scene().disposed).toBe(true);
  const second = open();
  lot.leave(second.viewer);
  scene().say({ type: "context", lost: true });
  scene().say({ type: "context", lost: false });
  open();
  expect(scenes).toHaveLength(2);
});

test("a parked scene hears nothing of the page, and is drawn when it is adopted", () => {
  const { viewer } = open();
  lot.leave(viewer);
  const told = scene().told.length;
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("resize"));
  expect(scene().told).toHaveLength(told);
  open();
  expect(scene().told.at(-1)).toEqual({ type: "visible", visible: true });
});
