"""When a result ("signed", "已发") is the end of a whole task, and what shows that something is left of it."""

from collections.abc import Sequence

from coordination.rules import reading_common
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_fold import Token
from coordination.rules.reading_topics import Topic
from coordination.rules.reading_words import RESULTS, Mark, Tag

_OUT = (
    "email mail letter invitation newsletter reminder send page article post website form programme schedule"
    " announcement publish 邮件 函 信 邀请 发 推文 文章 页 公告 网站 新闻 通知"
)
_FITTING = {
    Tag.SIGNED: "sign contract agreement 签 合同 协议",
    Tag.SENT: _OUT,
    Tag.PUBLISHED: _OUT,
    Tag.ORDERED: "order buy purchase rent rental hire 租 订 采购 购买 买",
    Tag.SUBMITTED: "submit application 提交 申请 报送 上报",
    Tag.APPROVED: "budget plan permit design layout contract report inspection check"
    " 检查 验收 检验 预算 方案 审批 审核 设计 合同 计划 报告 许可",
    Tag.BOOKED: "book reserve reservation booking rent rental hire 租 预订 预定 订",
}
_FITS = {tag: tuple(words.split()) for tag, words in _FITTING.items()}
"""Which results are the very thing that a title with such a word asks for."""

_OPEN_ENDED = frozenset({Tag.REMAIN, Tag.BUT, Tag.FUTURE, Tag.AHEAD, Tag.MUST, Tag.ETA, Tag.MOVE, Tag.NOT})


def that_end(title: str) -> frozenset[Tag]:
    """The results that are the very thing a title asks for."""
    lowered = title.casefold()
    return frozenset(tag for tag, words in _FITS.items() if any(word in lowered for word in words))


def fits_title(text: Text, topic: Topic, stated: Sequence[Claim], title: str) -> bool:
    """`contract signed`, `推文已发`: the very thing that the title asks for came to its end, and nothing is left.

    With a number, a remainder or a plan beside it, it was only a part.
    """
    results = [claim for claim in stated if claim.tag in RESULTS]
    if not results or any(
        claim.tag is Tag.AMOUNT or claim.sense is not Sense.STATED for claim in (*topic.claims, *topic.weak)
    ):
        return False
    claim = results[0]
    others = {other.tag for other in (*stated, *topic.weak)} - {claim.tag, Tag.NO_BLOCK}
    marks = (mark for part in topic.parts for mark in text.marks_in(part.first, part.last))
    if others or any(mark.tags & _OPEN_ENDED and mark.first != claim.first for mark in marks):
        return False
    named = inside(topic)
    spoken = (index for part in topic.parts for index in range(part.first, part.last))
    if any(_is_number(text.tokens[index]) for index in spoken if index not in named):
        return False
    end = next((part.last for part in topic.parts if part.first <= claim.first < part.last), claim.last)
    behind = [
        index
        for index in range(claim.last, end)
        if index not in text.covered and text.tokens[index].kind in {"word", "cjk"}
    ]
    lowered = title.casefold()
    return len(behind) < 2 and any(word in lowered for word in _FITS.get(claim.tag, ()))


_COUNTED = reading_common.words("one two three four five some few several another half part 一 两 三 几 些")


def _is_number(token: Token) -> bool:
    return token.kind == "number" or token.text in _COUNTED


def lacks_something(text: Text, topic: Topic) -> bool:
    """`done, but …`, `only the logo left`, `就差盖章`, `待打印`: something remains."""
    done = max((claim.last for claim in topic.claims if claim.tag is Tag.DONE), default=-1)
    for part in topic.parts:
        for mark in text.marks_in(part.first, part.last):
            remains = Tag.REMAIN in mark.tags or (Tag.BUT in mark.tags and mark.first >= done)
            if remains and not is_denied(text, mark):
                return True
            if Tag.AHEAD in mark.tags and part.first < done <= mark.first:
                return True
    return False


_AS_BEFORE = ("照旧", "不变", "正常", "照常", "的照旧", "的不变", "按计划", " as before", " as planned", " unchanged")


def is_denied(text: Text, mark: Mark) -> bool:
    """`nothing left`, `none missing`, `没剩`, `其余照旧`."""
    before = text.tokens[mark.first - 1].text if mark.first else ""
    if text.folded.startswith(_AS_BEFORE, mark.end):
        return True
    return before in {"nothing", "none", "no", "not", "没", "无", "不", "零", "0"}


def inside(topic: Topic) -> set[int]:
    """The tokens of the names of a topic's tasks."""
    return {index for ref in topic.refs for index in range(ref.first, ref.last)}
