import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readJson, withLock, writeAtomically } from "./files.mjs";
import { ROOT, cacheFolder } from "./paths.mjs";
import { say } from "./report.mjs";
import { canRun, tellingLine, run } from "./run.mjs";
import { SetupError, fetchWheel, findPython, unpackWheel } from "./wheel.mjs";

/**
 * libtensorflow as Python's wheel carries it. tfjs-node's own download has been closed (tensorflow/tfjs issue 8742);
 * 2.15 is the release its binding was written for.
 */
const WHEEL = {
  label: "TensorFlow 2.15.1",
  requirement: "tensorflow-cpu==2.15.1",
  options: ["--only-binary=:all:", "--python-version", "3.11", "--platform", "manylinux2014_x86_64"],
  file: "tensorflow_cpu-2.15.1-cp311-manylinux2014_x86_64.whl",
  sha256: "54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26",
  bytes: 207_208_420,
};
const MEMBERS = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
  "tensorflow/include/tensorflow/",
  "tensorflow/include/tsl/",
];
/** The names under which the binding and libtensorflow_cc look for the two libraries. */
const LINKS = {
  "libtensorflow.so": "libtensorflow_cc.so.2",
  "libtensorflow_cc.so.2": "libtensorflow_cc.so.2",
  "libtensorflow_framework.so": "libtensorflow_framework.so.2",
  "libtensorflow_framework.so.2": "libtensorflow_framework.so.2",
};
/** A Node-API version that every Node from 12.22 on implements; the binding uses nothing newer. */
const BINDING_NAPI = 8;
/** Changes with what this script makes of the same inputs. */
const LAYOUT = 1;
/** After a failure a command that could train without the addon does not try again for this long. */
const RETRY_MS = 10 * 60_000;

const require = createRequire(import.meta.url);

/** Where npm put tfjs-node, or undefined before `npm ci`. */
function packageFolder() {
  try {
    return dirname(require.resolve("@tensorflow/tfjs-node/package.json"));
  } catch {
    return undefined;
  }
}

function bindingPath(folder, napi) {
  return join(folder, "lib", `napi-v${napi}`, "tfjs_binding.node");
}

/** The version whose folder node-pre-gyp looks into: the newest the package lists that this Node has. */
function wantedNapi(folder, napi = Number(process.versions.napi)) {
  const listed = readJson(join(folder, "package.json")).binary.napi_versions;
  return Math.max(...listed.filter((version) => version <= napi));
}

/** Changes when any input of the build does. */
function stampOf(folder) {
  const hash = createHash("sha256").update(WHEEL.sha256).update(`${BINDING_NAPI} ${LAYOUT}`);
  for (const name of readdirSync(join(folder, "binding")).sort())
    hash.update(readFileSync(join(folder, "binding", name)));
  return hash.digest("hex");
}

/** Whether the addon of this checkout is complete for Node-API version `napi`. */
export function isAddonReady(napi) {
  const folder = packageFolder();
  if (folder === undefined) return false;
  const stamp = readJson(join(folder, "lib", "pogo-stamp.json"));
  return (
    stamp?.stamp === stampOf(folder) &&
    existsSync(bindingPath(folder, napi ?? wantedNapi(folder))) &&
    Object.keys(LINKS).every((name) => existsSync(join(folder, "deps", "lib", name)))
  );
}

