"""Other libraries' side of `pogo bench dataset`: reads the training columns of the same episodes, on one core.

Arguments: a folder of Arrow episode files, a work folder, how many episodes. Answers one line of JSON with steps per
second and versions. Each reader ends with float32 arrays of observations and actions, as Pogo does.
"""

import json
import os
import sys
import time

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

episodes_folder, work, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
pa.set_cpu_count(1)
pa.set_io_thread_count(1)
files = [os.path.join(episodes_folder, name) for name in sorted(os.listdir(episodes_folder))[:count]]


def flat(table, name, width):
    return table[name].combine_chunks().flatten().to_numpy().reshape(-1, width)


def read_arrow():
    for path in files:
        with pa.memory_map(path) as source:
            names = pa.ipc.open_stream(source).schema.names
            source.seek(0)
            wanted = [names.index("observation"), names.index("action_label")]
            table = pa.ipc.open_stream(source, options=pa.ipc.IpcReadOptions(included_fields=wanted, use_threads=False)).read_all()
            yield flat(table, "observation", 11).astype(np.float32), flat(table, "action_label", 3).astype(np.float32)


def read_hdf5():
    with h5py.File(os.path.join(work, "robomimic.hdf5"), "r") as file:
        for i in range(count):
            demo = file[f"data/demo_{i}"]
            yield demo["obs/state"][:].astype(np.float32), demo["actions"][:].astype(np.float32)


def read_parquet():
    file = pq.ParquetFile(os.path.join(work, "lerobot.parquet"))
    for i in range(count):
        table = file.read_row_group(i, columns=["observation.state", "action"], use_threads=False)
        yield flat(table, "observation.state", 11), flat(table, "action", 3)


def write_others():
    arrays = list(read_arrow())
    table = pa.ipc.open_stream(files[0]).read_all()
    observation = flat(table, "observation", 11)
    with h5py.File(os.path.join(work, "robomimic.hdf5"), "w") as file:
        for i, (_, actions) in enumerate(arrays):
            file.create_dataset(f"data/demo_{i}/obs/state", data=observation)
            file.create_dataset(f"data/demo_{i}/actions", data=actions)
    def rows(values, width):
        return pa.FixedSizeListArray.from_arrays(pa.array(values.reshape(-1)), width)
    tables = [pa.table({"observation.state": rows(o, 11), "action": rows(a, 3)}) for o, a in arrays]
    with pq.ParquetWriter(os.path.join(work, "lerobot.parquet"), tables[0].schema) as writer:
        for table in tables:
            writer.write_table(table)


def steps_per_second(read):
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        kept = [(o, a) for o, a in read()]
        best = max(best, sum(len(o) for o, _ in kept) / (time.perf_counter() - started))
    return best


write_others()
print(json.dumps({
    "pyarrow": pa.__version__,
    "h5py": h5py.__version__,
    "arrowStepsPerSecond": steps_per_second(read_arrow),
    "hdf5StepsPerSecond": steps_per_second(read_hdf5),
    "parquetStepsPerSecond": steps_per_second(read_parquet),
}))
