"""Who is to do an action, as its line names them (`Ann and Bo to …`, `张三负责…`, `@cy …`); it opens nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordination.rules import names, reading_common, reading_fold, reading_new
from coordination.rules.reading_new import Named

_EVERYONE = frozenset(
    {"everyone", "everybody", "all", "all members", "all of us", "the group", "the team", "team", "chairs", "us all"}
    | {"大家", "全体", "所有人", "各组", "全员", "各位", "各单位"}
)
_AND = re.compile(r"\s*(?:,|，|、|;|；|&|\+|/|\band\b|\bund\b|\bet\b|\by\b|和|与|及)\s*")
_TO = re.compile(
    r"(?P<who>[^:：\n]{1,80}?)\s+(?:to|will|should|must|shall|can|is to|are to|has to|have to)\s+(?=\S)", re.IGNORECASE
)
_COLON = re.compile(r"(?P<who>[^:：\n]{1,60}?)\s*(?:：|:(?=\s|$)|\s[-–—]\s)\s*")
_FOR = re.compile(r"for\s+(?P<who>[^:：\n]{1,40}?)\s*[:：]\s*", re.IGNORECASE)
_BRACKET = re.compile(r"[(（\[](?P<who>[^()（）\[\]\n]{1,40})[)）\]]\s*[:：]?\s*")
_HANDLES = re.compile(r"(?:[@＠][^\s,，、:：;；]{1,32}(?:\s*(?:,|，|、|&|\+|\band\b|和)?\s*(?=[@＠]))?)+")
_LEADS = re.compile(
    r"(?P<who>(?:由|请)?[\u3400-\u9fff、，,和与 ]{2,30}?)\s*(?:负责|牵头|落实|承办|跟进(?=[\u3400-\u9fff]))\s*"
)
_TOGETHER = re.compile(r"(?P<who>[A-Z][\w'’-]*(?:\s*(?:\+|&|\band\b)\s*[A-Z][\w'’-]*)+)\s+(?=[a-z])")
_NAME = re.compile(r"[^\W\d][\w.'’-]*(?:\s+[^\W\d][\w.'’-]*){0,2}")
_BEHIND = re.compile(
    r"(?P<words>.*\S)\s*(?:[-–—|,，]\s*|\s)(?P<who>[@＠][^\s,，、]{1,32}(?:[\s,，、]+[@＠][^\s,，、]{1,32})*)\s*$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The owners a line begins with, and the rest of it."""

    owners: tuple[Named, ...]
    rest: str
    everyone: bool = False


def lead(rest: str, roster: names.Roster, *, is_bare: bool) -> Said | None:
    """Read the owners that `rest` begins with. `None`: there are none though there must be some (`is_bare`)."""
    words = rest.lstrip(" \t*_")
    for pattern in (_BRACKET, _FOR, _HANDLES, _COLON, _TO, _LEADS, _TOGETHER):
        found = pattern.match(words)
        if found is None:
            continue
        text = found["who"] if "who" in pattern.groupindex else found.group()
        said = _said(text, words[found.end() :], roster, pattern, is_bare=is_bare)
        if said is not None:
            return said
    first = _first_known(words, roster)
    if first is not None:
        return first
    return None if is_bare else Said((), words)


def _said(text: str, rest: str, roster: names.Roster, pattern: re.Pattern[str], *, is_bare: bool) -> Said | None:
    text = re.sub(r"^(?:由|请)\s*", "", text.strip(" \t,，、"))
    if reading_fold.fold(text).strip() in _EVERYONE:
        return Said((), rest, everyone=True)
    owners = tuple(listed(text, 0, roster))
    strict = pattern is not _BRACKET and (is_bare or pattern in {_COLON, _LEADS})
    if not owners or not all(_may_be_a_name(owner, roster, strict=strict) for owner in owners):
        return None
    return Said(owners, _without_to(rest) if pattern is not _TO else rest)


def _without_to(rest: str) -> str:
    return re.sub(r"^(?:to|will|should|must)\s+", "", rest.lstrip(), flags=re.IGNORECASE)


def listed(text: str, offset: int, roster: names.Roster) -> Iterator[Named]:
    """Everybody named in a list such as `Ann, Bo and @cy`; offsets are counted from `offset`."""
    at = 0
    for piece in _AND.split(text):
        piece = piece.strip(" \t*_()（）.。")
        if not piece:
            continue
        start = text.find(piece, at)
        at = start + len(piece)
        yield reading_new.named(piece, offset + start, roster)


def _may_be_a_name(owner: Named, roster: names.Roster, *, strict: bool) -> bool:
    """Tell whether words are a name: somebody known, a user name, or a short word that is no everyday one."""
    if owner.person_id is not None or owner.me or owner.username or owner.text[:1] in "@＠":
        return True
    if names.exactly(owner.text, roster).ids:
        return True
    words = reading_fold.fold(owner.text).split()
    if not words or len(words) > 3 or any(word in reading_common.NOBODY for word in words):
        return False
    if names.is_chinese(owner.text[0]):
        return 2 <= len(owner.text) <= 4 or owner.text.endswith(("组", "部", "处", "办", "委", "局", "中心"))
    if _NAME.fullmatch(owner.text) is None:
        return False
    return owner.text[0].isupper() or "_" in owner.text or (not strict and len(words) == 1)


def _first_known(words: str, roster: names.Roster) -> Said | None:
    """`ann do this`, `张三 联系场馆`: the first words are the name of somebody known."""
    found = re.match(r"(?P<one>[^\s,，:：]+)(?P<two>\s+[^\s,，:：]+)?", words)
    if found is None:
        return None
    for end in (found.end(), found.end("one")):
        text = words[:end]
        if names.is_me(text) and text == found["one"] and text.casefold() not in {"i", "mine"}:
            return Said((reading_new.named(text, 0, roster),), _without_to(words[end:]))
        if names.exactly(text, roster).one is not None:
            return Said((reading_new.named(text, 0, roster),), _without_to(words[end:]))
    if names.is_chinese(words[:1]):
        for size in (4, 3, 2):
            if len(words) > size and names.exactly(words[:size], roster).one is not None:
                return Said((reading_new.named(words[:size], 0, roster),), words[size:])
    return None


def behind(words: str, roster: names.Roster) -> tuple[str, list[Named]]:
    """The user names, or the known name behind a comma, at the end of an action, and the action without them."""
    found = _BEHIND.fullmatch(words)
    if found is None:
        head, comma, tail = words.rpartition(",") if "," in words else words.rpartition("，")
        owner = known(tail, roster) if comma and head.strip() and tail.strip() else None
        return (head.strip(" ,，"), [owner]) if owner is not None else (words, [])
    owners = list(listed(re.sub(r"\s+", ",", found["who"].strip()), found.start("who"), roster))
    return found["words"].strip(" ,，-–—|"), owners


def known(text: str, roster: names.Roster) -> Named | None:
    """Somebody of the roster, if the words are their name and nothing else."""
    named = reading_new.named(text.strip(), 0, roster)
    return named if named.person_id is not None or named.username else None