async function libraryFolder(cache, python) {
  const folder = join(cache, `tensorflow-cpu-2.15.1-${WHEEL.sha256.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  say("Preparing TensorFlow (once; about 207 MB to download).");
  const wheel = await fetchWheel(WHEEL, cache, await python());
  await unpackWheel(wheel, MEMBERS, folder, WHEEL.label, await python());
  // What it held is unpacked and shared by every checkout of this user.
  rmSync(wheel);
  return folder;
}

function linkLibraries(folder, library) {
  const lib = join(folder, "deps", "lib");
  rmSync(join(folder, "deps"), { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(join(library, "tensorflow", target), join(lib, name));
  symlinkSync(join(library, "tensorflow", "include"), join(folder, "deps", "include"));
}

async function compile(folder) {
  const compiler = process.env.CXX ?? "g++";
  if (!(await canRun(compiler)))
    throw new SetupError(`the C++ compiler ${compiler} was not found (on Debian: apt-get install g++)`);
  const headers = dirname(require.resolve("node-api-headers/include/node_api.h", { paths: [ROOT] }));
  const target = bindingPath(folder, BINDING_NAPI);
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}.tmp`;
  const args = [
    "-O2",
    "-std=c++17",
    "-fPIC",
    "-shared",
    `-DNAPI_VERSION=${BINDING_NAPI}`,
    "-I..",
    "-Ideps/include",
    `-I${headers}`,
  ];
  const sources = ["binding/tfjs_backend.cc", "binding/tfjs_binding.cc"];
  const libraries = ["-Ldeps/lib", "-ltensorflow", "-ltensorflow_framework", "-Wl,-rpath,$ORIGIN/../../deps/lib"];
  const { code, stderr } = await run(compiler, [...args, ...sources, ...libraries, "-o", beside], {
    cwd: folder,
    timeoutMs: 5 * 60_000,
  });
  if (code !== 0) {
    rmSync(beside, { force: true });
    throw new SetupError(`the TensorFlow binding does not compile: ${tellingLine(stderr)}`);
  }
  renameSync(beside, target);
}

/** Copies, because an addon is loaded by the path under which the package looks for it. */
function placeBinding(folder, napi) {
  const target = bindingPath(folder, napi);
  if (napi === BINDING_NAPI || existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(bindingPath(folder, BINDING_NAPI), `${target}.tmp`);
  renameSync(`${target}.tmp`, target);
}

async function build(folder, napi, cache) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(`there is no prepared TensorFlow library for ${process.platform} ${process.arch}`);
  }
  let found;
  const python = async () => (found ??= await findPython());
  const stampFile = join(folder, "lib", "pogo-stamp.json");
  if (readJson(stampFile)?.stamp !== stampOf(folder) || !isAddonReady(BINDING_NAPI)) {
    rmSync(join(folder, "lib"), { recursive: true, force: true });
    linkLibraries(folder, await libraryFolder(cache, python));
    say("Compiling the TensorFlow binding.");
    await compile(folder);
    writeAtomically(stampFile, JSON.stringify({ stamp: stampOf(folder) }));
  }
  placeBinding(folder, napi);
}

/** Saves later commands the same wait; where nothing can be written, they wait. */
function rememberFailure(file, note) {
  try {
    writeAtomically(file, JSON.stringify({ at: Date.now(), note }));
  } catch (error) {
    if (error.code === undefined) throw error;
  }
}

/**
 * Makes tfjs-node loadable; costs nothing when it is already. Where that cannot be, says why in one line, and training
 * runs on the WebAssembly backend.
 * @param {{ napi?: number, retry?: boolean }} [options] `napi`: for another runtime than this Node; `retry`: even when
 *   it failed a moment ago
 * @returns {Promise<{ ready: boolean, note?: string }>}
 */
export async function prepareTensorflowAddon({ napi, retry = false } = {}) {
  const folder = packageFolder();
  if (folder === undefined) return { ready: false, note: "@tensorflow/tfjs-node is not installed; run npm ci" };
  const version = napi ?? wantedNapi(folder);
  if (isAddonReady(version)) return { ready: true };
  const cache = cacheFolder();
  const failureFile = join(cache, "tensorflow-failure.json");
  const failure = readJson(failureFile);
  if (!retry && failure !== undefined && Date.now() - failure.at < RETRY_MS)
    return { ready: false, note: failure.note };
  try {
    await withLock(cache, "tensorflow", async () => {
      if (!isAddonReady(version)) await build(folder, version, cache);
    });
    rmSync(failureFile, { force: true });
    return { ready: true };
  } catch (error) {
    if (!(error instanceof SetupError) && error.code === undefined) throw error;
    const note = `TensorFlow is not available: ${error.message}. Training uses the slower WebAssembly backend.`;
    rememberFailure(failureFile, note);
    say(note);
    return { ready: false, note };
  }
}
