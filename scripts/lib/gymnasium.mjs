import { preparePythonEnvironment } from "./python-environment.mjs";

/** The Python of the environment with Gymnasium and MuJoCo, which the physics is compared with. */
export function prepareGymnasium() {
  return preparePythonEnvironment({
    folder: "gymnasium-1.4.0",
    label: "Gymnasium with MuJoCo",
    requirements: ["gymnasium[mujoco]==1.4.0", "mujoco==4.0.0"],
    probe: "import gymnasium, mujoco; gymnasium.make('Hopper-v5')",
  });
}
