"""What the words behind a number say of its place among others: links, moves, weight, tags, a lead's answer; pure text.

Everything that says how the task itself stands is read elsewhere. Only words that say nothing else are taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coordination.rules import reading_fold, reading_numbers


class Kind(StrEnum):
    """What is said; `refs` and `text` of `Said` hold the rest."""

    WAITS = "waits"
    WAITS_NO_MORE = "waits_no_more"
    PART = "part"
    NO_PART = "no_part"
    DUPLICATE = "duplicate"
    MOVE = "move"  # `text` names a group; `sure` where nothing else can be meant
    HOLD_ALL = "hold_all"  # `text` is the reason, perhaps with a date
    KEY = "key"
    NO_KEY = "no_key"
    TAGS = "tags"  # `text` is the tags as typed, with their signs
    CONFIRMED = "confirmed"  # only of a task that waits for it
    RETURNED = "returned"  # `text` is what is missing
    DUE = "due"  # `text` begins with the date; `sure`: it is to be set, not only said
    OWNER = "owner"  # `text` names people


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, with the tasks or the words that go with it."""

    kind: Kind
    refs: tuple[reading_numbers.Ref, ...] = ()
    text: str = ""
    sure: bool = True


_NOT = "no longer|not|doesn't|does not|isn't|stops?|stopped|need not"
_WAIT = "wait(?:s|ing)?(?: any ?more)? (?:for|on)"
_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, *patterns in (
        (
            Kind.WAITS_NO_MORE,
            rf"(?:is |it )?(?:{_NOT}) (?:any ?more )?(?:{_WAIT}|depend(?:s|ing)? on|blocked by)\s*:?\s*",
            r"(?:已)?(?:不再|不用|无需|不必|不)(?:等待|等|依赖|受制于)(?:了)?\s*",
        ),
        (
            Kind.WAITS,
            r"(?:is |it )?(?:wait(?:s|ing)? (?:for|on)|depend(?:s|ing)? on|blocked by)\s*:?\s*",
            r"(?:is |it )?(?:only |not before |(?:can )?(?:starts?|begins?|comes?) )?(?:after|follows)\s*:?\s*",
            r"(?:须|要|需)?(?:等待|等|依赖|受制于)\s*",
            r"(?:前置(?:任务)?|紧前)\s*[:：]?\s*(?=#?\d)|(?:排|放|须|应)?在\s*(?=#?\d[^后]*后)",
        ),
        (
            Kind.PART,
            r"(?:is |it )?(?:now )?(?:a )?(?:part|sub-?task|child|piece) of\s*",
            r"belongs (?:to|under)\s*|under\s+(?=#)",
            r"(?:属于|归入|归属|列入)\s*|(?:是|作为)\s*(?=#?\d+\s*的)",
        ),
        (
            Kind.NO_PART,
            r"(?:is |it )?(?:no longer|not) (?:a )?(?:part|sub-?task|child) of\s*",
            r"(?:不再|不)(?:属于|归入|归属)\s*",
        ),
        (
            Kind.DUPLICATE,
            r"(?:is |it )?(?:now )?(?:a )?(?:duplicate|dup|dupe|copy|double) of\s*|(?:is )?(?:the )?same as\s*",
            r"merged? (?:in)?to\s*|merged? with\s*",
            r"(?:与|和|同|跟)\s*(?=#?\d+\s*(?:重复|相同|合并))|重复\s*|(?:合并|并)(?:到|入|至|进)\s*",
        ),
    )
)
_BEHIND = {
    Kind.WAITS: r"(?:is (?:done|over|finished))?(?:办结|完成|结束)?(?:了)?(?:[之以]?后)?(?:再办|再说|开始|启动|进行)?",
    Kind.WAITS_NO_MORE: r"(?:any ?more|了)?",
    Kind.PART: r"(?:的)?(?:一部分|子任务|下级|分项)?",
    Kind.NO_PART: r"(?:any ?more|了)?",
    Kind.DUPLICATE: r"(?:重复|相同|合并)?(?:了)?",
}
_ENDS = {kind: re.compile(rf"\s*{pattern}[\s.。!！)）]*") for kind, pattern in _BEHIND.items()}

