import { execFile } from "node:child_process";
import { promises as fs } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { preparePythonEnvironment } from "../../scripts/lib/python-environment.mjs";
import { FOREIGN_FORMATS } from "../../src/shared/dataset/foreign-formats.ts";
import { findAppFolder } from "../../src/node/settings/app-folder.ts";

const run = promisify(execFile);

const peersSchema = z.object({
  pyarrow: z.string(),
  h5py: z.string(),
  /** of the same Arrow files, memory-mapped, without checksums */
  arrowStepsPerSecond: z.number(),
  /** of robomimic's HDF5 layout */
  hdf5StepsPerSecond: z.number(),
  /** of LeRobot's Parquet layout, float32, a row group per episode */
  parquetStepsPerSecond: z.number(),
});
export type Peers = z.infer<typeof peersSchema>;

/** Reads the same episodes with other libraries, in this sitting and on one core. An Error says why that cannot be. */
export async function measurePeers(dataset: string, work: string, episodes: number): Promise<Peers> {
  const python = await preparePythonEnvironment({
    folder: "dataset-readers-1",
    label: "pyarrow and h5py",
    requirements: ["pyarrow>=20", "h5py>=3.12"],
    probe: "import pyarrow.parquet, h5py",
    minutes: 10,
  });
  const folder = join(work, "peers");
  await fs.mkdir(folder);
  const script = join(findAppFolder(), "bench", "dataset", "readers.py");
  const { stdout } = await run(python, [script, join(dataset, "episodes"), folder, String(episodes)], {
    maxBuffer: 1 << 20,
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  return peersSchema.parse(JSON.parse(stdout));
}

const writersSchema = z.array(
  z.object({
    format: z.enum(FOREIGN_FORMATS),
    library: z.string(),
    megabytesPerSecond: z.number(),
    megabytesPerCpuSecond: z.number(),
  }),
);
/** What another library reaches with the same episodes; megabytes of their own files, as in `Rate`. */
export type Writer = z.infer<typeof writersSchema>[number];

/** Writes the same episodes with other libraries, in this sitting. An Error says why that cannot be. */
export async function measureWriters(
  dataset: string,
  work: string,
  episodes: number,
): Promise<z.infer<typeof writersSchema>> {
  const python = await preparePythonEnvironment({
    folder: "dataset-writers-1",
    label: "pyarrow, h5py, pandas, minari and mcap",
    requirements: ["pyarrow>=20", "h5py>=3.12", "pandas>=2.2", "minari[hdf5]==0.5.4", "pillow", "mcap>=1.2"],
    probe: "import pyarrow.parquet, h5py, pandas, minari, mcap",
    minutes: 10,
  });
  const folder = join(work, "writers");
  await fs.mkdir(folder);
  const script = join(findAppFolder(), "bench", "dataset", "writers.py");
  const { stdout } = await run(python, [script, join(dataset, "episodes"), folder, String(episodes)], {
    maxBuffer: 1 << 20,
  });
  return writersSchema.parse(JSON.parse(stdout));
}
