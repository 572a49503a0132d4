import { join } from "node:path";
import type { Check, DoctorProbes } from "./check.ts";

const OLDEST_NODE = [20, 19] as const;

/** Whether this Node is new enough. */
export async function checkNode({ nodeVersion }: DoctorProbes): Promise<Check> {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return {
    name: "Node.js",
    ok,
    detail: nodeVersion,
    remedy: ok ? "" : `Install Node.js ${OLDEST_NODE.join(".")} or newer.`,
  };
}

/** Whether the window's program is on this machine. */
export async function checkElectron(probes: DoctorProbes): Promise<Check> {
  const folder = join(probes.appFolder, "node_modules", "electron");
  const remedy = "Run npx install-electron where its download host can be reached; until then npm start serves a page.";
  const name = (await probes.fileText(join(folder, "path.txt")))?.trim();
  if (name === undefined) return { name: "Electron", ok: false, detail: "its binary is not downloaded", remedy };
  const binary = join(probes.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist"), name);
  if (!(await probes.exists(binary))) return { name: "Electron", ok: false, detail: `${binary} is missing`, remedy };
  const version = (await probes.fileText(join(folder, "dist", "version")))?.trim() ?? "of unknown version";
  return { name: "Electron", ok: true, detail: `${version} at ${binary}`, remedy: "" };
}

/** Whether a window could be shown. */
export async function checkDisplay({ platform, env }: DoctorProbes): Promise<Check> {
  if (platform !== "linux") return { name: "Display", ok: true, detail: `${platform} has one`, remedy: "" };
  const found = [env["WAYLAND_DISPLAY"], env["DISPLAY"]].find((value) => value !== undefined && value !== "");
  if (found !== undefined) return { name: "Display", ok: true, detail: found, remedy: "" };
  const remedy = "Start from a desktop session, or use npm start and open the address it prints.";
  return { name: "Display", ok: false, detail: "neither DISPLAY nor WAYLAND_DISPLAY is set", remedy };
}

/** Whether training runs on TensorFlow's own library. It is loaded in a process of its own, which a crash may end. */
export async function checkTensorflow(probes: DoctorProbes): Promise<Check> {
  const program = join(probes.appFolder, "out", "main", "tensorflow-probe.js");
  const name = "TensorFlow";
  if (!(await probes.exists(program))) {
    return { name, ok: false, detail: "the app is not built, so it was not tried", remedy: "Run npm run build." };
  }
  const { ok, text } = await probes.runProgram(process.execPath, [program]);
  const fast = ok && text.startsWith("tensorflow ");
  const remedy = "Run npm run setup; it says what is missing. Training works without it, several times slower.";
  return { name, ok: fast, detail: text, remedy: fast ? "" : remedy };
}

/** Whether the TensorFlow binding could be compiled. */
export async function checkCompiler(probes: DoctorProbes): Promise<Check> {
  const command = probes.env["CXX"] ?? "g++";
  const { ok, text } = await probes.runProgram(command, ["--version"]);
  const remedy = "Install a C++ compiler (on Debian: apt-get install g++), or name one in CXX.";
  return { name: "C++ compiler", ok, detail: text, remedy: ok ? "" : remedy };
}

/** Whether the TensorFlow library could be downloaded. */
export async function checkPip(probes: DoctorProbes): Promise<Check> {
  const { ok, text } = await probes.runProgram("python3", ["-m", "pip", "--version"]);
  const remedy = "Install Python's pip (on Debian: apt-get install python3-pip).";
  // "pip 23.2.1 from /folder (python 3.11)": where it lies says nothing about whether it works.
  return { name: "pip", ok, detail: ok ? text.replace(/ from .*(?= \(python)/, "") : text, remedy: ok ? "" : remedy };
}
