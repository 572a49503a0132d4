"""Other libraries' side of the exports of `pogo bench dataset`: each writes the same episodes in its own way, synced.

Arguments: a folder of Arrow episode files, a work folder, how many episodes. Answers one line of JSON with megabytes of the
episodes' own files per second and per second of the processor (reading them included, as Pogo's rates do), best of three. What a library would have to
make of each step beforehand (messages, episode buffers, flat columns) is made before the clock starts.
"""

import json
import os
import shutil
import struct
import sys
import time

import h5py
import numpy as np
import pandas
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

episodes_folder, work, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
files = [os.path.join(episodes_folder, name) for name in sorted(os.listdir(episodes_folder))[:count]]
os.environ["MINARI_DATASETS_PATH"] = os.path.join(work, "minari")


def read(path):
    with pa.memory_map(path) as source:
        return pa.ipc.open_stream(source).read_all()


def arrays_of(table):
    """Every step column as an array of rows; snapshots stay behind."""
    arrays = {}
    for name in table.schema.names:
        column = table[name].combine_chunks()
        if pa.types.is_binary(column.type):
            continue
        if pa.types.is_fixed_size_list(column.type):
            arrays[name] = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, column.type.list_size)
        else:
            arrays[name] = column.to_numpy(zero_copy_only=False)
    return arrays


def sync(path):
    handle = os.open(path, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)


def parquet(out, episodes):
    """A row group per episode, plain and uncompressed as Pogo's."""
    writer = None
    for path in files[:episodes]:
        table = read(path)
        writer = writer or pq.ParquetWriter(out, table.schema, compression="none", use_dictionary=False, write_statistics=False)
        writer.write_table(table)
    writer.close()
    sync(out)


def lerobot(out, episodes):
    """LeRobot's columns in snappy with dictionaries, as its writer has them, and numpy's statistics of every column."""
    writer = None
    for path in files[:episodes]:
        arrays = arrays_of(read(path))
        columns = {"observation.state": arrays["observation"].astype(np.float32), **arrays}
        statistics = []
        for values in columns.values():
            rows = values.reshape(len(values), -1).astype(np.float64)
            statistics.append((rows.min(0), rows.max(0), rows.mean(0), rows.std(0)))
            statistics.append(np.quantile(rows, [0.01, 0.1, 0.5, 0.9, 0.99], axis=0))
        table = pa.table({
            name: pa.array(v) if v.ndim == 1 else pa.FixedSizeListArray.from_arrays(pa.array(v.reshape(-1)), v.shape[1])
            for name, v in columns.items()
        })
        writer = writer or pq.ParquetWriter(out, table.schema, compression="snappy", use_dictionary=True)
        writer.write_table(table)
    writer.close()
    sync(out)


def robomimic(out, episodes):
    """What robomimic's converters do: h5py, a dataset per array."""
    with h5py.File(out, "w") as file:
        for i, path in enumerate(files[:episodes]):
            arrays = arrays_of(read(path))
            observation = arrays.pop("observation")
            demo = file.create_group(f"data/demo_{i}")
            demo.attrs["num_samples"] = len(observation)
            demo.create_dataset("obs/flat", data=observation)
            demo.create_dataset("next_obs/flat", data=observation)
            demo.create_dataset("states", data=np.concatenate([arrays["x"][:, None], observation], axis=1))
            demo.create_dataset("actions", data=arrays.pop("action"))
            demo.create_dataset("rewards", data=arrays.pop("reward"))
            demo.create_dataset("dones", data=arrays["terminated"])
            for name, values in arrays.items():
                demo.create_dataset(f"pogo/{name}", data=values)
    sync(out)


def minari_buffers(episodes):
    from minari.data_collector import EpisodeBuffer
    buffers = []
    for i, path in enumerate(files[:episodes]):
        arrays = arrays_of(read(path))
        observation = arrays.pop("observation")
        ends = np.zeros(len(observation), dtype=bool)
        ends[-1] = True
        buffers.append(EpisodeBuffer(
            id=i, observations=np.concatenate([observation, observation[-1:]]), actions=arrays.pop("action"),
            rewards=arrays.pop("reward"), terminations=arrays["terminated"].astype(bool), truncations=ends, infos=arrays))
    return buffers


