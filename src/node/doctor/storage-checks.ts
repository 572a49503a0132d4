import { join } from "node:path";
import type { Check, DoctorProbes } from "./check.ts";

/** A day of demonstrations, its checkpoints and an export fit in this; below it a recording may be cut short. */
const ENOUGH_BYTES = 1e9;

/** Files without which a face of the app does not start. */
const BUILT_FILES = ["out/main/index.js", "out/main/cli.js", "out/preload/index.cjs", "out/renderer/index.html"];

/** Whether datasets and policies can be written. */
export async function checkDataFolder(probes: DoctorProbes): Promise<Check> {
  const reason = await probes.tryWriting(probes.dataFolder);
  const detail = reason === undefined ? probes.dataFolder : `${probes.dataFolder}: ${reason}`;
  const remedy = "Make the folder writable, or start Pogo with POGO_HOME set to another.";
  return { name: "Data folder", ok: reason === undefined, detail, remedy: reason === undefined ? "" : remedy };
}

/** Whether there is room to record. */
export async function checkDiskSpace(probes: DoctorProbes): Promise<Check> {
  const bytes = await probes.freeBytes(probes.dataFolder);
  if (bytes === undefined) {
    return { name: "Disk space", ok: true, detail: "this system does not tell", remedy: "" };
  }
  const ok = bytes >= ENOUGH_BYTES;
  const remedy = ok ? "" : "Free some space, or move the data folder to another disk.";
  return { name: "Disk space", ok, detail: `${(bytes / 1e9).toFixed(1)} GB free`, remedy };
}

/** Whether every face of the app is built. */
export async function checkBuilt(probes: DoctorProbes): Promise<Check> {
  const missing: string[] = [];
  for (const file of BUILT_FILES) if (!(await probes.exists(join(probes.appFolder, file)))) missing.push(file);
  if (missing.length === 0) return { name: "Built app", ok: true, detail: "out/ is complete", remedy: "" };
  return { name: "Built app", ok: false, detail: `missing: ${missing.join(", ")}`, remedy: "Run npm run build." };
}
