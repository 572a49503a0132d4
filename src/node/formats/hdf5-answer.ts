import type { Hdf5Operations, Hdf5Reply, Hdf5Request } from "./hdf5-protocol.ts";
import { Hdf5FileError, Hdf5Session, Hdf5UnsupportedError } from "./hdf5-session.ts";

let loading: Promise<Hdf5Session> | null = null;

/** Carries one request out and says how it went; never throws. */
export async function answerHdf5(request: Hdf5Request): Promise<Hdf5Reply> {
  let session: Hdf5Session;
  try {
    loading ??= Hdf5Session.load();
    session = await loading;
  } catch (error) {
    return { ok: false, why: "unsupported", message: messageOf(error), code: null };
  }
  try {
    return { ok: true, value: carryOut(session, request) };
  } catch (error) {
    const disk = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
    const code = session.diskProblem?.code ?? disk;
    const why = isBroken(error) ? "broken" : code !== null ? "disk" : "file";
    const ours = error instanceof Hdf5FileError || why === "broken";
    // nobody closes what was not opened, or what broke
    if (request.operation === "open" || why === "broken") closeQuietly(session);
    return { ok: false, why, message: ours ? messageOf(error) : "", code };
  }
}

function carryOut(session: Hdf5Session, { operation, args }: Hdf5Request): unknown {
  // both ends are ours: the sandbox calls these by their types
  const run = session[operation] as (this: Hdf5Operations, ...args: readonly unknown[]) => unknown;
  return run.call(session, ...args);
}

/** After a trap, or when its memory or stack is used up, nothing in the library is sure any more. */
function isBroken(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && (error.name === "RuntimeError" || /abort|memory|table index/i.test(error.message)))
  );
}

function closeQuietly(session: Hdf5Session): void {
  try {
    session.close();
  } catch {
    // the file could not even be opened: that has been said
  }
}

function messageOf(error: unknown): string {
  return error instanceof Hdf5UnsupportedError || error instanceof Error ? error.message : String(error);
}