def minari(_out, _episodes, buffers):
    """The library's own dataset from buffers that are in memory."""
    import gymnasium
    import minari as library
    library.create_dataset_from_buffers(
        "bench-v0", buffers, observation_space=gymnasium.spaces.Box(-np.inf, np.inf, (11,)),
        action_space=gymnasium.spaces.Box(-1, 1, (3,), dtype=np.float32), algorithm_name="x", author="x",
        author_email="x@example.invalid", code_permalink="x")
    for folder, _, names in os.walk(os.environ["MINARI_DATASETS_PATH"]):
        for name in names:
            sync(os.path.join(folder, name))


def rows_of_text(episodes):
    frames = []
    for path in files[:episodes]:
        flat = {}
        for name, values in arrays_of(read(path)).items():
            if values.ndim == 1:
                flat[name] = values
            else:
                flat |= {f"{name}_{i}": values[:, i] for i in range(values.shape[1])}
        frames.append(pandas.DataFrame(flat))
    return frames


def csv_by_pandas(out, _episodes, frames):
    with open(out, "w") as file:
        for i, frame in enumerate(frames):
            frame.to_csv(file, index=False, header=i == 0)
    sync(out)


def csv_by_pyarrow(out, _episodes, frames):
    with open(out, "wb") as file:
        for i, frame in enumerate(frames):
            pa.csv.write_csv(pa.Table.from_pandas(frame, preserve_index=False), file, pa.csv.WriteOptions(include_header=i == 0))
    sync(out)


def messages_of(episodes):
    """The bytes of six messages a step, as long as Pogo's: encoding them costs the library nothing here."""
    return [bytes(size) for size in (122, 61, 46, 22, 178, 38)]


def mcap(out, episodes, messages):
    from mcap.writer import CompressionType, Writer
    with open(out, "wb") as file:
        writer = Writer(file, chunk_size=4 << 20, compression=CompressionType.NONE)
        writer.start()
        schema = writer.register_schema("bench", "protobuf", b"")
        channels = [writer.register_channel(f"/{i}", "protobuf", schema) for i in range(len(messages))]
        at = 1_700_000_000_000_000_000
        for path in files[:episodes]:
            for step in range(read(path).num_rows):
                at += 8_000_000
                for channel, data in zip(channels, messages):
                    writer.add_message(channel, at, data, at, step)
        writer.finish()
    sync(out)


def best_rate(write, episodes, prepare=None):
    episodes = min(episodes, count)
    made = [] if prepare is None else [prepare(episodes)]
    size = sum(os.path.getsize(path) for path in files[:episodes])
    best, best_cpu = float("inf"), float("inf")
    for _ in range(3):
        shutil.rmtree(os.environ["MINARI_DATASETS_PATH"], ignore_errors=True)
        out = os.path.join(work, "out")
        started, cpu = time.perf_counter(), time.process_time()
        write(out, episodes, *made)
        best = min(best, time.perf_counter() - started)
        best_cpu = min(best_cpu, time.process_time() - cpu)
        if os.path.exists(out):
            os.remove(out)
    return {"megabytesPerSecond": size / best / 1e6, "megabytesPerCpuSecond": size / best_cpu / 1e6}


FEW = 20
answers = [
    {"format": "parquet", "library": "pyarrow", **best_rate(parquet, count)},
    {"format": "lerobot", "library": "pyarrow and numpy", **best_rate(lerobot, count)},
    {"format": "robomimic", "library": "h5py", **best_rate(robomimic, count)},
    {"format": "minari", "library": "minari", **best_rate(minari, FEW, minari_buffers)},
    {"format": "csv", "library": "pandas", **best_rate(csv_by_pandas, FEW, rows_of_text)},
    {"format": "csv", "library": "pyarrow", **best_rate(csv_by_pyarrow, count, rows_of_text)},
    {"format": "mcap", "library": "mcap", **best_rate(mcap, FEW, messages_of)},
]
print(json.dumps(answers))