_NO_PART = re.compile(
    r"(?:is )?(?:not|no longer) (?:a )?(?:part|sub-?task) of (?:it|anything|another)(?: any ?more)?"
    r"|on its own|(?:不再)?(?:单独|独立)(?:办理)?|不再(?:属于|归属)(?:其他|别的)?任务"
)
_KEY = re.compile(r"[!★⭐]|(?:is |now )*key(?: work| task)?|(?:设为|列为|列入|作为)?重点(?:任务|工作)?")
_NO_KEY = re.compile(
    r"[-−] ?[!★⭐]|(?:is )?(?:no longer |not |no |un)-?key(?: work| task)?|no [!★⭐]"
    r"|(?:取消|撤销|不再(?:是|为|列为|作为)?|非|不是)重点(?:任务|工作)?"
)
_TAGS = re.compile(r"(?:tags?\s*:?\s*|标签\s*:?\s*)?(?P<tags>(?:[+-]?\s?#[^\W\d][\w-]{0,31}[\s,，、]*)+)")
_TAG = re.compile(r"(?P<sign>[+-]?)\s?#(?P<tag>[^\W\d][\w-]{0,31})")
_CONFIRMED = re.compile(
    r"confirm(?:ed)?|accept(?:ed)?|approved?"
    r"|(?:核验|验收)?通过|(?:核验|确认)(?:无误|办结|完成)?|同意办结"
)
_RETURNED = re.compile(
    r"(?:return(?:ed)?|send back|sent back|not (?:confirmed|accepted|approved)|reject(?:ed)?)\s*[:,;.-]?\s*"
    r"|(?:退回|打回|不通过|未通过)(?:补充|修改|重做)?\s*[:,;.，]?\s*"
)
_HANGING = r"(?: that (?:hangs|depends|waits) (?:on|for) (?:it|this|that|#?\d+))?"
_HOLD_ALL = re.compile(
    rf"(?:put |hold )(?:all|everything)(?: else)?{_HANGING}(?: on hold)?\s*[:,;-]?\s*"
    rf"|(?:all|everything){_HANGING} (?:is |goes )?on hold\s*[:,;-]?\s*"
    rf"|on hold: (?:all|everything|全部){_HANGING}\s*[:,;]\s*"
    r"|(?:相关|有关|关联|后续|下游|所属)(?:任务|事项|工作)?(?:全部|都|均|一律|一并|全)?暂缓\s*[:,;，]?\s*"
    r"|(?:全部|一律|一并)暂缓\s*[:,;，]?\s*"
)
_MOVE = re.compile(
    r"(?P<en>move(?:d)?(?: this| it)? to (?:the )?(?:group )?)|(?:transfer(?:red)? to (?:the )?(?:group )?)"
    r"|(?P<zh>(?:移交|划转|划归|移送|转交)(?:给|到|至)?|转(?:给|到|至|入)|移(?:到|至|入))\s*"
)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_GROUP_ENDS = ("组", "板块", "组委会", "办公室")
_DUE = re.compile(
    r"(?:(?:the )?(?:new )?(?:due(?: date)?|deadline)(?: is| to| now)*\s*[:=]?\s*(?:on |by |to )?"
    r"|(?:新的?)?(?:完成时限|完成时间|时限|限期|期限)\s*(?:为|是|改为|改到|调整为|调整到|调至|定为|定在)?\s*[:：]?\s*)"
)
_SHIFTED = re.compile(
    r"(?:is |was |now )*(?:put off|postponed?|push(?:ed)?(?: back)?|moved?|delayed?|extend(?:ed)?|shifted|deferred)"
    r"(?: the (?:date|deadline))?\s*(?:to|until|till|by)\s+"
    r"|by\s+"
    r"|(?:申请|请求)?(?:延期|推迟|延迟|延后|推后|顺延|改期|调整|提前|延)(?:到|至|为)\s*"
)
_OWNER = re.compile(
    r"(?:(?:new )?(?:owner|responsible)(?: is| now)*\s*[:=]?\s*|(?:re)?assign(?:ed)? (?:it )?to\s*:?\s*"
    r"|(?:give|hand|pass)(?:ed)?(?: it| this)?(?: over| on)? to\s+(?=@)"
    r"|(?:新的?)?(?:责任人|负责人|责任单位|牵头人)\s*(?:为|是|改为|换成|调整为)?\s*[:：]?\s*"
    r"|(?:改由|交由|交给|转给|交)\s*(?=@))"
)
_HANDLES = re.compile(r"(?:[+\-−]?\s?@\w{1,32}[\s,，、]*)+")
_TAKE = re.compile(
    r"(?:i(?:'ll| will)? )?take(?: (?:it|this))?|i take (?:it|this)|mine|me|(?:我来|我认领|认领|我负责|我办|由我负责)"
)
LONGEST_GROUP = 40  # characters of a name that may be a group's
_LOOSE = " \t.。!！"


