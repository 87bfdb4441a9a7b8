"""What the words behind a number say of dates, owners, links, and for whom somebody speaks; pure, in both languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import when
from handlers import assign_said, behalf, due_said, links_said

FRAME = when.Frame(datetime(2026, 11, 24, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), "en")
"""Tuesday 24 November 2026, 10:00 in Beijing."""

PIECES = (
    *(
        "due",
        "by",
        "to",
        "on hold",
        "waits for",
        "part of",
        "same as",
        "move to",
        "with",
        "all",
        "none",
        "+@cy",
        "-",
        "!",
    ),
    *(
        "12月8日",
        "8 Dec",
        "3 days",
        "延期",
        "到",
        "代报",
        "：",
        "李敏",
        "属于",
        "等",
        "与",
        "重复",
        "@bo",
        "#tag",
        "12",
        "9",
    ),
    *(
        "\n",
        " ",
        ",",
        "，",
        "👨‍👩‍👧",
        "\u202e",
        "\x00",
        "on behalf of",
        "Li Min",
        "暂缓",
        "everything",
        "99999999999999999999",
    ),
)
WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))


@pytest.mark.parametrize(
    ("typed", "kind", "numbers"),
    [
        ("waits for #9 and #11", "waits", [9, 11]),
        ("等 9、11 办结", "waits", [9, 11]),
        ("no longer waits for 9", "waits_no_more", [9]),
        ("不再等9", "waits_no_more", [9]),
        ("is part of #9", "part", [9]),
        ("是 9 的子任务", "part", [9]),
        ("no longer part of 9", "no_part", [9]),
        ("duplicate of 9", "duplicate", [9]),
        ("合并到9", "duplicate", [9]),
        ("hold everything that hangs on it: venue lost", "hold_all", []),
        ("相关任务全部暂缓：场地未定", "hold_all", []),
        ("！", "key", []),
        ("取消重点", "no_key", []),
        ("+#hall -#budget", "tags", []),
        ("confirmed", "confirmed", []),
        ("退回：缺附件", "returned", []),
        ("completion date", None, []),
        ("due 30 Nov", "due", []),
        ("完成时限 11月30日", "due", []),
        ("move to VEN", "move", []),
        ("移交展览组", "move", []),
        ("责任人：李敏", "owner", []),
        ("@bo +@cy", "owner", []),
        ("我来", "owner", []),
        ("after 9 months", None, []),
        ("等9号馆开放", None, []),
        ("等 9 份报价", None, []),
        ("是第三次了", None, []),
        ("under the table", None, []),
        ("confirmed with the venue", None, []),
        ("60% quote received", None, []),
    ],
)
def test_links_and_weights_are_read_and_nothing_else(typed: str, kind: str | None, numbers: list[int]) -> None:
    found = links_said.read(typed)

    assert [each.kind.value for each in found[:1]] == ([] if kind is None else [kind])
    assert [ref.number for each in found[:1] for ref in each.refs] == numbers


@pytest.mark.parametrize(
    ("typed", "words", "name"),
    [
        ("on behalf of Li Min: 60% by phone", "60% by phone", "Li Min"),
        ("60% quote received, on behalf of Li Min", "60% quote received", "Li Min"),
        ("done (on behalf of Harbour Police)", "done", "Harbour Police"),
        ("代报：李敏 电话", "电话", "李敏"),
        ("代李敏报：做到六成", "做到六成", "李敏"),
        ("完成（代报：李敏）", "完成", "李敏"),
        ("代表团名单：已交", "代表团名单：已交", None),
        ("代理商：已确认", "代理商：已确认", None),
        ("for the hall: 3 chairs", "for the hall: 3 chairs", None),
    ],
)
def test_for_whom_somebody_speaks_is_read_at_either_end(typed: str, words: str, name: str | None) -> None:
    assert behalf.read(typed) == behalf.Recorded(words, name)


@pytest.mark.parametrize(
    ("typed", "days", "reason"),
    [
        ("8 Dec permit is late", ["2026-12-08"], "permit is late"),
        ("12月8日批复未到", ["2026-12-08"], "批复未到"),
        ("因为批复未到 延期到12月8日", ["2026-12-08"], "批复未到"),
        ("permit is late, 8 Dec", ["2026-12-08"], "permit is late"),
        ("to next Friday because permit is late", ["2026-12-04", "2026-11-27"], "permit is late"),
        ("4 Dec - 6 Dec", ["2026-12-06"], ""),
        ("sometime early next month", [], ""),
        ("下月初", [], ""),
        ("31 Feb", [], ""),
        ("every Monday", [], ""),
    ],
)
def test_a_date_and_its_reason_are_told_apart(typed: str, days: list[str], reason: str) -> None:
    wish = due_said.read(typed, FRAME)

    assert ([due.on.isoformat() for due in wish.days], wish.reason) == (days, reason)


@pytest.mark.parametrize(
    ("typed", "calls"),
    [
        ("@bo +@cy -@dan", [("@bo", "own"), ("@cy", "with"), ("@dan", "off")]),
        ("Li Min, Wang Hao", [("Li Min", "own"), ("Wang Hao", "own")]),
        ("李敏 王浩", [("李敏", "own"), ("王浩", "own")]),
        ("责任人：李敏 配合：王浩", [("李敏", "own"), ("王浩", "with")]),
        ("to Li Min with @bo", [("Li Min", "own"), ("@bo", "with")]),
        ("nobody", []),
        ("", []),
    ],
)
def test_people_are_named_in_any_order_and_script(typed: str, calls: list[tuple[str, str]]) -> None:
    assert [(call.text, call.part.value) for call in assign_said.read(typed).calls] == calls


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_no_words_break_a_reader(words: str) -> None:
    links_said.read(words)
    behalf.read(words)
    due_said.read(words, FRAME)
    assign_said.read(words, ("Li Min", "Bo"))
    assert len(links_said.tags(words, ("hall",))) <= 1 + words.count("#") + words.count("＃")
