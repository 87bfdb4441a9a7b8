"""Which groups a plan's rows belong to, and the short codes proposed for them; it knows no database and no file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordination.rules.plans import levels

Row = Mapping[str, Any]
"""A task of a reading, as JSON (bot/plan_files.py)."""

LONGEST_CODE = 6

_TIME = re.compile(
    r"(?:week|wk|month|phase|stage|sprint|quarter|day|kw|woche|monat|semaine|mois|semana|mes|неделя|месяц|этап|fase)\b"
    r"|\bT\s*[-–−+]\s*\d|\bQ[1-4]\b|^\W*(?:before|after|during|until|pre|post)\b|\b20\d\d\b"
    r"|^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
    r"|第?[一二三四五六七八九十百\d]+\s*(?:周|週|月|阶段|階段|季度|天|日|期)|阶段|階段|当天|當天|会前|會前|会后|會後|会中|倒计时|筹备期|现场",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:group|team|section|committee|wg|department|dept|office|unit|task force|taskforce|secretariat|board|ag|gruppe"
    r"|abteilung|comité|equipo|équipe|группа|отдел|комитет|equipe)\b|(?:组|組|部|处|處|委员会|委員會|办公室|辦公室|板块|板塊|中心|秘书处|专班)$",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"^(?:all|everyone|everybody|全体|全體|所有人|各组|各組)", re.IGNORECASE)
_IDLE = frozenset(
    ("and", "of", "the", "for", "a", "an", "to", "in", "on", "group", "team", "section", "committee", "working", "wg")
) | frozenset(("department", "dept", "office", "unit", "task", "force"))
_ZH_TAIL = re.compile(
    r"(?:工作组|工作組|专项组|小组|小組|组|組|部门|部門|部|处|處|委员会|委員會|办公室|辦公室|板块|板塊|中心|专班)$"
)
_HAN = re.compile("[\u3400-\u9fff]")
_SAID = re.compile(r"^\s*[\[(（]?([A-Z][A-Z0-9]{1,5})[\])）]?\s*(?:[-–—:：.]|\s)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A group as the plan names it, the code it would get, the places of its rows in the reading, and the section in
    which the plan has it, if any."""

    name: str
    code: str
    rows: tuple[int, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """The groups in the plan's order; `own`: rows that name none and belong to whoever sent the plan."""

    groups: tuple[Proposed, ...]
    own: tuple[int, ...]


def divide(rows: Sequence[Row], known: Mapping[str, str] | None = None) -> Division:
    """Divide a reading by group. `known`: folded names of groups that have a code already, which they keep.

    A heading that speaks of time (a phase, a week) is no group; then an owner who is a unit is.
    """
    by_name: dict[str, list[int]] = {}
    shown: dict[str, str] = {}
    own: list[int] = []
    for place, row in enumerate(rows):
        name = group_of(row)
        if name is None:
            own.append(place)
            continue
        shown.setdefault(folded(name), name)
        by_name.setdefault(folded(name), []).append(place)
    codes = _codes(shown, known or {})
    return Division(
        tuple(
            Proposed(shown[key], codes[key], tuple(found), section_of(rows[found[0]]) or "")
            for key, found in by_name.items()
        ),
        tuple(own),
    )


def group_of(row: Row) -> str | None:
    """The group that a row names: its heading where that is no time and no section in which it has a group of its own,
    else its first owner where that is a unit."""
    if section_of(row) is not None:
        return _cleaned(row.get("unit")) or _unit(row)
    named = _cleaned(row.get("group"))
    if named and not is_time(named):
        return named
    return _unit(row)


def _unit(row: Row) -> str | None:
    """The first owner of a row, where that is a unit."""
    owner = _cleaned(next(iter(row.get("owners") or ()), None))
    return owner if owner and _UNIT.search(_bare(owner)) and not _EVERYBODY.match(owner) else None


def section_of(row: Row) -> str | None:
    """The section that a row names besides its group; `None` where the plan has no such level."""
    named, unit = _cleaned(row.get("group")), _cleaned(row.get("unit"))
    if not named or is_time(named):
        return None
    owner = _unit(row) if levels.names_sections(named) else None
    inner = unit or owner
    return named if inner and folded(inner) != folded(named) else None


def phase_of(row: Row) -> str | None:
    """The phase that a row stands under, where its heading speaks of time."""
    named = _cleaned(row.get("group"))
    return named if named and is_time(named) else None


def people_of(row: Row) -> tuple[str, ...]:
    """The row's owners without the group itself."""
    group = group_of(row)
    return tuple(name for name in row.get("owners") or () if group is None or folded(name) != folded(group))


def is_time(heading: str) -> bool:
    """Whether a heading names a stretch of time and no people."""
    return bool(_TIME.search(heading)) and not _UNIT.search(_bare(heading))


def folded(name: str) -> str:
    """What two ways of writing one group have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def code_for(name: str, taken: Iterable[str] = ()) -> str:
    """A short code for a group: its own where the name begins with one, else of its words; never one of `taken`."""
    used = {folded(code) for code in taken}
    for code in _candidates(name):
        if folded(code) not in used:
            return code
    stem = next(_candidates(name))[: LONGEST_CODE - 2]
    return next(code for number in range(2, 1000) if folded(code := f"{stem}{number}") not in used)


def _codes(shown: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    codes = {key: known[key] for key in shown if key in known}
    taken = [*known.values()]
    for key, name in shown.items():
        if key not in codes:
            codes[key] = code_for(name, taken)
            taken.append(codes[key])
    return codes


def _candidates(name: str) -> Iterator[str]:
    if said := _SAID.match(name):
        yield said[1]
    if _HAN.search(name):
        yield from _chinese(name)
    else:
        yield from _latin(name)


def _chinese(name: str) -> Iterator[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", name) if sign.isalnum())
    bare = _ZH_TAIL.sub("", plain) or plain
    yield bare[:4]
    yield bare[:LONGEST_CODE]


def _latin(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", name)
    words = re.findall(r"[^\W\d_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    said = [word for word in words if word.casefold() not in _IDLE] or words or ["G"]
    initials = "".join(word[0] for word in said).upper()
    if 2 <= len(initials) <= 4:
        yield initials
    first = said[0].upper()
    yield first[:3] if len(first) >= 3 else first.ljust(2, "X")
    yield first[:4]
    yield first[:5]


def _bare(name: str) -> str:
    return re.sub(r"[(（].*", "", name).strip()


def _cleaned(name: object) -> str:
    return " ".join(str(name).split()).strip(" :：-–—") if isinstance(name, str) else ""
