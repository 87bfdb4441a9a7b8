"""An answer typed in reply to a question of ours, as the button it names; whoever may not press may not type either."""

from coordination import ports
from coordination.services import choices
from handlers import presses, question_presses
from handlers.request import Request

_YES = frozenset({"yes", "y", "yep", "yeah", "right", "correct", "是", "是的", "对", "对的", "属实", "确认", "没错"})
_NO = frozenset(
    {"no", "n", "nope", "not yet", "no not yet", "wrong", "不是", "不", "否", "不对", "没有", "尚未", "还没"}
)
_STRIPPED = " .。!！,，#＃\t\n"


async def button(request: Request, work: ports.Work) -> str | None:
    """The data of the button that the reply names; `None` for any other reply, also to a question that is over."""
    kind, _, rest = ((request.reply.slot if request.reply else None) or "").partition(":")
    if kind != "question" or not rest.isdecimal() or request.group is None:
        return None
    question = await work.questions.get(int(rest))
    if question is None or question.group_id != request.group.id or question.answered_at is not None:
        return None
    return _named(question, " ".join(request.text.casefold().replace(",", " ").split()).strip(_STRIPPED))


def _named(question: ports.Question, typed: str) -> str | None:
    if question.kind == choices.KIND:
        place = _place(choices.of(question), typed)
        return None if place is None else presses.data("choose", question.id, place)
    if question_presses.is_answered(question.kind) and (typed in _YES or typed in _NO):
        return presses.data("yes" if typed in _YES else "no", question.id)
    return None


def _place(offered: choices.Choices, typed: str) -> int | None:
    """By the label itself, by the number of a task at its head, or yes and no where it is one deed or none."""
    labels = [label.casefold() for label in offered.labels]
    named = [place for place, label in enumerate(labels) if label == typed or label.split(" ")[0] == f"#{typed}"]
    if len(named) == 1:
        return named[0]
    if len(labels) == 2 and offered.deeds[1] is None and (typed in _YES or typed in _NO):
        return 0 if typed in _YES else 1
    return len(labels) - 1 if typed in _NO and offered.deeds[-1] is None else None
