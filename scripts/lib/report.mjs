/** Messages of the set-up: stderr only, because stdout belongs to the command that is about to run. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * A progress line that rewrites itself on a terminal, and is a line every few seconds elsewhere.
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [stream]
 */
export function progressLine(stream = process.stderr, everyMs = 5000, now = () => Date.now()) {
  let last = Number.NEGATIVE_INFINITY;
  let open = false;
  return {
    show(text) {
      if (stream.isTTY) {
        stream.write(`\r\u001B[2K${text}`);
        open = true;
      } else if (now() - last >= everyMs) {
        last = now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (open) stream.write("\r\u001B[2K");
      open = false;
    },
  };
}
