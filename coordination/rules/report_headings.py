"""What the parts of reports are called, and the words in reply to one that are its buttons; tables alone."""

from collections.abc import Mapping
from enum import StrEnum

from coordination.rules.round_reports import Part

Names = tuple[tuple[str, Part], ...]
"""What headings are called, as regular expressions; the first ones win."""

_NEXT = (
    r"key\s+work(?:\s+next)?|next(?:\s+steps?)?|plans?|"
    r"下一步重点工作|下一步重点|下一步工作|下步重点|下一步|下周重点|重点工作"
)
USUAL: Names = (
    (r"results?|done|achievements?|阶段性成果|本期成果|成果|工作进展|进展|完成情况", Part.RESULTS),
    (_NEXT, Part.NEXT),
    (r"problems?|issues?|risks?|存在的问题|存在问题|问题|困难", Part.PROBLEMS),
    (r"help(?:\s+needed)?|asks?|support|需协调事项|需要协调|协调事项|请求支持|需支持事项", Part.HELP),
)

SHOWN = frozenset(
    {
        *("results", "key work next", "problems", "help needed"),
        *("conditions", "actions", "needs", "status", "overview", "next steps"),
        *("阶段性成果", "下一步重点", "存在问题", "需协调事项"),
        *("当前情况", "采取措施", "所需支持", "总体状态", "工作概述", "下一步安排"),
    }
)
"""The headings that drafts show: whoever copies one and sends it back has only a space behind them."""


class Deed(StrEnum):
    """What a word in reply to a report does, as its button would."""

    SEND = "send"
    YES = "yes"  # sends a draft; of one that came back it may only say that it was read
    HEARD = "heard"  # changes nothing
    ASK = "ask"
    NOTHING = "nothing"
    ANEW = "anew"


_DEEDS: Mapping[Deed, frozenset[str]] = {
    Deed.SEND: frozenset(
        {
            *("send", "send it", "send this", "send as is", "send it as is", "send as it is"),
            *("approve", "approved", "agree", "agreed"),
            *("报送", "直接报送", "发送", "提交", "同意", "同意报送", "可以报送", "审定"),
        }
    ),
    Deed.YES: frozenset({"ok", "okay", "yes", "confirm", "可以", "好", "好的", "行", "没问题", "是", "是的"}),
    Deed.HEARD: frozenset(
        {"received", "thanks", "thank you", "noted", "got it", "收到", "谢谢", "知道了", "明白", "明白了"}
    ),
    Deed.ASK: frozenset(
        {"ask lead", "ask the lead", "ask my lead", "呈组长审定", "呈组长", "请组长审定", "报组长审定"}
    ),
    Deed.NOTHING: frozenset(
        {
            *("nothing new", "no news", "nothing to report"),
            *("无新增", "没有新增", "无变化", "无新进展", "没有新进展"),
        }
    ),
    Deed.ANEW: frozenset({"draft anew", "draft again", "new draft", "重新拟稿", "重拟", "重新起草"}),
}


def deed(said: str) -> Deed | None:
    """The button that a word in reply to a report stands for; `None` for any other words."""
    typed = " ".join(said.casefold().split()).strip(" .。!！")
    return next((one for one, names in _DEEDS.items() if typed in names), None)


def settled(found: Deed, *, came_back: bool) -> Deed:
    """What the word does to a report; `came_back`: it was returned, and nothing was changed since."""
    if found is Deed.YES:
        return Deed.HEARD if came_back else Deed.SEND
    return found
