/**
 * Who may import what. One row per folder; a file belongs to the row with the longest matching folder and may always
 * import its own row. `may` names folders or single files, `packages` npm packages ("node:" is Node's built-ins).
 * `apart` rows are collections: their files import each other only where `except` lists the pair [importer, imported].
 * @typedef {{ folder: string, may: readonly string[], packages: readonly string[], apart?: boolean,
 *   except?: readonly (readonly [string, string])[] }} Layer
 */

const SIM_TYPES = "src/shared/sim/types.ts";
const BASE = "src/shared/base";
/** How a pad is read, which episodes tell of themselves. */
const PAD_PROFILE = "src/shared/control/pad-profile.ts";
/** How the drive worker's frames lie in memory, and on which clock, for the scene that reads them in a thread of its own. */
const FRAMES = ["src/renderer/drive/mailbox.ts", "src/renderer/drive/records.ts", "src/renderer/drive/shared-clock.ts"];
const PLAIN_SHARED = [
  BASE,
  "src/shared/sim",
  "src/shared/control",
  "src/shared/record",
  "src/shared/dataset",
  "src/shared/export",
  "src/shared/policy",
  "src/shared/ipc",
];
const ALL_SHARED = [...PLAIN_SHARED, "src/shared/dataset/arrow", "src/shared/learn", "src/shared/learn/algorithms"];
const UI_PACKAGES = [
  "react",
  "react-dom",
  "@mantine/core",
  "@mantine/hooks",
  "@mantine/modals",
  "@mantine/notifications",
  "@tabler/icons-react",
  "zustand",
  "uplot",
  "zod",
];

/** @type {readonly Layer[]} */
export const LAYERS = [
  { folder: BASE, may: [], packages: [] },
  { folder: "src/shared/sim", may: [BASE], packages: ["cannon-es"] },
  { folder: "src/shared/control", may: [BASE, SIM_TYPES], packages: [] },
  { folder: "src/shared/record", may: [BASE, "src/shared/dataset", SIM_TYPES], packages: [] },
  { folder: "src/shared/dataset", may: [BASE, PAD_PROFILE], packages: ["zod"] },
  { folder: "src/shared/dataset/arrow", may: [BASE, "src/shared/dataset"], packages: ["apache-arrow"] },
  { folder: "src/shared/export", may: [BASE, "src/shared/dataset"], packages: ["zod"] },
  { folder: "src/shared/policy", may: [BASE], packages: ["zod"] },
  {
    folder: "src/shared/learn",
    may: [BASE, "src/shared/sim", "src/shared/dataset", "src/shared/policy", "src/shared/learn/algorithms"],
    packages: ["@bufbuild/protobuf", "@tensorflow/tfjs-core", "zod"],
  },
  {
    folder: "src/shared/learn/algorithms",
    may: [BASE, "src/shared/sim", "src/shared/dataset", "src/shared/policy", "src/shared/learn"],
    packages: ["@tensorflow/tfjs-core"],
    apart: true,
    except: [
      ["gail", "ppo"],
      ["dagger", "bc"],
    ],
  },
  {
    folder: "src/shared/ipc",
    may: [BASE, "src/shared/dataset", "src/shared/policy", "src/shared/control", SIM_TYPES],
    packages: ["@msgpack/msgpack", "zod"],
  },
  {
    folder: "src/node",
    may: ALL_SHARED,
    packages: [
      "node:",
      "@bufbuild/protobuf",
      "@mcap/core",
      "@msgpack/msgpack",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-node",
      "csv-parse",
      "csv-stringify",
      "fzstd",
      "h5wasm",
      "hyparquet",
      "hyparquet-compressors",
      "open",
      "proper-lockfile",
      "ulid",
      "write-file-atomic",
      "ws",
      "zod",
    ],
  },
  { folder: "src/main", may: [...ALL_SHARED, "src/node"], packages: ["node:", "electron", "zod"] },
  { folder: "src/preload", may: [BASE, "src/shared/ipc"], packages: ["electron"] },
  { folder: "src/cli", may: [...ALL_SHARED, "src/node"], packages: ["node:", "cli-progress", "commander", "zod"] },
  { folder: "src/renderer/bridge", may: [BASE, "src/shared/ipc"], packages: ["@msgpack/msgpack", "zod"] },
  { folder: "src/renderer/input", may: [BASE, "src/shared/control"], packages: ["gamepad.js"] },
  { folder: "src/renderer/viewer", may: [BASE, SIM_TYPES, ...FRAMES], packages: ["three"] },
  {
    folder: "src/renderer",
    may: [...PLAIN_SHARED, "src/renderer/bridge", "src/renderer/input", "src/renderer/viewer"],
    packages: UI_PACKAGES,
  },
];

/** Folders in which every host must compute the same bits: only correctly rounded arithmetic. */
export const SAME_BITS = ["src/shared/sim", "src/shared/control", "src/shared/policy"];
/** Without randomness and clocks of their own. */
export const SEEDED = ["src/shared"];
/** Lines; a file that needs more has more than one purpose. */
export const MAX_LINES = 400;
export const MAX_MEDIAN_LINES = 100;
