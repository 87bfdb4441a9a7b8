"""What a forked bot process does first; importing this reads all the code and all the words that a bot needs."""

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import uvloop

from bot import cli, clock, process, settings
from coordination.rules import when
from handlers import words

for _name in ("aiosqlite", "asyncpg", "bot.app", "bot.process", "uvicorn"):
    importlib.import_module(_name)  # before the fork, for all of them
when.prepare()  # so is this: it took three quarters of a start
words.prepare()
gc.freeze()


def live(variables: Mapping[str, str], log: str) -> None:
    """Be `muster run` with these variables and no others; everything said is added to the log."""
    _dress(variables, log)
    sys.argv = ["muster", "run"]
    cli.main()


def live_ahead(variables: Mapping[str, str], log: str, ahead: timedelta) -> None:
    """The same, at another time than the machine's."""
    _dress(variables, log)
    ours = clock.MovableClock()
    ours.move(ahead)
    sys.exit(uvloop.run(process.run(settings.load(os.environ), ours=ours)))


def _dress(variables: Mapping[str, str], log: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    silence = os.open(os.devnull, os.O_RDONLY)
    for standard, file in ((0, silence), (1, output), (2, output)):
        os.dup2(file, standard)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(Path(__file__).parent.parent)
