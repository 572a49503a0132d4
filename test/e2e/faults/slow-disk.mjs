// Loaded before a program (node --import) to give it a disk that takes POGO_SLOW_DISK_MS for every sync of data.
import { promises as fs } from "node:fs";

const probe = await fs.open(process.execPath, "r");
const handle = Object.getPrototypeOf(probe);
await probe.close();
const datasync = handle.datasync;
handle.datasync = async function slowly() {
  await new Promise((done) => setTimeout(done, Number(process.env.POGO_SLOW_DISK_MS)));
  return datasync.call(this);
};
