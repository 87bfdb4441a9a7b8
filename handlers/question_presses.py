"""The answers to questions: yes, no, one of several; by whoever was asked, once; it decides nothing."""

from collections.abc import Awaitable, Callable, Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import dues as due_service
from coordination.services import newcomers as newcomers_service
from coordination.services import nudges as nudges_service
from coordination.services import own_groups
from coordination.services import reports as service
from handlers import (
    assign,
    card_presses,
    cards,
    due_answers,
    due_changes,
    edits,
    edits_answers,
    edits_questions,
    group_questions,
    group_replies,
    newcomers,
    nudge,
    presses,
    question_queue,
    remind_choices,
    scene,
)
from handlers import reports as report_handlers
from handlers.request import Request

Answered = Callable[..., Awaitable[Sequence[messages.Answer]]]


async def in_turn(
    pressed: Callable[..., Awaitable[Sequence[messages.Answer]]],
    request: Request,
    work: ports.Work,
    press: presses.Press,
) -> Sequence[messages.Answer]:
    """A press; on a question it is of the question's group, and the next one that waits follows."""
    if press.verb not in question_queue.VERBS:
        return await pressed(request, work, press)
    request = await group_replies.of_question(request, work, press.number(0))
    answers = await pressed(request, work, press)
    return await question_queue.followed(work, press.number(0), answers)


async def yes(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _answer(request, work, press, is_yes=True)


async def no(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _answer(request, work, press, is_yes=False)


async def _answer(
    request: Request, work: ports.Work, press: presses.Press, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The answer to a question, by whoever it was put to."""
    question = await _question(request, work, press)
    if question.kind not in _ANSWERED:
        raise Refused("refused.old_question")
    return await _ANSWERED[question.kind](request, work, question, is_yes=is_yes)


async def pick(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One of several possibilities, by whoever was asked."""
    question = await _question(request, work, press)
    if question.kind not in _PICKED:
        raise Refused("refused.old_question")
    return await _PICKED[question.kind](request, work, question, press.number(1))


async def _question(request: Request, work: ports.Work, press: presses.Press) -> ports.Question:
    question = await work.questions.get(press.number(0))
    if question is None or question.group_id != scene.group_of(request).id:
        raise Refused("refused.old_question")
    return question


async def _reported(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The owner's word on what somebody reported; the question's message becomes the card."""
    said = scene.said(request, work)
    one = await service.answer(work, said, question.id, yes=is_yes)
    view = await cards.view_of(work, scene.group_of(request), one.task)
    text = cards.render(view, request.now, request.language)
    told = edits.outcome(request, text, cards.buttons(one.task, request.language))
    return [card_presses.toast(request, one.task), *told, *await cards.refreshed(work, one.task)]


_ANSWERED: dict[str, Answered] = {
    service.QUESTION: _reported,
    due_service.QUESTION: due_answers.granted,
    due_changes.OFFER: due_answers.offered,
    report_handlers.INSIST: report_handlers.insisted,
    nudges_service.KIND: nudge.answered,
    edits_questions.CONTEST: edits_answers.recorded,
    edits_questions.REMOVED: edits_answers.taken_back,
    edits_questions.RENEWED: edits_answers.renewed,
}


def is_answered(kind: str) -> bool:
    """Tell whether questions of this kind are answered by yes or no."""
    return kind in _ANSWERED


_PICKED: dict[str, Answered] = {
    due_changes.WHICH_DAY: due_answers.picked,
    assign.WHO: assign.picked,
    newcomers_service.WHO: newcomers.picked,
    own_groups.WHICH: group_questions.picked,
    remind_choices.KIND: remind_choices.picked,
}
