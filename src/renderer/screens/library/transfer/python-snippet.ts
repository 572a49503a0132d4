import { assertNever } from "../../../../shared/base/assert-never.ts";
import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";

/** Python that opens what an export made, for pasting; `files` are the absolute paths the export named. */
export function pythonSnippet(format: ForeignFormat, files: readonly string[]): string {
  const folder = folderOf(files);
  const ending = (end: string): string => quote(files.find((file) => file.endsWith(end)) ?? `${folder}/…${end}`);
  switch (format) {
    case "lerobot":
      return [
        "from lerobot.datasets.lerobot_dataset import LeRobotDataset",
        `dataset = LeRobotDataset("local/${nameOf(folder)}", root=${quote(folder)})`,
        'dataset[0]["observation.state"], dataset[0]["action"]',
      ].join("\n");
    case "minari":
      return [
        "from minari import MinariDataset",
        `dataset = MinariDataset(${quote(parentOf(ending(".hdf5")))})`,
        "for episode in dataset:",
        "    print(episode.observations.shape, episode.actions.shape, episode.rewards.sum())",
      ].join("\n");
    case "robomimic":
      return [
        "import h5py",
        `with h5py.File(${ending(".hdf5")}) as file:`,
        '    demo = file["data/demo_0"]',
        '    print(demo["actions"].shape, list(demo["obs"]), list(file["mask"]))',
      ].join("\n");
    case "mcap":
      return [
        "from mcap.reader import make_reader",
        "from mcap_protobuf.decoder import DecoderFactory",
        `with open(${ending(".mcap")}, "rb") as file:`,
        "    reader = make_reader(file, decoder_factories=[DecoderFactory()])",
        "    for schema, channel, message, decoded in reader.iter_decoded_messages():",
        "        print(channel.topic, message.log_time, decoded)",
      ].join("\n");
    case "parquet":
      return ["import pandas as pd", `steps = pd.read_parquet(${ending(".parquet")})`, "steps.describe()"].join("\n");
    case "csv":
      return [
        "import pandas as pd",
        `steps = pd.read_csv(${ending("steps.csv")})`,
        'steps.groupby("episode")["reward"].sum()',
      ].join("\n");
    default:
      return assertNever(format);
  }
}

/** The folder that holds all files: the longest common beginning of their folders. */
export function folderOf(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => file.split(/[\\/]/).slice(0, -1));
  const length = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const parts =
    length < 0
      ? first.slice(0, Math.min(first.length, ...others.map((other) => other.length)))
      : first.slice(0, length);
  return parts.join(files[0]?.includes("\\") === true ? "\\" : "/");
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Of a quoted path. */
function parentOf(quoted: string): string {
  const path = JSON.parse(quoted) as string;
  return path.slice(0, Math.max(0, path.length - nameOf(path).length - 1));
}

/** A Python string: JSON's are valid ones. */
function quote(text: string): string {
  return JSON.stringify(text);
}
