"""Action lines in the forms that working groups use; and the lines that only look like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import action_lines, names, when
from coordination.rules.tasks import State
from tests.coordination.boards import ANN, BO, FRAME, LI

ZHANG = 9
ROSTER = names.Roster(
    (
        names.Known(ANN, ("Ann Lee",), "ann"),
        names.Known(BO, ("Bo Falk",)),
        names.Known(LI, ("李敏",)),
        names.Known(ZHANG, ("张三",)),
    )
)


def read(text: str) -> tuple[action_lines.Action, ...]:
    return action_lines.read(text, FRAME, ROSTER)


def due(action: action_lines.Action) -> date | None:
    if action.due is None or not action.due.values or not isinstance(action.due.values[0], when.Moment):
        return None
    return action.due.values[0].on


@pytest.mark.parametrize(
    ("line", "text", "owners", "day"),
    [
        ("ACTION: Ann to send the contract by Friday", "send the contract", ["Ann"], date(2026, 11, 27)),
        ("ACTION Ann, Bo: check the doors - due 1 June", "check the doors", ["Ann", "Bo"], date(2027, 6, 1)),
        ("action : ann do this", "do this", ["ann"], None),
        ("[ACTION] bo will call the printer", "call the printer", ["bo"], None),
        ("#action cy to write", "write", ["cy"], None),
        ("!action bo check it", "check it", ["bo"], None),
        ("^action Bo to check it", "check it", ["Bo"], None),
        ("AI bo: cost sheet", "cost sheet", ["bo"], None),
        ("AI: Bram + Kofi cost sheet by 16 Dec", "cost sheet", ["Bram", "Kofi"], date(2026, 12, 16)),
        ("**AI:** @bram ask the AV folks", "ask the AV folks", ["@bram"], None),
        ("AI(jonas): open the second round", "open the second round", ["jonas"], None),
        ("TODO @ann paint it", "paint it", ["@ann"], None),
        ("todo: dish soap", "dish soap", [], None),
        ("- [ ] ACTION: Ann to paint it", "paint it", ["Ann"], None),
        ("18:07:20 <fennel> #action Ann to paint it", "paint it", ["Ann"], None),
        ("<sk> ACTION: dov to publish it [recorded in https://a.example/x#T1]", "publish it", ["dov"], None),
        ("ACTION: paint it @ann", "paint it", ["@ann"], None),
        ("ACTION: paint it, Ann", "paint it", ["Ann"], None),
        ("ACTION: paint it (Ann)", "paint it", ["Ann"], None),
        ("ACTION：Ann，完成海报", "完成海报", ["Ann"], None),
        ("行动项：张三 负责 联系场馆 12月4日前", "联系场馆", ["张三"], date(2026, 12, 4)),
        ("任务：张三负责签合同，12月4日前", "签合同", ["张三"], date(2026, 12, 4)),
        ("【行动项】李敏：准备材料", "准备材料", ["李敏"], None),
        ("待办：买水 @张三", "买水", ["@张三"], None),
        ("签订合同（责任部门：会务组；完成时限：12月4日）", "签订合同", ["会务组"], date(2026, 12, 4)),
        ("1. 完成搭建。责任单位：展览组；完成时限：12月4日", "完成搭建", ["展览组"], date(2026, 12, 4)),
        ("签订合同（责任部门：会务组；完成时限：最晚12月4日下班前完成）", "签订合同", ["会务组"], date(2026, 12, 4)),
        ("签订合同（责任部门：会务组；完成时限：尽快）", "签订合同", ["会务组"], None),
        ("ACTION: Ann, , Bo: paint it", "paint it", ["Ann", "Bo"], None),
        ("ACTION: Ann Lee paint it", "paint it", ["Ann Lee"], None),
        ("TODO me paint it", "paint it", ["me"], None),
        ("ACTION: 李敏联系场馆", "联系场馆", ["李敏"], None),
        ("ACTION: 那个谁谁谁谁谁：签合同", "那个谁谁谁谁谁：签合同", [], None),
        ("ACTION: see https://a.example/x:y at once", "see https://a.example/x:y at once", [], None),
    ],
)
def test_an_action_line_gives_what_who_and_when(line: str, text: str, owners: list[str], day: date | None) -> None:
    (action,) = read(line)
    assert (action.text, [owner.text for owner in action.owners], due(action)) == (text, owners, day)


def test_owners_are_known_by_id_where_the_roster_knows_them() -> None:
    (action,) = read("ACTION: Ann and zed to paint it")
    assert [(owner.text, owner.person_id) for owner in action.owners] == [("Ann", ANN), ("zed", None)]


def test_the_writer_and_everybody_can_be_meant() -> None:
    assert read("ACTION: me to check hoodie sizes")[0].owners[0].me
    assert read("ACTION: All to read the notes")[0].everyone
    assert read("action item for everyone: send ideas")[0].everyone


def test_the_next_meeting_is_a_date() -> None:
    (action,) = read("ACTION: Ann to report at the next meeting")
    assert (action.text, action.at_next_meeting) == ("report", True)


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("ACTION: milo_c to follow up (sent)", State.DONE),
        ("ACTION: Ann make artwork (in progress, 2/3)", State.IN_PROGRESS),
        ("ACTION: Ann ask Finance (DONE - ~$200 ok)", State.DONE),
        ("ACTION: Ann find a second print shop (dropped)", State.DROPPED),
        ("ACTION: Ann make artwork (not started)", State.OPEN),
        ("ACTION: Ann find a second print shop", None),
    ],
)
def test_how_it_went_is_read_from_the_brackets(line: str, state: State | None) -> None:
    assert read(line)[0].state is state


def test_a_number_makes_it_a_remark_on_that_task() -> None:
    (action,) = read("ACTION-20: sent to the printer")
    assert (action.remark_on, action.text) == (20, "sent to the printer")
    assert list(action_lines.opens([action], [])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Actions speak louder than words",
        "action?",
        "#action",
        "i said #action in my notes",
        "AI is great: really",
        "AI tools: are nice",
        "TODO list: long",
        "ACTION REQUIRED: none",
        "> ACTION: Ann to paint it",
        "```\nACTION: Ann to paint it\n```",
        "任务分解表",
        "ACTION: me",
        "ACTION: @ann",
        "AI (Ann)",
        "（责任部门：会务组；完成时限：12月4日）",
        "任务12：完成",
        "meet at 14:30",
        "https://a.example/action:x",
        "",
    ],
)
def test_other_lines_are_no_action(text: str) -> None:
    assert read(text) == ()


def test_a_recap_opens_nothing_twice() -> None:
    minutes = "ACTION: Ann to paint it\nSummary\nACTION : ann to paint it."
    (first,) = read(minutes)
    assert list(action_lines.opens(read(minutes), [])) == [first]
    assert list(action_lines.opens(read(minutes), [first.key])) == []


def test_several_lines_are_several_actions_with_their_places() -> None:
    text = "notes\nACTION: Ann to paint it\n行动项：李敏 准备材料"
    assert [text[action.start : action.end] for action in read(text)] == text.split("\n")[1:]


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=100)
    | st.text(alphabet="ACTIONaction:： AnnBo,、to@#[]()（）责任部门完成时限；12月4日\n-", max_size=60)
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(action.text for action in read(text) if action.remark_on is None)
