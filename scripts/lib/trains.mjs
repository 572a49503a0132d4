const TRAINING_COMMANDS = new Set(["train", "demo", "table"]);

/** Whether a command line will train a policy, and therefore wants the TensorFlow addon prepared first. */
export function trains(args) {
  if (args.includes("--help") || args.includes("-h")) return false;
  const [command, name] = args.filter((arg) => !arg.startsWith("-"));
  return (
    TRAINING_COMMANDS.has(command) ||
    (command === "bench" && (name === undefined || name.startsWith("train") || name === "driving"))
  );
}
