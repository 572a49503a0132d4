import { expect, test } from "vitest";
import type { DoctorProbes } from "../../../../src/node/doctor/check.ts";
import { runDoctor } from "../../../../src/node/doctor/run-doctor.ts";

const FILES: Readonly<Record<string, string>> = {
  "/app/node_modules/electron/path.txt": "electron",
  "/app/node_modules/electron/dist/electron": "",
  "/app/node_modules/electron/dist/version": "45.4.1",
  "/app/out/main/tensorflow-probe.js": "",
  "/app/out/main/index.js": "",
  "/app/out/main/cli.js": "",
  "/app/out/preload/index.cjs": "",
  "/app/out/renderer/index.html": "",
};

function healthy(changes: Partial<DoctorProbes> = {}, files = FILES): DoctorProbes {
  return {
    platform: "linux",
    env: { DISPLAY: ":0" },
    nodeVersion: "20.19.0",
    appFolder: "/app",
    dataFolder: "/data",
    fileText: async (path) => files[path],
    exists: async (path) => path in files,
    tryWriting: async () => undefined,
    freeBytes: async () => 5e9,
    runProgram: async (_, [first]) => ({
      ok: true,
      text: first?.endsWith("probe.js") === true ? "tensorflow 2.15.1" : "fine 1.0",
    }),
    ...changes,
  };
}

function without(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(FILES).filter(([name]) => name !== path));
}

test("a healthy machine needs nothing", async () => {
  const { checks } = await runDoctor(healthy());
  expect(checks.map(({ name }) => name)).toEqual([
    "Node.js",
    "Electron",
    "Display",
    "TensorFlow",
    "C++ compiler",
    "pip",
    "Data folder",
    "Disk space",
    "Built app",
  ]);
  expect(checks.filter(({ ok, remedy }) => !ok || remedy !== "")).toEqual([]);
});

test.each([
  ["Node.js", healthy({ nodeVersion: "20.18.3" }), "20.18.3", "20.19"],
  ["Electron", healthy({}, without("/app/node_modules/electron/path.txt")), "not downloaded", "install-electron"],
  ["Electron", healthy({}, without("/app/node_modules/electron/dist/electron")), "missing", "install-electron"],
  ["Display", healthy({ env: { DISPLAY: "" } }), "DISPLAY", "npm start"],
  ["Data folder", healthy({ tryWriting: async () => "read-only" }), "/data: read-only", "writable"],
  ["Disk space", healthy({ freeBytes: async () => 2e8 }), "0.2 GB", "space"],
  ["Built app", healthy({}, without("/app/out/renderer/index.html")), "out/renderer/index.html", "npm run build"],
  ["TensorFlow", healthy({}, without("/app/out/main/tensorflow-probe.js")), "not built", "npm run build"],
])("%s alone is reported, with its remedy", async (name, probes, detail, remedy) => {
  const bad = (await runDoctor(probes)).checks.filter(({ ok }) => !ok);
  expect(bad.map((check) => check.name)).toEqual([name]);
  expect(bad[0]?.detail).toContain(detail);
  expect(bad[0]?.remedy).toContain(remedy);
});

test("TensorFlow on a slower backend, or crashing, is not fine", async () => {
  for (const answer of [
    { ok: true, text: "wasm 4.22.0; node is not available" },
    { ok: false, text: "Illegal instruction" },
  ]) {
    const { checks } = await runDoctor(healthy({ runProgram: async () => answer }));
    const tensorflow = checks.find(({ name }) => name === "TensorFlow");
    expect(tensorflow).toMatchObject({ ok: false, detail: answer.text });
    expect(tensorflow?.remedy).toContain("npm run setup");
  }
});

test("programs that cannot be run are named with their package", async () => {
  const { checks } = await runDoctor(healthy({ runProgram: async () => ({ ok: false, text: "ENOENT" }) }));
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["TensorFlow", "C++ compiler", "pip"]);
});
