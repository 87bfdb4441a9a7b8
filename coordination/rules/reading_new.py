"""A new task as typed on one line: title, owners, due date, key work and tags; it knows no sentence and no task."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordination.rules import names, stranger_names, when

_EMPTY = names.Roster()


class Problem(StrEnum):
    """Why a line is no task yet; the keys of the sentences that say so."""

    NO_TITLE = "new_task.no_title"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person that Telegram itself marked in the line (a text mention): offsets in code points, our id."""

    start: int
    end: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a line: as typed, where, and who it is.

    `person_id` is set only beyond doubt; `candidates` has several ids when it must be asked; with neither the name
    is kept as pending (`username` without @, if it was one). `me`: whoever wrote the line.
    """

    text: str
    start: int
    end: int
    person_id: int | None = None
    username: str | None = None
    candidates: tuple[int, ...] = ()
    me: bool = False


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a line says of a new task. `owners`: the first leads, the others support it, like `supporters` (`+@cy`).

    `due` is `None` where no date was meant; several values are a question, none with a problem a refusal. `due_text`
    is the phrase as typed.
    """

    title: str
    owners: tuple[Named, ...] = ()
    supporters: tuple[Named, ...] = ()
    due: when.Reading | None = None
    due_text: str = ""
    key: bool = False
    tags: tuple[str, ...] = ()
    problem: Problem | None = None


_HANDLE = re.compile(r"(?<![\w@./])(?P<plus>\+)?[ \t]?[@＠](?P<name>[A-Za-z0-9_]{3,32}|[^\W\d_]{1,12})")
_KEY = re.compile(r"(?<!\S)[!！★⭐](?!\S)")
_TAG = re.compile(r"(?<!\S)[#＃](?P<tag>[^\W\d][\w-]{0,31})(?!\S)")
_LINK = re.compile(r"\S*(?:://|www\.)\S*|\S+@\S+\.\S+")
_PIECE = re.compile(r"[^,，;；]+")
_FIRST = re.compile(r"\s*(?P<name>[^\s:：,，].{0,40}?)\s*[:：]\s+|\s*(?P<chinese>[\u3400-\u9fff]{1,8})[:：]")
_ASIDE = re.compile(r"[(（]\s*(?P<name>[^()（）]{1,40}?)\s*[)）]\s*$")
_TOKEN = re.compile(r"\S+")
_RESPONSIBLE = re.compile(
    r"(?:责任人|负责人|由|owner|lead)\s*[:：]?\s*(?P<name>[^\s,，;；。]{1,20}?)\s*(?=负责|牵头|$|[,，;；。\s])", re.I
)
_GOES_ON = re.compile(r"[\s,，;；]*(?:(?:and|or|und|et|y|plus|&)\b|&|和|及|与|跟|以及|还有)", re.IGNORECASE)
_LAST_PIECE = re.compile(r"[,，;；]\s*(?P<name>[^,，;；]+?)[\s,，;；]*$")
_LAST_WORD = re.compile(r"\s(?P<name>[\u3400-\u9fff]{2,4})[\s,，;；]*$")
_ENDS_IN_NAME = re.compile(r"(?P<name>\S+ \S+)\s*$")
_TIDY = re.compile(r"\s+")
_LOOSE = " \t,，;；:：、-–—|"


class _Line:
    """A line of which parts are taken away one after another; what is taken becomes blank, offsets stay."""

    def __init__(self, text: str) -> None:
        self.typed = text
        self.left = text

    def take(self, start: int, end: int, blank: str = " ") -> str:
        self.left = self.left[:start] + blank * (end - start) + self.left[end:]
        return self.typed[start:end]


def new_task(
    line: str, frame: when.Frame, roster: names.Roster = _EMPTY, *, mentions: Sequence[Mention] = ()
) -> NewTask:
    """Read one line as a new task: `Book the hall @ann by Friday ! #hall`, `落实主会场 李敏 12月4日前`.

    A name without @ is taken as owner only if it is known and stands alone behind a comma, before a colon, in brackets
    at the end, or (in Chinese) between spaces; where nobody is named so, what is in all likelihood a name at the end
    is, though nobody bears it. Links are never read. Without a title there is a `problem`.
    """
    rest = _Line(line)
    for link in _LINK.finditer(line):
        rest.take(link.start(), link.end(), "\x00")
    people = [*_mentioned(rest, mentions), *_handles(rest, roster)]
    tags = tuple(_tags(rest))
    key = _key(rest)
    due, due_text = _due(rest, frame)
    people += _plain(rest, roster)
    people += [] if people else _stranger(rest, roster)
    people.sort(key=lambda found: found[1].start)
    title = _title(rest)
    return NewTask(
        title,
        owners=tuple(named for plus, named in people if not plus),
        supporters=tuple(named for plus, named in people if plus),
        due=due,
        due_text=due_text,
        key=key,
        tags=tags,
        problem=None if title else Problem.NO_TITLE,
    )


