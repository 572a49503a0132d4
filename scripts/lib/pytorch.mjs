import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./paths.mjs";
import { preparePythonEnvironment } from "./python-environment.mjs";

const VERSION = "2.15.0";
const FOLDER = `torch-${VERSION}`;

/** Whether the environment has to be made first: on Linux x64 PyPI's wheel brings CUDA, 5.3 GB once it is unpacked. */
export function isPytorchMissing() {
  return !existsSync(join(cacheFolder(), FOLDER, "ready"));
}

/** The Python of the environment with PyTorch, which training is compared with. */
export function preparePytorch() {
  return preparePythonEnvironment({
    folder: FOLDER,
    label: `PyTorch ${VERSION}`,
    requirements: [`torch==${VERSION}`],
    probe: "import torch; torch.nn.LSTM(1, 1)",
    minutes: 30,
  });
}
