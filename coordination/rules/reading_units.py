"""What a title is recognised by: stems, joined pairs, initials, pairs of Chinese characters; it knows no task."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from coordination.rules import reading_fold
from coordination.rules.reading_fold import Token

_GENERIC = frozenset(
    """test plan order list form team page article design letter email mail training purchase meeting report draft
    review round sheet doc document file work task item sign update event room media guest call note point part day
    week group committee organise organize prepare check make write send book get find buy new conference final first
    second name photo video online open start help info set up project programme program
    方案 报告 工作 任务 会议 名单 材料 准备 落实 确定 联系 制作 完成 安排 活动 大会 组织 负责 跟进 通知 邮件 设计 采购 计划 相关
    进行 开展 项目 内容 人员 时间 管理 问题 测试 报价 订购 购买 征集 招募 发布 更新 收集 整理 编写 起草 审核 评审 对接""".split()
)
_SILENT = frozenset(
    "the a an of for to and in on at with by from de la le der die das und et y e von zu our my".split()
)
_FAINT = frozenset("up ups out off".split())
"""Words that are recognised only together with the one before them."""

_COMMON = frozenset(
    """about after again all also and another any are back been before being but bye can come could day did does done down
    dont each eat else end even every few fine first for from get give going gone good got great had half has have hear hello
    her here him his hour how into its just keep know last late later left less let like little long look lot made main
    make many may maybe mean men might mine more most much must near need never new next nice not nothing now off okay
    old once one only open other our out over own part past plan please put quite ready real really right said same say
    see seem send sent set she short should show side since some soon sorry still stop such sure take talk tell than thank
    thanks that the their them then there these they thing think this those though three through till time today told
    tomorrow tonight too took try two under until upon use very wait want was way week well went were what when where
    which while who whole why will wish with won word work would write year yes yet you your""".split()
)
"""Everyday words, which are never taken for a misspelt or shortened word of a title."""

_SAME = {
    "mail": "email", "mails": "email", "docs": "document", "doc": "document", "site": "website", "web": "website",
    "pics": "photo", "pictures": "photo", "invite": "invitation", "invites": "invitation", "tee": "shirt", "tees": "shirt",
    "org": "organisation", "info": "information", "ad": "advert", "ads": "advert", "pr": "press",
}  # fmt: skip
"""Words that people use for one another."""

_VOWELS = re.compile(r"(?<!^)[aeiouy]")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something recognisable and the slots of its title that it covers; `joined`: made of two neighbours."""

    text: str
    slots: tuple[int, ...] = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """A title cut up: its units, and how much each slot (word or character) tells, 0-1; common words tell half."""

    units: tuple[Unit, ...]
    weights: tuple[float, ...]


@lru_cache(maxsize=8192)
def of_title(title: str) -> Units:
    """Cut a title into slots, and list every form in which one or more of them may be typed."""
    tokens = [t for t in reading_fold.tokens(reading_fold.fold(title)) if t.kind in {"word", "cjk", "number"}]
    tokens = [t for t in tokens if t.text not in _SILENT]
    units = [*_single(tokens), *_pairs(tokens), *_initials(title, tokens)]
    weights = [_weight(token) for token in tokens]
    for unit in units:
        if unit.text in _GENERIC:
            for slot in unit.slots:
                weights[slot] = min(weights[slot], 0.5)
    return Units(tuple(units), tuple(weights))


def _weight(token: Token) -> float:
    if token.text in _FAINT:
        return 0.2
    return 0.5 if stem(token.text) in _GENERIC or token.kind == "number" else 1.0


def _single(tokens: Sequence[Token]) -> Iterator[Unit]:
    for slot, token in enumerate(tokens):
        if token.kind == "word" and len(token.text) > 1 and token.text not in _FAINT:
            yield Unit(stem(token.text), (slot,))


def _pairs(tokens: Sequence[Token]) -> Iterator[Unit]:
    for slot in range(len(tokens) - 1):
        one, two = tokens[slot], tokens[slot + 1]
        yield Unit(_joined(one, two), (slot, slot + 1), joined=one.kind != "cjk" or two.kind != "cjk")


def _joined(one: Token, two: Token) -> str:
    return one.text + (stem(two.text) if two.kind == "word" else two.text)


def _initials(title: str, tokens: Sequence[Token]) -> Iterator[Unit]:
    """`coc` for Code of conduct, with and without its small words."""
    words = [t for t in reading_fold.tokens(reading_fold.fold(title)) if t.kind == "word"]
    slots = {token.start: slot for slot, token in enumerate(tokens)}
    for size in (3, 4):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if run[0].text in _SILENT or run[-1].text in _SILENT:
                continue
            covered = tuple(slots[token.start] for token in run if token.start in slots)
            if len(covered) > 1:
                yield Unit("".join(token.text[0] for token in run), covered, joined=True)


def of_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Unit, int, int]]:
    """Every unit of a message with the tokens [first, last) it covers; a hyphen between two words is passed over."""
    for at, token in enumerate(tokens):
        if token.kind == "word" and len(token.text) > 1 and token.text not in _UNSEEN:
            yield Unit(stem(token.text)), at, at + 1
        after = at + 1
        if after + 1 < len(tokens) and tokens[after].text in {"-", "/"} and token.kind == "word":
            after += 1
        if after < len(tokens) and token.kind in _KINDS and tokens[after].kind in _KINDS:
            yield Unit(_joined(token, tokens[after]), joined=True), at, after + 1


_KINDS = frozenset({"word", "cjk", "number"})
_UNSEEN = _SILENT | _FAINT


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the endings that people add or leave out."""
    word = _SAME.get(word, word.removesuffix("'s"))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def skeleton(word: str) -> str:
    """The consonants of a word: what is left when people leave out letters (`ltrs`, `rnd`)."""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


class Spelling:
    """The words of a board's titles by first letter and by consonants, to find what a misspelt word meant."""

    def __init__(self, units: Iterable[str]) -> None:
        self._letters: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            if len(unit) > 3 and unit.isascii():
                self._letters[unit[0]].append(unit)
        self._known: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """The one word of the titles that `word` shortens or misspells; `""` if there is none or several."""
        if len(word) < 3 or word in _COMMON or not word.isascii():
            return ""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        near = {known for known in self._letters.get(word[0], ()) if resembles(word, known)}
        return near.pop() if len(near) == 1 else ""


def resembles(word: str, known: str) -> bool:
    """Tell whether `word` is `known` shortened, with letters left out, or misspelt; both have the same first letter."""
    if known.startswith(word):
        return len(known) - len(word) >= 3
    if word.startswith(known):
        return word[len(known) :] in {"er", "ers", "ed", "ing", "ment", "page", "form"}
    if len(word) < len(known) and skeleton(word) == word and skeleton(known) == word:
        return True
    slips = 0 if min(len(word), len(known)) < 5 else 1 if len(known) < 8 else 2
    if not slips and len(word) == len(known) == 4 and sorted(word) == sorted(known):
        slips = 1
    return bool(slips) and OSA.distance(word, known, score_cutoff=slips) <= slips