def _mentioned(rest: _Line, mentions: Sequence[Mention]) -> Iterator[tuple[bool, Named]]:
    for mention in mentions:
        plus = rest.left[: mention.start].endswith("+")
        text = rest.take(mention.start - plus, mention.end)
        yield plus, Named(text.lstrip("+"), mention.start, mention.end, mention.person_id)


def _handles(rest: _Line, roster: names.Roster) -> Iterator[tuple[bool, Named]]:
    for found in list(_HANDLE.finditer(rest.left)):
        text = rest.take(found.start(), found.end()).lstrip("+ ")
        yield bool(found["plus"]), named(text, found.end() - len(text), roster)


def named(text: str, start: int, roster: names.Roster) -> Named:
    """Who `text` (a name, `@user` or "me") at offset `start` is, as far as the roster tells."""
    end = start + len(text)
    if names.is_me(text):
        return Named(text, start, end, me=True)
    found = names.match(text, roster)
    bare = text.lstrip("@＠")
    username = bare if text != bare and names.is_username(bare) else None
    candidates = () if found.one is not None or username else found.ids
    return Named(text, start, end, found.one, username, candidates)


def _tags(rest: _Line) -> Iterator[str]:
    for found in list(_TAG.finditer(rest.left)):
        rest.take(found.start(), found.end())
        yield found["tag"]


def _key(rest: _Line) -> bool:
    marks = list(_KEY.finditer(rest.left))
    for mark in marks:
        rest.take(mark.start(), mark.end())
    return bool(marks)


def _due(rest: _Line, frame: when.Frame) -> tuple[when.Reading | None, str]:
    start = len(rest.left) - len(rest.left.lstrip(_LOOSE))
    end = len(rest.left.rstrip(_LOOSE))
    found = when.find(rest.left[start:end], frame)
    if found is None:
        return None, ""
    phrase = rest.typed[start + found.start : start + found.end]
    if found.reading.values:
        rest.take(start + found.start, start + found.end)
    return found.reading, phrase.strip(_LOOSE)


def _plain(rest: _Line, roster: names.Roster) -> list[tuple[bool, Named]]:
    """Known names without @, where nothing else can be meant."""
    taken = []
    for start, end in _places(rest.left):
        text = rest.left[start:end].strip(" \t,，;；:：")
        at = rest.left.find(text, start)
        plus = text.startswith(("+", "＋"))
        name = text.lstrip("+＋ ")
        if not name or "\x00" in name or rest.typed[at : at + len(text)] != text:
            continue  # nothing, a link, or a name with something in it that was taken already
        if names.is_me(name) or names.exactly(name, roster).ids:
            rest.take(start, end)
            taken.append((plus, named(name, at + len(text) - len(name), roster)))
    return taken


def _places(line: str) -> list[tuple[int, int]]:
    """Where a name may stand without @: whole pieces between commas, before a colon, in brackets, Chinese words."""
    places = []
    if (first := _FIRST.match(line)) is not None:
        places.append((first.start(), first.end()))
    if (aside := _ASIDE.search(line)) is not None:
        places.append(aside.span("name"))
    if (responsible := _RESPONSIBLE.search(line)) is not None:
        places.append(responsible.span("name"))
    pieces = [piece.span() for piece in _PIECE.finditer(line) if piece.group().strip()]
    if len(pieces) > 1:
        places += [(start, end) for start, end in pieces if not _GOES_ON.match(line, end)]
    words = [word.span() for word in _TOKEN.finditer(line)]
    if len(words) > 1:
        places += [(start, end) for start, end in words if names.is_chinese(line[start]) or line[start] in "+＋"]
    return places


def _title(rest: _Line) -> str:
    kept = "".join(typed if left == "\x00" else left for typed, left in zip(rest.typed, rest.left, strict=True))
    kept = re.sub(r"[(（]\s*[)）]|(?:责任人|负责人)\s*[:：]?\s*$", " ", kept)
    kept = re.sub(r"\s*([,，;；])(?:\s*[,，;；])+", r"\1", kept)
    return _TIDY.sub(" ", kept).strip(_LOOSE)


def _stranger(rest: _Line, roster: names.Roster) -> list[tuple[bool, Named]]:
    """A name that nobody bears yet, alone at the end of the line, unless it goes on a list (meet Jane Doe, Ann Poe)."""
    found = _LAST_PIECE.search(rest.left) or _LAST_WORD.search(rest.left)
    if found is None or "\x00" in found["name"] or not stranger_names.is_likely(found["name"]):
        return []
    before = _ENDS_IN_NAME.search(rest.left[: found.start()])
    if not rest.left[: found.start()].strip(_LOOSE) or (before and stranger_names.is_likely(before["name"])):
        return []
    start, end = found.span("name")
    rest.take(start, end)
    return [(False, named(found["name"], start, roster))]
