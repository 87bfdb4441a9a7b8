"""One line of a list read into a task: mark, title, who and when in brackets; it knows no headings and no files."""

import dataclasses
import re
from dataclasses import dataclass

from coordination.rules.plans import days, owners, states, titles

_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_ROLES = re.compile(r"(?<!\w)(R|A|S|C|I|Owner|Lead|负责人?|Verantwortlich|Who)\s*[:：]\s*", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?:(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}月\d{1,2}[日号])|(\d{1,2}/\d{1,2})(?=\s*[:：–—-]\s))\s*[:：–—-]?\s*(?=\D)"
)
_WHO = r"owner|responsible|assignee|负责人|责任人|負責人|zuständig|verantwortlich|ответственный|responsable"
_DUE = r"due(?: date)?|deadline|截止(?:时间|日期)?|(?:完成)?时限|fällig|срок|échéance|fecha límite|prazo"
_PART = re.compile(
    rf"\s*(?:(?:[,，;；|]|[-–—]\s|(?<=[(（]))\s*(?:(?:{_WHO}|lead|who)\s*[:：]|(?P<is_day>(?:{_DUE}|by|bis)\s*[:：]))"
    rf"|(?<=\s)(?:(?:{_WHO})\s*[:：]|(?P<is_due>(?:{_DUE})\s*[:：])))"
    rf"\s*(?P<said>[^,，;；|()（）]+?)(?=\s+(?:{_WHO}|{_DUE})\s*[:：]|\s+[-–—]\s|[,，;；|()（）]|$)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\[([^\[\]]+)\](?![\[(:])\s*")
_MENTIONS = re.compile(r"(?:^|\s+)(?:[-–—:]\s*)?((?:@[\w.-]+[\s,，、&/]*)+)$")


@dataclass(slots=True)
class Item:
    """What a line says; `trouble` is what must be told of its day, with the words it stands in."""

    title: str
    owners: tuple[str, ...] = ()
    day: days.Day = dataclasses.field(default_factory=days.Day)
    said: str = ""


def read(text: str, reader: days.Reader) -> Item:
    """Read an item's text: brackets that name people or a day are taken out, remarks stay in the title."""
    item = Item("")
    kept = text = _named_parts(text, item, reader)
    brackets = list(_BRACKET.finditer(text))
    edges = [m for m in brackets if m.start() == 0 or not text[m.end() :].strip(" .,;。") or m is brackets[-1]]
    for match in reversed(edges):
        at_edge = match.start() == 0 or not re.search(r"\w", text[match.end() :].split("(")[0])
        if at_edge and _take(match[1], item, reader):
            kept = kept[: match.start()] + " " + kept[match.end() :]
    kept = _leading(kept.strip(), item)
    dated = _own_day(_mentions(kept, item), item, reader)
    kept = _mentions(_trailing(dated, item) if dated != kept else dated, item)
    item.title = titles.plain(kept).strip(" ,;，；")
    return item


def _named_parts(text: str, item: Item, reader: days.Reader) -> str:
    """`owner: Bob`, `负责人：周敏`, `due: Oct 12`, anywhere after the title; in brackets too."""
    for match in reversed(list(_PART.finditer(text))):
        said = match["said"].strip()
        day = reader.words(said) if match["is_day"] or match["is_due"] else None
        if day is not None and not (day.due or day.trouble):
            continue
        if day is not None:
            item.day, item.said = day, said
        else:
            item.owners = (*owners.split(said), *item.owners)
        text = text[: match.start()] + text[match.end() :]
    return re.sub(r"([(（])\s*[,，;；]\s*", r"\1", re.sub(r"[(（]\s*[)）]", "", text)).strip()


def _leading(text: str, item: Item) -> str:
    """`[Anna] paint signs`: a name in square brackets before everything."""
    match = _NAMED.match(text)
    if not match or item.owners or not owners.looks_like_names(match[1]):
        return text
    item.owners = owners.split(match[1])
    return text[match.end() :]


