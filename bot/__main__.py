"""`python -m bot` is the command `muster`."""

from bot.cli import main

main()
