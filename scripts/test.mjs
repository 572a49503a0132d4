import { ensurePackages } from "./lib/ensure-packages.mjs";

ensurePackages();
const { addCounts, closingLine } = await import("./lib/count-tests.mjs");
const { runSuite } = await import("./lib/run-suite.mjs");
const { SUITES } = await import("./lib/test-suites.mjs");

const started = Date.now();
const strict = process.env.CI === "true";
const suites = chosenSuites(process.argv.slice(2));
const results = [];
for (const suite of suites) results.push(await runOne(suite));
conclude();

function chosenSuites(args) {
  const names = args.flatMap((arg, i) => (args[i - 1] === "--only" ? arg.split(",") : []));
  const isOdd = args.some((arg, i) => arg !== "--only" && args[i - 1] !== "--only");
  const chosen = SUITES.filter(
    ({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group),
  );
  if (isOdd || chosen.length === 0) {
    console.error(`Usage: npm test [-- --only ${SUITES.map(({ name }) => name).join("|")}|e2e]`);
    process.exit(2);
  }
  return chosen;
}

async function runOne(suite) {
  console.log(`\n=== ${suite.name}`);
  const begun = Date.now();
  const reason = await suite.prepare?.();
  // In CI a suite that could not be prepared is a failure: nobody would read that it was left out.
  const counts =
    reason === undefined
      ? await runSuite(suite)
      : { passed: 0, failed: strict ? 1 : 0, skipped: strict ? 0 : 1, failures: [] };
  if (reason !== undefined) console.log(`${suite.name} was not run: ${reason}`);
  if (strict && counts.skipped > 0) {
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  return { name: suite.name, reason, counts, seconds: (Date.now() - begun) / 1000 };
}

function conclude() {
  console.log("");
  for (const { name, reason, counts, seconds } of results) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    const why = reason === undefined ? "" : ` (not run: ${reason.split("\n").at(-1)})`;
    console.log(`${name.padEnd(10)} ${closingLine(counts)}${skipped} in ${seconds.toFixed(1)} s${why}`);
    for (const failure of counts.failures) console.log(`  ${failure}`);
  }
  const since = Number(process.env.POGO_CI_STARTED);
  const whole = since > 0 ? `, ${(Date.now() / 1000 - since).toFixed(0)} s with npm ci` : "";
  console.log(`Wall time ${((Date.now() - started) / 1000).toFixed(0)} s${whole}.`);
  const sum = addCounts(results.map(({ counts }) => counts));
  console.log(closingLine(sum));
  process.exitCode = sum.failed === 0 ? 0 : 1;
}
