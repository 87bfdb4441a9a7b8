"""Ten thousand forged presses and guessed words against one group: how long they take, and what they changed or told.

`python -m benchmarks.forged [--tries N]`; through the real handlers on SQLite, without sockets. The exit code is 1
where anything of the group was changed or told.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import storage
from tests.paths import forging

TRIES = 10_000


async def measure(tries: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'forged.db'}"
        await storage.migrate(url)
        began = time.monotonic()
        found = await forging.tries(url, tries)
    seconds = time.monotonic() - began
    told = (
        f"{len(found.changed)} kinds of rows changed, {len(found.told)} texts told, {len(found.failed)} updates failed"
    )
    print(f"{tries} forged presses and guessed words in {seconds:.0f} s ({tries / seconds:.0f} a second): {told}")
    return int(bool(found.changed or found.told or found.failed))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forged")
    parser.add_argument("--tries", type=int, default=TRIES)
    sys.exit(asyncio.run(measure(parser.parse_args().tries)))


if __name__ == "__main__":
    main()