def read(words: str) -> tuple[Said, ...]:
    """What the words may say, the likeliest first; nothing where they say how the task itself stands.

    A date, a group and a claim have to be there for the words to mean them: whoever knows goes on to the next.
    """
    typed = words.strip()
    folded = reading_fold.fold(typed)
    if "\n" in typed:
        return ()
    linked = _linked(typed, folded) or _weighed(typed, folded)
    return (linked,) if linked is not None else tuple(_placed(typed, folded))


def _linked(typed: str, folded: str) -> Said | None:
    for kind, lead in _LEADS:
        found = lead.match(folded)
        if found is None:
            continue
        head = reading_numbers.listed(folded, found.end(), several=True, typed=typed)
        if head.refs and _ENDS[kind].fullmatch(folded[head.refs[-1].end :]):
            return Said(kind, head.refs)
    return Said(Kind.NO_PART) if _NO_PART.fullmatch(folded.strip(_LOOSE)) else None


def _weighed(typed: str, folded: str) -> Said | None:
    bare = folded.strip(" \t.。")
    for kind, pattern in ((Kind.NO_KEY, _NO_KEY), (Kind.KEY, _KEY), (Kind.CONFIRMED, _CONFIRMED)):
        if pattern.fullmatch(bare):
            return Said(kind)
    if _TAGS.fullmatch(folded):
        return Said(Kind.TAGS, text=typed)
    found = _RETURNED.match(folded)
    return Said(Kind.RETURNED, text=typed[found.end() :].strip()) if found else None


def _placed(typed: str, folded: str) -> Iterator[Said]:
    if found := _HOLD_ALL.match(folded):
        yield Said(Kind.HOLD_ALL, text=typed[found.end() :].strip())
    if _TAKE.fullmatch(folded.strip(_LOOSE)):
        yield Said(Kind.OWNER, text="me")
    if _HANDLES.fullmatch(folded):
        yield Said(Kind.OWNER, text=typed)
    found = _MOVE.match(folded)
    group = typed[found.end() :].strip(" \t.。") if found else ""
    if _CODE.fullmatch(group):  # before dates: VEN is a group here, and Friday in French
        yield Said(Kind.MOVE, text=group)
        return
    for kind, lead, sure in ((Kind.OWNER, _OWNER, True), (Kind.DUE, _DUE, True), (Kind.DUE, _SHIFTED, False)):
        found = lead.match(folded)
        if found and found.end() and typed[found.end() :].strip():
            yield Said(kind, text=typed[found.end() :].strip(), sure=sure)
    if group and len(group) <= LONGEST_GROUP:
        yield Said(Kind.MOVE, text=group, sure=group.endswith(_GROUP_ENDS))


def tags(text: str, had: tuple[str, ...]) -> tuple[str, ...]:
    """The tags afterwards: `#hall` and `+#hall` add, `-#hall` takes away; any letter case is the same tag."""
    kept = list(had)
    for found in _TAG.finditer(text.replace("＃", "#").replace("−", "-")):
        others = [one for one in kept if one.casefold() != found["tag"].casefold()]
        kept = others if found["sign"] == "-" else kept if len(others) < len(kept) else [*kept, found["tag"]]
    return tuple(kept)
