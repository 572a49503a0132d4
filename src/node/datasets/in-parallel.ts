/** Files that are looked at at the same time: as many as keep the disk busy. */
const AT_ONCE = 32;

/** Maps items in their order, a bounded number at a time. Rejects with the first error. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}

/** Items of `inOrderAhead` that are under way while one is used, as long as they are small. */
const AHEAD = 4;
const MAX_AHEAD_BYTES = 32 * 1024 * 1024;

/**
 * Maps items in their order and begins with the next ones before they are asked for, because many small files wait for
 * the disk more than they read. `bytesOf` bounds what is held: a large item is never read ahead.
 */
export async function* inOrderAhead<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  bytesOf: (item: T) => number,
): AsyncGenerator<R, void, void> {
  const waiting: { readonly bytes: number; readonly result: Promise<R> }[] = [];
  let ahead = 0;
  let next = 0;
  const fill = (): void => {
    for (; next < items.length && waiting.length < AHEAD; next += 1) {
      const item = items[next]!;
      const bytes = bytesOf(item);
      if (waiting.length > 0 && ahead + bytes > MAX_AHEAD_BYTES) return;
      const result = work(item);
      // Its failure is told when its turn comes; until then nobody waits for it.
      result.catch(() => undefined);
      waiting.push({ bytes, result });
      ahead += bytes;
    }
  };
  for (fill(); waiting.length > 0; fill()) {
    const { bytes, result } = waiting.shift()!;
    ahead -= bytes;
    yield await result;
  }
}