def _trailing(text: str, item: Item) -> str:
    """`Call the printer — Cara — 12 Oct`: a name between the title and the day."""
    dash = next((sign for sign in (" — ", " – ", " - ") if sign in text), " — ")
    title, _, name = text.rpartition(dash)
    if not title or item.owners or name[:1].islower() or not owners.looks_like_names(name):
        return text
    item.owners = owners.split(name)
    return title


def mark(text: str, explained: bool) -> states.Standing:
    """What stands in an item's box; a mark that the file explains is an open task."""
    plain = text.strip()
    if not plain:
        return states.Standing("todo")
    if explained:
        return states.Standing("todo")
    found = states.read(plain)
    return found if found.state else states.Standing(None, trouble="unknown_state")


def _take(inside: str, item: Item, reader: days.Reader) -> bool:
    """Take names and a day out of a bracket; `False`: it is a remark and stays."""
    if _ROLES.search(inside):
        item.owners += tuple(name for name in _responsible(inside) if name not in item.owners)
        return True
    names, found, said = [], None, ""
    for part in re.split(r"\s*[,，;；]\s*", inside.strip()):
        day = _day(part, reader)
        if day is not None:
            found, said = day, part
        elif owners.looks_like_names(part):
            names.append(part)
        else:
            return False
    if found is not None:
        item.day, item.said = found, said
    item.owners += tuple(name for part in names for name in owners.split(part) if name not in item.owners)
    return True


def _day(part: str, reader: days.Reader) -> days.Day | None:
    """The day, or the hour, of a bracket's part; `None` when it is about neither."""
    if not re.search(r"\d|tomorrow|today|\bend\b|early|late|底|初|旬|末|周|Ende|fin\b", part):
        return None
    bare = re.sub(
        r"^(?:due|by|until|before|deadline|bis|截止|до|avant|hasta|até)\s*:?\s+", "", part.strip(), flags=re.I
    )
    day = (
        dataclasses.replace(reader, hours_on=reader.setting.today).words(bare)
        if days.looks_like_hour(bare)
        else reader.words(bare)
    )
    if day.at and days.looks_like_hour(bare):
        return days.Day(at=day.at)
    return day if day.due or day.trouble in ("ambiguous_date", "impossible_date", "imprecise_date") else None


def _responsible(inside: str) -> tuple[str, ...]:
    """The names after `R:` (or `Owner:`); those after A, S, C, I are not owners."""
    parts = _ROLES.split(inside)
    named = zip(parts[1::2], parts[2::2], strict=False)
    own = [names for role, names in named if role.upper() not in ("A", "S", "C", "I")]
    return tuple(name for names in own for name in owners.split(names.strip(" ,;，；")))


def _mentions(text: str, item: Item) -> str:
    """`@ann` at the end of a line owns it."""
    match = _MENTIONS.search(text)
    if not match or not text[: match.start()].strip():
        return text
    item.owners += tuple(name for name in re.findall(r"@[\w.-]+", match[1]) if name not in item.owners)
    return text[: match.start()].rstrip(" -–—:：")


def _own_day(text: str, item: Item, reader: days.Reader) -> str:
    """A day in the text itself: one at its end is no part of the title."""
    if item.day.due or item.day.trouble:
        return text
    plain = titles.plain(text)
    if (match := _DAY_FIRST.match(plain)) and (day := reader.words(match[1] or match[2])).due and not day.trouble:
        item.day, item.said = dataclasses.replace(day, at=day.at or item.day.at), text
        return plain[match.end() :]
    day, rest = reader.inside(plain)
    if day.due or day.trouble in ("ambiguous_date", "impossible_date", "imprecise_date"):
        item.day, item.said = dataclasses.replace(day, at=day.at or item.day.at), text
        kept = rest.strip(" -–—:：,，")
        return kept if kept and (plain.startswith(kept) or plain.endswith(kept)) else plain
    return text
