import { addConvert } from "./commands/convert.ts";
import { addCurate } from "./commands/curate.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addExport } from "./commands/export.ts";
import { addImport } from "./commands/import.ts";
import { addInfo } from "./commands/info.ts";
import { addRecord } from "./commands/record.ts";
import { addRecover } from "./commands/recover.ts";
import { addRollout } from "./commands/rollout.ts";
import { addServe } from "./commands/serve.ts";
import { addTable } from "./commands/table.ts";
import { addTrain } from "./commands/train.ts";
import { addBench } from "./commands/bench.ts";
import { addVerify } from "./commands/verify.ts";
import { EXIT, runProgram } from "./run-program.ts";

const COMMANDS = [
  addDemo,
  addServe,
  addRecord,
  addImport,
  addExport,
  addInfo,
  addVerify,
  addRecover,
  addCurate,
  addTrain,
  addTable,
  addEvaluate,
  addRollout,
  addConvert,
  addBench,
  addDoctor,
];

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // The second time somebody means it; journals and policies are whole at any moment.
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
  });
}
// Whoever reads us may stop reading (`pogo info … | head`).
process.stdout.on("error", () => process.exit(EXIT.done));

const terminal = { stdout: process.stdout, stderr: process.stderr, signal: abort.signal };
process.exit(
  await runProgram(process.argv.slice(2), terminal, (cli) => {
    for (const add of COMMANDS) add(cli);
  }),
);
