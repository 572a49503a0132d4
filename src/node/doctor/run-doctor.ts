import type { Check, DoctorProbes } from "./check.ts";
import { checkCompiler, checkDisplay, checkElectron, checkNode, checkPip, checkTensorflow } from "./software-checks.ts";
import { checkBuilt, checkDataFolder, checkDiskSpace } from "./storage-checks.ts";

const CHECKS: readonly ((probes: DoctorProbes) => Promise<Check>)[] = [
  checkNode,
  checkElectron,
  checkDisplay,
  checkTensorflow,
  checkCompiler,
  checkPip,
  checkDataFolder,
  checkDiskSpace,
  checkBuilt,
];

/** What works on this machine, what does not, and what to do about it; for the real machine pass `machineProbes(…)`. */
export async function runDoctor(probes: DoctorProbes): Promise<{ readonly checks: readonly Check[] }> {
  return { checks: await Promise.all(CHECKS.map((check) => check(probes))) };
}
