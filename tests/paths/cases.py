"""Tables of cases on one stage, each in a group of its own: what varies only in words needs no database of its own."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from tests.stage import Stage

Told = Callable[..., Awaitable[None]]


def each(rows: Sequence[Any]) -> Callable[[Told], Callable[[Stage], Awaitable[None]]]:
    """Run the test for every row (a tuple of arguments, or the one argument), as `parametrize` would; a row that fails
    is named.
    """

    def decorated(told: Told) -> Callable[[Stage], Awaitable[None]]:
        async def run(scene: Stage) -> None:
            for place, row in enumerate(rows):
                if place:
                    await scene.begin_anew()
                try:
                    await told(scene, *(row if isinstance(row, tuple) else (row,)))
                except BaseException as failure:
                    failure.add_note(f"row {place}: {row!r}")
                    raise

        run.__name__, run.__doc__, run.__module__ = told.__name__, told.__doc__, told.__module__
        return run

    return decorated
