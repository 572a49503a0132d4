import { assertNever } from "../base/assert-never.ts";
import type { ForeignFormat } from "../dataset/foreign-formats.ts";

function python(...lines: readonly string[]): readonly string[] {
  return ["```python", ...lines, "```"];
}

/** How an export is loaded in Python with the library that people of that format use, as Markdown lines. */
export function loadingExample(format: ForeignFormat, folder: string): readonly string[] {
  // a name from a person: a string of Python is written as one of JSON
  const name = JSON.stringify(folder);
  switch (format) {
    case "lerobot":
      return python(
        "from lerobot.datasets.lerobot_dataset import LeRobotDataset",
        "",
        `dataset = LeRobotDataset("local/hopper", root=${name})`,
        'print(dataset.num_episodes, dataset[0]["observation.state"], dataset[0]["action"])',
      );
    case "minari":
      return python(
        "import os",
        'os.environ["MINARI_DATASETS_PATH"] = "."  # the folder that this one is in',
        "import minari",
        "",
        `dataset = minari.load_dataset(${name})`,
        "for episode in dataset.iterate_episodes():",
        "    print(episode.observations.shape, episode.rewards.sum())",
      );
    case "robomimic":
      return python(
        "import h5py",
        "",
        'file = h5py.File("low_dim.hdf5", "r")',
        'for name, demo in file["data"].items():',
        '    print(name, demo["actions"].shape, list(demo["obs"]))',
      );
    case "mcap":
      return python(
        "from mcap.reader import make_reader",
        "from mcap_protobuf.decoder import DecoderFactory  # pip install mcap-protobuf-support",
        "",
        'with open("episodes.mcap", "rb") as file:',
        "    reader = make_reader(file, decoder_factories=[DecoderFactory()])",
        "    for schema, channel, message, decoded in reader.iter_decoded_messages():",
        "        print(channel.topic, message.log_time, decoded)",
      );
    case "parquet":
      return python(
        "import pandas",
        "",
        'steps = pandas.read_parquet("steps.parquet")',
        'for episode, rows in steps.groupby("episode"):',
        '    print(episode, len(rows), rows["reward"].sum())',
      );
    case "csv":
      return python(
        "import pandas",
        "",
        'steps = pandas.read_csv("steps.csv")',
        'for episode, rows in steps.groupby("episode"):',
        '    print(episode, len(rows), rows["reward"].sum())',
      );
    default:
      return assertNever(format);
  }
}
