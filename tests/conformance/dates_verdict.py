"""How a reading of a date is judged against the expected one, as the scorer of the conformance cases does."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from dateutil import rrule

HERE = Path(__file__).parent
REFERENCE = datetime(2026, 11, 25)  # noqa: DTZ001 - occurrences are compared as wall times


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    language: str
    kind: str
    text: str
    expected: str


def cases(name: str) -> list[Case]:
    """The rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(row["id"], row["lang"], row["kind"], row["text"], row["expected"]) for row in rows]


def verdict(expected: str, got: str) -> str:
    """`strict`, `lenient`, `missed` or `wrong`; wrong is what must never happen."""
    if expected == "NONE":
        return "strict" if got == "NONE" else "wrong"
    if got == "NONE":
        return "missed"
    for start, judge in _BY_FORM.items():
        if expected.startswith(start):
            return judge(expected, got)
    if got.startswith("ASK:"):
        return "lenient" if any(_same(expected, one) for one in _choices(got)) else "wrong"
    if "/" in expected or "/" in got or got.startswith("RRULE:"):
        return _range(expected, got)
    if _same(expected, got):
        return "strict"
    return "lenient" if "T" not in expected and expected == got[:10] else "wrong"


def _rule(expected: str, got: str) -> str:
    if not got.startswith("RRULE:"):
        return "wrong"
    return "strict" if _occurrences(expected) == _occurrences(got) else "wrong"


def _ask(expected: str, got: str) -> str:
    if got.startswith("ASK:"):
        return "strict" if any(_same(one, two) for one in _choices(expected) for two in _choices(got)) else "wrong"
    return "lenient" if any(_same(one, got) for one in _choices(expected)) else "wrong"


def _range(expected: str, got: str) -> str:
    if "/" not in got:
        return "wrong"
    if "/" not in expected:
        return "lenient" if got.split("/")[-1][:10] == expected[:10] else "wrong"
    return "strict" if all(_same(a, b) for a, b in zip(expected.split("/"), got.split("/"), strict=True)) else "wrong"


_BY_FORM: dict[str, Callable[[str, str], str]] = {"RRULE:": _rule, "ASK:": _ask}


def _choices(text: str) -> list[str]:
    return text.removeprefix("ASK:").split("|")


def _same(one: str, other: str) -> bool:
    try:
        first, second = _when(one), _when(other)
    except ValueError:
        return False
    return isinstance(first, datetime) == isinstance(second, datetime) and first == second


def _when(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _occurrences(text: str) -> list[datetime]:
    parts = [f"{part}T235959" if part.startswith("UNTIL=") else part for part in text.removeprefix("RRULE:").split(";")]
    return list(islice(rrule.rrulestr(";".join(parts), dtstart=REFERENCE), 8))


@dataclass(slots=True)
class Score:
    """How many cases fell under each verdict, and which fell short."""

    count: dict[str, int] = field(default_factory=dict)
    needless: int = 0
    short: list[str] = field(default_factory=list)

    def add(self, case: Case, got: str) -> None:
        found = verdict(case.expected, got)
        self.count[found] = self.count.get(found, 0) + 1
        self.needless += got.startswith("ASK:") and not case.expected.startswith("ASK:")
        if found in {"wrong", "missed"}:
            self.short.append(f"{found} {case.id} {case.text!r}: {case.expected}, got {got}")

    @property
    def right_share(self) -> float:
        right = self.count.get("strict", 0) + self.count.get("lenient", 0)
        return right / max(1, sum(self.count.values()))

    @property
    def strict_share(self) -> float:
        return self.count.get("strict", 0) / max(1, sum(self.count.values()))
