// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { FromScene } from "../../../../src/renderer/viewer/messages.ts";
import { createSceneHost } from "../../../../src/renderer/viewer/scene-host.ts";

test("without WebGL the host says what failed, once, and takes the rest in silence", () => {
  const said: FromScene[] = [];
  const take = createSceneHost({ mayWait: false, post: (message) => said.push(message) });
  take({ type: "init", canvas: document.createElement("canvas") });
  take({ type: "theme", theme: "light" });
  take({ type: "visible", visible: true });
  take({ type: "dispose" });
  expect(said).toEqual([{ type: "failed", message: expect.stringContaining("WebGL") }]);
});
