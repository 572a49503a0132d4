"""Extracts the members of a wheel that start with one of the given prefixes.

Usage: extract-wheel.py WHEEL TARGET PREFIX...   Prints "done total" in bytes while it works.
"""

import os
import shutil
import sys
import zipfile

CHUNK = 8 << 20


def main(wheel: str, target: str, prefixes: tuple[str, ...]) -> None:
    root = os.path.realpath(target)
    with zipfile.ZipFile(wheel) as archive:
        members = [m for m in archive.infolist() if m.filename.startswith(prefixes) and not m.is_dir()]
        total = sum(m.file_size for m in members)
        done = 0
        for member in members:
            path = os.path.realpath(os.path.join(root, member.filename))
            if not path.startswith(root + os.sep):
                raise SystemExit(f"the wheel holds a path outside itself: {member.filename}")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(member) as source, open(path, "wb") as sink:
                shutil.copyfileobj(source, sink, CHUNK)
            done += member.file_size
            print(done, total, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], tuple(sys.argv[3:]))
