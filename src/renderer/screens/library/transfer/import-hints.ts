import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";

/** What to point at for a format, and how such a path looks. */
export interface ImportHint {
  readonly what: string;
  readonly example: string;
}

export const IMPORT_HINTS: Readonly<Record<ForeignFormat, ImportHint>> = {
  lerobot: { what: "The folder that holds meta/info.json.", example: "/home/me/lerobot/hopper" },
  minari: { what: "The folder that holds data/main_data.hdf5.", example: "/home/me/minari/hopper/expert-v0" },
  robomimic: { what: "The HDF5 file with its data group.", example: "/home/me/robomimic/demo.hdf5" },
  mcap: { what: "The MCAP file, as this program writes it.", example: "/home/me/recordings/hops.mcap" },
  parquet: { what: "The folder or file of Parquet steps.", example: "/home/me/tables/hops.parquet" },
  csv: { what: "The folder that holds steps.csv.", example: "/home/me/tables/hops-csv" },
};

/** The format a path tells by its name; null where it tells none. */
export function guessFormat(path: string): ForeignFormat | null {
  const text = path.trim().toLowerCase().replaceAll("\\", "/");
  if (text.endsWith(".mcap")) return "mcap";
  if (text.endsWith(".parquet")) return "parquet";
  if (text.endsWith(".csv")) return "csv";
  if (text.endsWith("main_data.hdf5") || text.includes("/minari/")) return "minari";
  if (/\.(hdf5|h5)$/.test(text)) return "robomimic";
  if (text.includes("lerobot")) return "lerobot";
  return null;
}

/** A folder's or file's last part without its ending; Minari's own `data` folder says nothing, so its parent's. */
export function nameOf(path: string): string {
  const parts = path
    .trim()
    .split(/[\\/]+/)
    .filter(Boolean);
  const named = parts.filter((part) => part !== "main_data.hdf5" && part !== "data");
  return (named.at(-1) ?? parts.at(-1) ?? "").replace(/\.(hdf5|h5|mcap|parquet|csv)$/i, "");
}
