import { checkArchitecture, readSources } from "./lib/architecture.mjs";

const files = readSources();
const complaints = Object.entries(checkArchitecture(files)).flatMap(([rule, found]) =>
  found.map((text) => `${rule}: ${text}`),
);
for (const complaint of complaints) console.error(complaint);
if (complaints.length === 0) console.error(`${files.size} files keep the layer rules.`);
process.exitCode = complaints.length === 0 ? 0 : 1;
