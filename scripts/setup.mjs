import { say } from "./lib/report.mjs";
import { prepareTensorflowAddon } from "./lib/tensorflow-addon.mjs";

const { ready } = await prepareTensorflowAddon({ retry: true });
if (ready) say("TensorFlow is ready.");
process.exitCode = ready ? 0 : 1;
