"""Which person is meant by a name as typed, in either script; it knows who may be meant, not who may do what.

Identity is the numeric id. A name only proposes: two who fit are a question, a name that is merely similar is one too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import anyascii
from rapidfuzz import fuzz

from coordination.rules import reading_fold

CUT = 68.0
"""Below this score (0-100) two names are strangers; measured on 12 names of real lists."""

NEAR = 8.0
"""Those who score within this of the best are asked about."""

CANDIDATES = 20
"""How many are scored with the costly measure: those that share most bigrams."""

_ME = frozenset(
    {
        "me",
        "myself",
        "i",
        "mine",
        "我",
        "本人",
        "我自己",
        "自己",
        "ich",
        "mich",
        "moi",
        "yo",
        "mi",
        "я",
        "мне",
        "eu",
        "mim",
    }
)
_USERNAME = re.compile(r"[A-Za-z0-9_]{3,32}")
_WORD = re.compile(r"[^\W_]+")
_SURNAME = re.compile(r"[小老阿]([\u3400-\u9fff])|([\u3400-\u9fff])(?:总|工|姐|哥|处|局|主任|组长|老师)")
_POLITE = re.compile(r"\b(?:mr|mrs|ms|dr|prof|herr|frau|mme|sr|sra)\b\.?|同志|老师|先生|女士|主任|组长")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be meant: our id, every name and alias they go by, and their user name without @."""

    id: int
    names: tuple[str, ...]
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name may mean: nobody, one, or several by id. Only `sure` with one id needs no question."""

    ids: tuple[int, ...] = ()
    sure: bool = False

    @property
    def one(self) -> int | None:
        """The only one meant beyond doubt."""
        return self.ids[0] if self.sure and len(self.ids) == 1 else None


@dataclass(frozen=True, slots=True)
class Roster:
    """Those who may be meant, indexed by name; built once for many lines."""

    people: tuple[Known, ...] = ()
    whole: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    part: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    handles: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        whole: dict[str, tuple[int, ...]] = {}
        part: dict[str, tuple[int, ...]] = {}
        for person in self.people:
            for name in person.names:
                _add(whole, keys(name), person.id)
                _add(part, parts(name), person.id)
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "part", part)
        object.__setattr__(self, "handles", {p.username.casefold(): p.id for p in self.people if p.username})

    def of_username(self, username: str) -> int | None:
        """The id of who was last seen with this user name, any letter case, with or without @."""
        return self.handles.get(username.lstrip("@＠").casefold())


def _add(index: dict[str, tuple[int, ...]], names: Iterable[str], person_id: int) -> None:
    for name in names:
        known = index.get(name, ())
        if name and person_id not in known:
            index[name] = (*known, person_id)


@lru_cache(maxsize=8192)
def keys(name: str) -> tuple[str, ...]:
    """What a whole name is compared by: letters only, without accents, in both orders of its words.

    A Chinese name gives its own characters and its syllables (王芳: `王芳`, `wangfang`, `fangwang`).
    """
    plain = _POLITE.sub("", reading_fold.fold(name).replace("·", " "))
    if not plain.isascii() and all(is_chinese(char) or char.isspace() for char in plain):
        own = "".join(plain.split())
        sounds = [anyascii.anyascii(char).casefold() for char in own]
        surname = 2 if len(own) > 3 else 1
        return own, "".join(sounds), "".join(sounds[surname:] + sounds[:surname])
    words = _WORD.findall(anyascii.anyascii(plain).casefold())
    straight, turned = "".join(words), "".join(words[1:] + words[:1])
    return (straight, turned) if straight != turned else (straight,)


@lru_cache(maxsize=8192)
def parts(name: str) -> tuple[str, ...]:
    """What a name is called by in short: each word of a Latin name, the given name of a Chinese one."""
    plain = _POLITE.sub("", reading_fold.fold(name))
    if is_chinese(plain[:1]):
        own = "".join(plain.split())
        return (own[1:],) if len(own) == 3 else (own[2:],) if len(own) > 3 else ()
    words = _WORD.findall(anyascii.anyascii(plain).casefold())
    return tuple(word for word in words if len(word) > 1)


def is_chinese(char: str) -> bool:
    """Tell whether `char` is a Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def is_me(text: str) -> bool:
    """Tell whether the words mean the person who wrote them."""
    return reading_fold.fold(text).strip() in _ME


