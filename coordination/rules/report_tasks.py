"""Which tasks the words of a report speak of, by title or number; knows no database."""

import re
from collections.abc import Iterable, Sequence

from coordination.rules import reading_fold, reading_titles, tasks

ENOUGH = 40
"""So many signs of a title are looked for: drafts cut long ones."""

SHORTEST = 2
LIKENESS = 0.6
"""The share of a title (0-1) that is enough for it to be meant; a report has many words."""

_APART = re.compile(r"[；;。\n]|\.\s")


def named(words: str, among: Iterable[tasks.Task], code: str = "") -> tuple[tasks.Task, ...]:
    """The tasks of one group that the words name: by title, the longest first, by `#12`, or by `EXH-12` (`code`); then
    those whose titles are typed loosely, as a person does (`reading_titles`), and fit no other as well.
    """
    known, found = list(among), []
    left = _plain(words)
    for task in sorted(known, key=lambda one: -len(one.title)):
        spans = [*_numbers(left, task.number, code), *_titles(left, task.title)]
        if spans:
            found.append(task)
        for first, last in spans:
            left = f"{left[:first]}{' ' * (last - first)}{left[last:]}"
    loose = _loosely(left, known)
    return tuple(sorted({one.id: one for one in (*found, *loose)}.values(), key=lambda one: one.number))


def _loosely(words: str, known: Sequence[tasks.Task]) -> list[tasks.Task]:
    if not known or not words.strip():
        return []
    titles = reading_titles.titles([(task.number, task.title) for task in known])
    by_number = {task.number: task for task in known}
    found = reading_titles.mentions(reading_fold.tokens(reading_fold.fold(words)), titles)
    return [
        by_number[one.numbers[0]] for one in found if len(one.numbers) == 1 and not one.generic and one.fit >= LIKENESS
    ]


def clause(words: str, task: tasks.Task, code: str = "") -> str:
    """The piece of the words that names the task; `""` where none does."""
    return next((piece.strip() for piece in _APART.split(words) if named(piece, [task], code)), "")


def _plain(words: str) -> str:
    return "".join(" " if sign.isspace() else sign for sign in words).casefold()


def _titles(words: str, title: str) -> Sequence[tuple[int, int]]:
    wanted = " ".join(_plain(title).split())[:ENOUGH].strip()
    if len(wanted) < SHORTEST:
        return []
    pattern = r"\s+".join(re.escape(word) for word in wanted.split(" "))
    before = r"(?<![a-z0-9])" if wanted[0].isascii() and wanted[0].isalnum() else ""
    is_cut = len(" ".join(title.split())) > ENOUGH
    after = r"(?![a-z0-9])" if wanted[-1].isascii() and wanted[-1].isalnum() and not is_cut else ""
    return [found.span() for found in re.finditer(f"{before}{pattern}{after}", words)]


def _numbers(words: str, number: int, code: str) -> Sequence[tuple[int, int]]:
    marks = "#|＃" + (f"|{re.escape(code.casefold())}-" if code else "")
    return [found.span() for found in re.finditer(rf"(?:{marks}){number}(?!\d)", words)]
