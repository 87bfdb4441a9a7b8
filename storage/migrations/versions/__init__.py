"""The migrations, one file each, in the order of their numbers; each knows only the one before it."""
