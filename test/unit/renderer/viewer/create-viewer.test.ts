// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { createViewer } from "../../../../src/renderer/viewer/create-viewer.ts";
import type { Viewer } from "../../../../src/renderer/viewer/create-viewer.ts";
import type { ToScene } from "../../../../src/renderer/viewer/messages.ts";
import type { Failure } from "../../../../src/shared/base/failure.ts";
import type { Push } from "../../../../src/shared/sim/types.ts";
import { createInMemoryScene } from "../../../fakes/in-memory-scene.ts";
import type { InMemoryScene } from "../../../fakes/in-memory-scene.ts";

let worker: InMemoryScene;
let page: InMemoryScene;
let viewer: Viewer;
let problems: (Failure | null)[];

beforeEach(() => {
  HTMLCanvasElement.prototype.transferControlToOffscreen ??= () => ({}) as OffscreenCanvas;
  HTMLCanvasElement.prototype.setPointerCapture ??= () => undefined;
  document.body.replaceChildren();
  worker = createInMemoryScene("worker");
  page = createInMemoryScene("page");
  problems = [];
  viewer = createViewer(document.body, {
    className: "scene",
    theme: "light",
    reducedMotion: true,
    onProblem: (problem) => problems.push(problem),
    places: [worker.start, page.start],
  });
});
afterEach(() => viewer.dispose());

const canvas = (): HTMLCanvasElement => {
  const found = document.querySelectorAll("canvas");
  expect(found).toHaveLength(1);
  return found[0]!;
};
const kinds = (scene: InMemoryScene): readonly string[] => scene.told.map(({ type }) => type);
const last = (scene: InMemoryScene, type: ToScene["type"]): ToScene | undefined =>
  scene.told.findLast((message) => message.type === type);

test("a scene is told what it has to know, the canvas first", () => {
  expect(kinds(worker)[0]).toBe("init");
  expect(last(worker, "theme")).toEqual({ type: "theme", theme: "light" });
  expect(last(worker, "reduced-motion")).toEqual({ type: "reduced-motion", reduced: true });
  expect(last(worker, "visible")).toEqual({ type: "visible", visible: true });
  expect(last(worker, "size")).toMatchObject({ type: "size" });
  expect(canvas().dataset).toMatchObject({ testid: "scene-canvas", place: "worker" });
});

test("a worker that cannot draw hands over to the page, with all it was told and a canvas of its own", () => {
  const frames = new SharedArrayBuffer(8);
  viewer.setSource(frames);
  viewer.setTheme("dark");
  const before = canvas();
  worker.say({ type: "failed", message: "no context" });
  expect(worker.disposed).toBe(true);
  expect(canvas()).not.toBe(before);
  expect(canvas().dataset["place"]).toBe("page");
  expect(last(page, "init")).toEqual({ type: "init", canvas: canvas() });
  expect(last(page, "source")).toEqual({ type: "source", frames });
  expect(last(page, "theme")).toEqual({ type: "theme", theme: "dark" });
  expect(problems).toEqual([]);
  page.say({ type: "failed", message: "no context here either" });
  expect(problems).toEqual([expect.objectContaining({ kind: "unsupported", message: "no context here either" })]);
  expect(document.querySelector("canvas")).toBeNull();
});

test("a scene that dies once it was drawn says so, and nothing takes its place by itself", () => {
  worker.say({ type: "ready" });
  worker.say({ type: "failed", message: "out of memory" });
  expect(problems.at(-1)).toMatchObject({ kind: "internal", message: "The scene stopped: out of memory" });
  expect(worker.disposed).toBe(true);
  expect(page.told).toEqual([]);
  worker.say({ type: "ready" });
  expect(problems.at(-1)).not.toBeNull();
});

test("graphics that go away are told of until they are back", () => {
  worker.say({ type: "ready" });
  worker.say({ type: "context", lost: true });
  expect(problems.at(-1)).toMatchObject({ kind: "disconnected" });
  worker.say({ type: "context", lost: false });
  expect(problems.at(-1)).toBeNull();
});

test("pushes go to their receiver, and the scene knows whether there is one", () => {
  const pushed: Push[] = [];
  worker.say({ type: "push", push: { body: "torso", x: 1, z: 0 } });
  viewer.setPushReceiver((push) => pushed.push(push));
  expect(last(worker, "pushable")).toEqual({ type: "pushable", pushable: true });
  worker.say({ type: "push", push: { body: "leg", x: 2, z: 1 } });
  expect(pushed).toEqual([{ body: "leg", x: 2, z: 1 }]);
  viewer.setPushReceiver(null);
  expect(last(worker, "pushable")).toEqual({ type: "pushable", pushable: false });
});

test("what it reports is on the canvas", () => {
  worker.say({ type: "stats", stats: { frameP50: 16.666, frameP99: 33.4, quality: 2, frames: 90 } });
  expect(viewer.stats().frames).toBe(90);
  expect(canvas().dataset).toMatchObject({ frames: "90", frameP50: "16.7", frameP99: "33.4", quality: "2" });
});

test("pointers that press or aim are told, those that only pass are not", () => {
  const move = (init: PointerEventInit): void =>
    void canvas().dispatchEvent(new PointerEvent("pointermove", { pointerId: 4, clientX: 30, clientY: 20, ...init }));
  move({});
  expect(last(worker, "pointer")).toBeUndefined();
  move({ shiftKey: true });
  expect(last(worker, "pointer")).toMatchObject({
    input: { kind: "move", pointer: 4, shift: true, left: 30, top: 20 },
  });
  worker.say({ type: "aim", aims: true });
  expect(canvas().style.cursor).toBe("crosshair");
  move({});
  expect(last(worker, "pointer")).toMatchObject({ input: { kind: "move", shift: false } });
  worker.say({ type: "aim", aims: false });
  expect(canvas().style.cursor).toBe("");
  canvas().dispatchEvent(new PointerEvent("pointerdown", { pointerId: 5, button: 0, buttons: 1 }));
  expect(last(worker, "pointer")).toMatchObject({ input: { kind: "down", pointer: 5, main: true, pressed: true } });
  canvas().dispatchEvent(new WheelEvent("wheel", { deltaY: 40, cancelable: true }));
  expect(last(worker, "zoom")).toEqual({ type: "zoom", delta: 40 });
});

test("a page out of sight has nothing drawn; a viewer that is disposed leaves nothing", () => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  expect(last(worker, "visible")).toEqual({ type: "visible", visible: false });
  Object.defineProperty(document, "hidden", { value: false, configurable: true });
  viewer.dispose();
  expect(worker.disposed).toBe(true);
  expect(document.querySelector("canvas")).toBeNull();
  const told = worker.told.length;
  document.dispatchEvent(new Event("visibilitychange"));
  expect(worker.told).toHaveLength(told);
});
