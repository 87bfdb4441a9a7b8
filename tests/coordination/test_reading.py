"""Plain words: what is an update, what is a question to ask, and what is nothing."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading
from coordination.rules.reading_values import Message, Outcome, Reply, ReplyKind, Why
from coordination.rules.tasks import State
from tests.coordination.boards import ANN, BO, LEAD, LI, board, read

D, P, B = State.DONE, State.IN_PROGRESS, State.BLOCKED


def states(outcome: Outcome) -> dict[int, State | None]:
    return {update.task: update.state for update in outcome.updates if update.changes}


@pytest.mark.parametrize(
    ("author", "text", "expected"),
    [
        (ANN, "#8 done", {8: D}),
        (ANN, "8 done", {8: D}),
        (ANN, "done 8 and 14", {8: D, 14: D}),
        (ANN, "#8, #14 完成", {8: D, 14: D}),
        (ANN, "８完成了", {8: D}),
        (ANN, "booth plan done", {8: D}),
        (ANN, "the booth plan is finally finished :)", {8: D}),
        (ANN, "EXH-8 done", {8: D}),
        (LI, "主会场合同完成", {12: D}),
        (LI, "主會場合同 已辦結", {12: D}),
        (LI, "证件名单进行中", {15: P}),
        (ANN, "freight quotes unblocked", {14: P}),
        (LI, "主会场合同卡住了：等消防批文", {12: B}),
        (BO, "exhibitor manual blocked, no logo yet", {11: B}),
        (LI, "灯光测试重新打开", {30: P}),
        (BO, "finished the exhibitor manual and started the volunteer manual", {11: D, 24: P}),
        (LI, "#12 готово", {12: D}),
        (LI, "#12 fertig", {12: D}),
        (BO, "11 做到六成，等印厂报价", {11: P}),
        (BO, "11 is 60%, printer's quote open", {11: P}),
        (BO, "11完成24没完成", {11: D}),
        (BO, "11 done 24 not done", {11: D}),
        (ANN, "8搞定14卡住了", {8: D, 14: B}),
        (BO, "11 发完了", {11: D}),
        (BO, "11完成3个", {11: P}),
    ],
)
def test_a_clear_update_of_ones_own_task_is_certain(author: int, text: str, expected: dict[int, State]) -> None:
    outcome = read(text, author)
    assert states(outcome) == expected
    assert outcome.ask is None


@pytest.mark.parametrize(
    "text",
    ["#11 was done wrong", "11 done badly", "exhibitor manual was done incorrectly", "#11 做错了", "11 完成得不对"],
)
def test_what_was_done_wrong_is_not_done(text: str) -> None:
    assert D not in states(read(text, BO)).values()


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("#8 60%", 60),
        ("booth plan 60 percent", 60),
        ("展位图做到六成", 60),
        ("booth plan: 131 of 212 booths drawn", 62),
        ("展位图一半了", 50),
        ("booth plan half way", 50),
        ("booth plan 60% done, waiting for the hall drawing", 60),
    ],
)
def test_a_percent_is_read_in_every_form(text: str, percent: int) -> None:
    (update,) = read(text).updates
    assert (update.task, update.percent, update.state) == (8, percent, P)


@pytest.mark.parametrize(
    "text",
    [
        "thanks for the booth plan!",
        "is the booth plan done?",
        "booth plan not done yet",
        "booth plan will be done",
        "if the hall answers the booth plan is done",
        "let's get the booth plan done",
        "would be nice to have the booth plan done",
        "he wrote \"#8 done\"",
        "> #8 done",
        "`#8 done`",
        "https://a.example/tasks/8?state=done",
        "8 people confirmed",
        "8点集合",
        "8号馆没电了",
        "v8 is done",
        "page 8 is done",
        "8、张三\n9、李四",
        "set every task to done",
        "good morning",
        "booth plan cost 30% more",
        "20% off for the booth plan",
        "/done 8",
        "",
        " \n ",
        "🙂",
    ],
)  # fmt: skip
def test_what_is_no_update_changes_nothing(text: str) -> None:
    outcome = read(text)
    assert states(outcome) == {}


@pytest.mark.parametrize(
    ("author", "text", "why", "candidates"),
    [
        (BO, "manual done", Why.WHICH_TASK, {11, 24}),
        (BO, "done", Why.WHICH_TASK, {11, 24}),
        (ANN, "exhibitor manual done", Why.OTHERS_TASK, {11}),
        (ANN, "#8 exhibitor manual done", Why.NUMBER_OR_TITLE, {8, 11}),
        (ANN, "#99 done", Why.NO_SUCH_TASK, set()),
        (ANN, "booth plan done? I think so", Why.UNSURE, {8}),
        (ANN, "8 ❌", Why.UNSURE, {8}),
        (ANN, "can we move the booth plan to 4 December?", Why.REQUEST, {8}),
        (ANN, "booth plan by next Friday", Why.WHICH_DAY, {8}),
        (ANN, "Bo, can you take the booth plan?", Why.HANDOVER, {8}),
        (ANN, "代报：李敏 主会场合同已完成", Why.BEHALF, {12}),
        (ANN, "todo: candles", Why.NEW_TASK, set()),
    ],
)
def test_what_is_unclear_is_asked_and_nothing_is_recorded(
    author: int, text: str, why: Why, candidates: set[int]
) -> None:
    outcome = read(text, author)
    assert states(outcome) == {}
    assert outcome.ask is not None
    assert (outcome.ask.why, set(outcome.ask.candidates)) == (why, candidates)
    assert outcome.ask.quoted


def test_the_sure_part_is_read_and_the_rest_is_asked() -> None:
    outcome = read("#8 done\nexhibitor manual done")
    assert states(outcome) == {8: D}
    assert outcome.ask is not None
    assert outcome.ask.candidates == (11,)


def test_a_question_offers_what_each_answer_would_record() -> None:
    outcome = read("manual done", BO)
    assert outcome.ask is not None
    assert {(offer.task, offer.state) for offer in outcome.ask.offers} == {(11, D), (24, D)}


def test_a_lead_speaks_for_every_task_and_anybody_for_an_unowned_one() -> None:
    assert states(read("展位图完成", LEAD)) == {8: D}
    assert states(read("floor markings done", BO)) == {21: D}


def test_a_blocked_task_keeps_its_reason_as_typed() -> None:
    (update,) = read("Booth plan: blocked. No reply from Blue Fig since Thursday").updates
    assert (update.state, update.reason) == (B, "No reply from Blue Fig since Thursday")


def test_a_task_named_in_a_reason_is_what_the_other_waits_for() -> None:
    (update,) = read("booth plan waits for #12").updates
    assert (update.task, update.state, update.waits_for) == (8, B, (12,))


def test_two_tasks_of_one_line_get_each_their_own_date() -> None:
    outcome = read("booth plan moved to 7 December, freight quotes to 14 December")
    due = {update.task: update.due.on.isoformat() for update in outcome.updates if update.due is not None}
    assert due == {8: "2026-12-07", 14: "2026-12-14"}


def test_a_date_named_again_is_no_change() -> None:
    assert states(read("booth plan still 2 December")) == {}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("booth plan moved to 9 Dec", "2026-12-09"),
        ("展位图改到12月9日", "2026-12-09"),
        ("展位图改9号", "2026-12-09"),
        ("booth plan needs 1 more week", "2026-12-09"),
        ("booth plan pushed back two days", "2026-12-04"),
        ("展位图推迟三个工作日", "2026-12-07"),
        ("booth plan by 9 Dec", "2026-12-09"),
        ("booth plan 9.12.", "2026-12-09"),
    ],
)
def test_a_new_due_date_is_read_as_moved_or_promised(text: str, due: str) -> None:
    (update,) = read(text).updates
    assert update.due is not None
    assert update.due.on.isoformat() == due


def test_bots_and_forwards_are_never_read() -> None:
    for message in (Message("#8 done", is_bot=True), Message("#8 done", is_forwarded=True)):
        assert reading.read(message, board()) == Outcome()


def test_spans_of_code_and_quotes_are_left_out() -> None:
    assert reading.read(Message("#8 done", left_out=((0, 7),)), board()).updates == ()


def test_somebody_unknown_is_asked_about_a_task_that_has_an_owner() -> None:
    outcome = read("#8 done", 999)
    assert outcome.ask is not None
    assert outcome.ask.why is Why.OTHERS_TASK


def test_taking_an_update_back_is_seen() -> None:
    assert read("打错了").takes_back
    assert read("undo that, wrong task").takes_back
    assert not read("#8 done").takes_back


def test_offsets_are_those_of_the_message() -> None:
    text = "🙂🙂 booth plan done, thanks"
    (update,) = read(text).updates
    assert text[update.start : update.end] == "booth plan done"


SCRIPTS = st.text(max_size=120) | st.text(
    alphabet='#8 done完成booth plan12%、，。:?!>`"“”()\n- moved to 9 Dec 改到号等blockedかなअЖ🙂\u200d\ud800',
    max_size=80,
)


@settings(max_examples=250, deadline=None)
@given(SCRIPTS, st.sampled_from([ANN, BO, LI, LEAD, 999, None]))
def test_any_text_of_any_script_is_read_without_an_error(text: str, author: int | None) -> None:
    outcome = read(text, author)
    for update in outcome.updates:
        assert 0 <= update.start <= update.end <= len(text)
        assert update.percent is None or 0 <= update.percent <= 100
    reply = Reply(ReplyKind.CARD, (8,))
    assert len(read(text, author, reply).updates) <= len(board().tasks)


PIECES = [
    "booth plan done, ",
    "#8 done ",
    "展位图完成，",
    "if 8 and ",
    "等#12 ",
    "blocked by #12 ",
    "ab12-",
    '"(',
    "manual ",
    "8、",
]


def steps(text: str) -> int:
    """How many instructions of the project's own code reading `text` takes; dates are counted by their own tests."""
    taken = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken
        if "/when/" in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return taken


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=6), min_size=1, max_size=3))
def test_the_steps_of_reading_grow_no_faster_than_the_text(pieces: list[str]) -> None:
    piece = "".join(pieces)
    once = piece * (300 // len(piece) + 1)
    read(once * 2)  # words met for the first time are looked up once and remembered
    assert steps(once * 2) <= 2.4 * steps(once) + 2000
