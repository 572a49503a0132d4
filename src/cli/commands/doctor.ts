import { machineProbes } from "../../node/doctor/machine-probes.ts";
import { runDoctor } from "../../node/doctor/run-doctor.ts";
import type { Cli } from "../cli.ts";

export function addDoctor(cli: Cli): void {
  cli.command("doctor", "tell what works on this machine, what does not, and what to do", "doctor").action(() =>
    cli.run(async ({ appFolder, home }) => {
      const report = await runDoctor(machineProbes(appFolder, home));
      const width = Math.max(...report.checks.map(({ name }) => name.length));
      const lines = report.checks.map(
        ({ name, ok, detail, remedy }) =>
          `${ok ? "✓" : "✗"} ${name.padEnd(width)}  ${detail}${ok || remedy === "" ? "" : `\n  ${" ".repeat(width)}  → ${remedy}`}`,
      );
      return { json: report, text: lines.join("\n") };
    }),
  );
}
