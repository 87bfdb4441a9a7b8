"""Which task stands under which, by how far titles are set in or by numbers such as 1.2.1; it knows no cells."""

import dataclasses
import re
from collections.abc import Iterable, Sequence

from coordination.rules.plans import values

_NUMBER = re.compile(r"\d+(?:[.．-]\d+)*")


def with_parents(tasks: Sequence[values.Task], indents: Sequence[int]) -> Iterable[values.Task]:
    """Give every task the title of its parent: that with the shorter number, else the last one less set in."""
    by_number = {_number(task.ref): task.title for task in tasks if _number(task.ref)}
    above: list[tuple[int, str]] = []
    for task, indent in zip(tasks, indents, strict=True):
        while above and above[-1][0] >= indent:
            above.pop()
        parent = by_number.get(_number(task.ref)[:-1]) or (above[-1][1] if above else None)
        above.append((indent, task.title))
        yield dataclasses.replace(task, parent=parent)


def _number(ref: str | None) -> tuple[str, ...]:
    plain = (ref or "").strip().rstrip(".．")
    return tuple(re.split(r"[.．-]", plain)) if _NUMBER.fullmatch(plain) else ()
