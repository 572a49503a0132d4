import { build } from "./lib/ensure-built.mjs";
import { say } from "./lib/report.mjs";

const started = Date.now();
try {
  await build();
  say(`Built out/ in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