def match(text: str, roster: Roster) -> Match:
    """Who is meant by `text`, a name as typed (with or without @); nobody for an unknown or an empty one."""
    text = text.strip()
    if text.startswith(("@", "＠")):
        known = roster.of_username(text)
        if known is not None:
            return Match((known,), sure=True)
        text = text[1:]
    exact = exactly(text, roster)
    return exact if exact.ids else _loosely(text, roster)


def exactly(text: str, roster: Roster) -> Match:
    """Who bears `text` as a whole name, an alias, a user name or, when nobody else does, as a part of the name."""
    own = keys(text)
    for index in (roster.whole, roster.part):
        for key in own:
            if found := index.get(key):
                return Match(
                    found, sure=len(found) == 1 and (key == own[0] or not _has_other(own[0], found[0], roster))
                )
    known = roster.handles.get(text.casefold())
    return Match((known,), sure=True) if known is not None else Match()


def _has_other(name: str, person_id: int, roster: Roster) -> bool:
    """Tell whether a Chinese `name` only sounds like that of the person, who writes theirs in other characters."""
    chinese = [known for p in roster.people if p.id == person_id for known in p.names if is_chinese(known[:1])]
    return is_chinese(name[:1]) and bool(chinese)


def _loosely(text: str, roster: Roster) -> Match:
    if surname := _SURNAME.fullmatch(reading_fold.fold(text)):
        return Match(_of_surname(surname[1] or surname[2], roster))
    own = _sound(text)
    if len(own) < 3:
        return Match()
    scored: dict[int, float] = {}
    for person_id, name in _closest(text, own, roster):
        scored[person_id] = max(scored.get(person_id, 0.0), score(own, name))
    best = max(scored.values(), default=0.0)
    if best < CUT:
        return Match()
    near = [person_id for person_id, value in scored.items() if value >= max(CUT, best - NEAR)]
    return Match(tuple(sorted(near, key=lambda person_id: -scored[person_id])))


def _may_be(typed: str, person: Known) -> bool:
    """Two Chinese names are alike only by a character or a sound they share: 张三 is not 赵刚."""
    chinese = [name for name in person.names if is_chinese(name[:1])]
    if not chinese or not is_chinese(typed[:1]):
        return True
    return any(set(typed) & set(name) or _sound(typed) == _sound(name) for name in chinese)


def _of_surname(surname: str, roster: Roster) -> tuple[int, ...]:
    bearers = (p.id for p in roster.people if any(reading_fold.fold(name[:1]) == surname for name in p.names))
    return tuple(dict.fromkeys(bearers))


def _closest(typed: str, own: str, roster: Roster) -> list[tuple[int, str]]:
    grams = bigrams(own)
    named = [(person.id, _sound(name)) for person in roster.people for name in person.names if _may_be(typed, person)]
    named.sort(key=lambda item: -len(grams & bigrams(item[1])))
    return named[:CANDIDATES]


@lru_cache(maxsize=8192)
def _sound(name: str) -> str:
    return anyascii.anyascii(reading_fold.fold(name)).casefold().strip()


@lru_cache(maxsize=8192)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text, spaces left out."""
    packed = text.replace(" ", "")
    return frozenset(packed[i : i + 2] for i in range(len(packed) - 1)) or frozenset({packed})


def score(one: str, other: str) -> float:
    """How alike two folded names or titles are, 0-100 (measured: 30 of 32 titles, 12 of 12 people)."""
    return max(fuzz.WRatio(one, other), 0.95 * fuzz.partial_ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))


def is_username(text: str) -> bool:
    """Tell whether `text` (without @) has the form of a Telegram user name."""
    return _USERNAME.fullmatch(text) is not None
