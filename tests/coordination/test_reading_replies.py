"""Answers: what "it", "yes" and "no" mean; a receipt is no progress."""

import pytest

from coordination.rules.reading_values import Outcome, Reply, ReplyKind, Why
from coordination.rules.tasks import State
from tests.coordination.boards import ANN, BO, LEAD, LI, read

CARD = Reply(ReplyKind.CARD, (8,))


def said(outcome: Outcome) -> list[tuple[int, State | None, int | None]]:
    return [(update.task, update.state, update.percent) for update in outcome.updates if update.changes]


@pytest.mark.parametrize(
    ("text", "state", "percent"),
    [
        ("done", State.DONE, None),
        ("✅", State.DONE, None),
        ("办完了", State.DONE, None),
        ("ok, done", State.DONE, None),
        ("60%", State.IN_PROGRESS, 60),
        ("一半", State.IN_PROGRESS, 50),
        ("差不多了，就差盖章", State.IN_PROGRESS, None),
        ("blocked: no budget", State.BLOCKED, None),
        ("卡住了，等图纸", State.BLOCKED, None),
    ],
)
def test_words_in_reply_to_a_card_speak_of_its_task(text: str, state: State, percent: int | None) -> None:
    assert said(read(text, ANN, CARD)) == [(8, state, percent)]


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "收到",
        "好的马上弄",
        "thanks",
        "👍",
        "noted",
        "no",
        "nope",
        "还没",
        "will do",
        "on it",
        "what?",
        "??",
        "谢谢",
        "明白",
    ],
)
def test_a_receipt_or_a_no_changes_nothing(text: str) -> None:
    outcome = read(text, ANN, CARD)
    assert said(outcome) == []
    assert outcome.ask is None


def test_a_date_in_reply_to_a_card_is_its_new_due_date() -> None:
    (update,) = read("延到12月9日", ANN, CARD).updates
    assert update.due is not None
    assert update.due.on.isoformat() == "2026-12-09"


def test_received_in_reply_to_a_notice_is_a_receipt() -> None:
    assert read("收到，已完成", ANN, Reply(ReplyKind.NOTICE, (8,))) == Outcome(by_reply=True)


def test_numbers_alone_name_tasks_in_reply_to_a_list() -> None:
    outcome = read("8 60%, 14 done", ANN, Reply(ReplyKind.LIST, (8, 14)))
    assert said(outcome) == [(8, State.IN_PROGRESS, 60), (14, State.DONE, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 is on its way, 90%", [(8, State.IN_PROGRESS, 90)]),
        ("8 is with the printer, 60%", [(8, State.IN_PROGRESS, 60)]),
        ("8 of us are coming", []),
        ("8 people, 90% of them from abroad", []),
    ],
)
def test_what_is_said_to_be_in_reply_to_a_list_is_a_task(
    text: str, found: list[tuple[int, State | None, int | None]]
) -> None:
    assert said(read(text, ANN, Reply(ReplyKind.LIST, (8, 14)))) == found


@pytest.mark.parametrize(
    "text",
    [
        "8 won't make it by Friday",
        "#8 won't be ready by Friday",
        "8 can't be done by Friday",
        "the booth plan won't make it by 9 Dec",
        "#8 不能在12月9日前完成",
        "展位图周五前完成不了",
    ],
)
@pytest.mark.parametrize("reply", [None, Reply(ReplyKind.LIST)])
def test_a_date_that_will_not_be_kept_is_none(text: str, reply: Reply | None) -> None:
    outcome = read(text, ANN, reply)
    assert said(outcome) == []
    assert outcome.ask is None or outcome.ask.why is not Why.WHICH_DAY


@pytest.mark.parametrize(
    "text", ["#8 by Friday", "#8 no later than Friday", "8 not yet, by Friday", "展位图最迟周五", "展位图不晚于周五"]
)
def test_a_date_that_is_promised_is_kept(text: str) -> None:
    (update,) = read(text, ANN, Reply(ReplyKind.LIST)).updates
    assert update.due is not None


def test_a_reply_to_several_tasks_without_a_number_records_nothing() -> None:
    assert said(read("60%", ANN, Reply(ReplyKind.CARD, (8, 14)))) == []


def test_yes_to_our_question_records_what_it_offered() -> None:
    asked = read("booth plan done? I think so", ANN)
    assert asked.ask is not None
    question = Reply(ReplyKind.QUESTION, (8,), asked.ask.offers)
    assert said(read("yes", ANN, question)) == [(8, State.DONE, None)]
    assert said(read("是的", ANN, question)) == [(8, State.DONE, None)]
    assert said(read("no", ANN, question)) == []
    assert said(read("yes?", ANN, question)) == []


def test_a_question_of_one_person_is_answered_by_the_owner_only() -> None:
    asked = read("is the booth plan done?", BO)
    assert (asked.updates, asked.ask, asked.spoken_of) == ((), None, (8,))
    reply = Reply(ReplyKind.PERSON, asked.spoken_of, asked.offers)
    assert said(read("yes", ANN, reply)) == [(8, State.DONE, None)]
    assert said(read("yes", LI, reply)) == []
    assert said(read("no", ANN, reply)) == []


def test_a_task_is_handed_over_when_the_other_says_yes() -> None:
    asked = read("Bo, can you take the booth plan?", ANN)
    assert asked.ask is not None
    assert asked.ask.why is Why.HANDOVER
    reply = Reply(ReplyKind.PERSON, asked.spoken_of, asked.offers)
    (update,) = read("sure", BO, reply).updates
    assert (update.task, update.owner) == (8, BO)
    assert read("sure", LI, reply).updates == ()
    assert read("no, sorry", BO, reply).updates == ()


def test_a_lead_grants_a_date_that_was_asked_for() -> None:
    asked = read("展位图能不能延到12月9日？", ANN)
    assert asked.ask is not None
    assert asked.ask.why is Why.REQUEST
    (update,) = read("可以", LEAD, Reply(ReplyKind.PERSON, asked.spoken_of, asked.offers)).updates
    assert update.due is not None
    assert update.due.on.isoformat() == "2026-12-09"


def test_a_yes_to_several_dates_says_nothing() -> None:
    asked = read("booth plan by next Friday", ANN)
    assert len(asked.offers) > 1
    assert read("yes", ANN, Reply(ReplyKind.QUESTION, (8,), asked.offers)).updates == ()


def test_a_task_nobody_has_is_taken_by_saying_so() -> None:
    (update,) = read("I'll take the floor markings", BO).updates
    assert (update.task, update.owner) == (21, BO)
