import { constants, promises as fs } from "node:fs";
import { basename } from "node:path";
import { CsvError, parse } from "csv-parse";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";

/** Characters of one line: ours have under 4000, an episode's record can have 70,000. */
const MAX_LINE = 1_000_000;
const MAX_COLUMNS = 2000;
const FIRST_READ = 64 * 1024;

/** A CSV file: its header, and its lines as they are read. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly bytes: number;
  /** bytes read so far */
  readonly position: () => number;
  readonly records: AsyncIterable<readonly string[]>;
  close(): Promise<void>;
}

/** The separator that the first line has most of. */
function delimiterOf(line: string): string {
  const count = (mark: string): number => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function checked(record: unknown, name: string): readonly string[] {
  if (!Array.isArray(record) || !record.every((cell) => typeof cell === "string"))
    throw invalidFile(`${name} has a line that is none.`);
  return record;
}

/** Opens a CSV file with a header line. FailureError "invalid-file"; file-system errors as they are. */
export async function openCsv(path: string): Promise<CsvFile> {
  const name = basename(path);
  const file = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await file.stat();
    if (!status.isFile()) throw invalidFile(`${name} is no file.`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_READ), 0, FIRST_READ, 0);
    const [first = ""] = buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 1);
    const stream = file.createReadStream({ start: 0, autoClose: false });
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(first),
      max_record_size: MAX_LINE,
      skip_empty_lines: true,
    });
    stream.on("error", (error) => parser.destroy(error));
    stream.pipe(parser);
    const iterator = parser[Symbol.asyncIterator]();
    const next = async (): Promise<readonly string[] | null> => {
      try {
        const item = await iterator.next();
        return item.done === true ? null : checked(item.value, name);
      } catch (error) {
        throw error instanceof CsvError ? invalidFile(`${name} is no sound CSV file: ${error.code}.`, error) : error;
      }
    };
    const header = (await next()) ?? [];
    if (header.length === 0 || header.length > MAX_COLUMNS) throw invalidFile(`${name} has no header line.`);
    async function* records(): AsyncGenerator<readonly string[], void, void> {
      for (let record = await next(); record !== null; record = await next()) yield record;
    }
    return {
      header,
      bytes: status.size,
      position: () => stream.bytesRead,
      records: records(),
      close: async () => {
        stream.destroy();
        parser.destroy();
        await file.close();
      },
    };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}
