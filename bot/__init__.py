"""The room that runs the process: settings, wiring, clock, receiving, sending, ticking, command line."""

import os

# python-telegram-bot reads this whenever `retry_after` and its like are asked for; without it they warn and are ints.
os.environ.setdefault("PTB_TIMEDELTA", "1")
