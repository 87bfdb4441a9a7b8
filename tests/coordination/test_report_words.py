"""What is typed for a report is taken apart as it is meant, wherever its headings stand, and no word of it is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import report_headings, report_words, round_reports
from coordination.rules.report_headings import Deed
from coordination.rules.round_reports import PARTS, Part, Report, State

NOW = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)
DRAFT = Report({Part.RESULTS: "Freight quote", Part.NEXT: "Sign the hall", Part.HELP: "Fire permit"})
R, N, P, H = PARTS


@pytest.mark.parametrize(
    ("said", "part", "words"),
    [
        ("4 nothing", Part.HELP, ""),
        ("四 无", Part.HELP, ""),
        ("1. Freight quote and badge list", Part.RESULTS, "Freight quote and badge list"),
        ("二、签订主会场合同", Part.NEXT, "签订主会场合同"),
        ("３：消防批复未到", Part.PROBLEMS, "消防批复未到"),
    ],
)
def test_a_part_is_changed_by_its_number_and_the_others_stay(said: str, part: Part, words: str) -> None:
    changed = report_words.read(said, replace(DRAFT, state=State.RETURNED, returned_for="too short"))

    assert changed.parts == DRAFT.parts
    assert changed.written == {**DRAFT.parts, part: words}
    assert (changed.version, changed.state, changed.returned_for) == (1, State.RETURNED, "too short")


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("1 Hall booked\n4 the fire permit", {Part.RESULTS: "Hall booked", Part.HELP: "the fire permit"}),
        ("一 主会场已定\n\n四 请协调消防许可", {Part.RESULTS: "主会场已定", Part.HELP: "请协调消防许可"}),
        ("3、批复未到\n4、无", {Part.PROBLEMS: "批复未到", Part.HELP: ""}),
        ("1 a\n2 b\n3 c\n4 d", dict(zip(PARTS, "abcd", strict=True))),
    ],
)
def test_a_line_each_changes_several_parts_by_their_numbers(said: str, parts: dict[Part, str]) -> None:
    assert report_words.read(said, DRAFT).parts == {**DRAFT.parts, **parts}


@pytest.mark.parametrize(
    "said", ["1. Hall booked\n2. Badges printed", "4 the permit\n1 Hall booked", "4 halls\nand more"]
)
def test_a_list_that_counts_from_one_or_not_by_lines_is_a_whole_new_text(said: str) -> None:
    assert set(report_words.read(said, DRAFT).parts) == {Part.RESULTS}


def test_a_new_text_with_headings_in_either_language_is_read_by_its_parts() -> None:
    english = report_words.read(
        "Results: freight quote\n- badge list\nNext steps: sign the hall\nProblems: none\nHelp needed: fire permit",
        DRAFT,
    )
    chinese = report_words.read(
        "一、阶段性成果：物流报价办结\n二、下一步重点：\n1. 签合同\n2. 启动销售\n"
        "三、存在问题：无\n四、需协调事项：消防批复",
        DRAFT,
    )

    assert [english.part(one) for one in PARTS] == [
        "freight quote; badge list",
        "sign the hall",
        "",
        "fire permit",
    ]
    assert [chinese.part(one) for one in PARTS] == [
        "物流报价办结",
        "签合同；启动销售",
        "",
        "消防批复",
    ]


def test_a_new_text_without_headings_is_the_whole_report() -> None:
    report = report_words.read("We signed the hall and 4 people joined.", DRAFT)

    assert report.parts == {Part.RESULTS: "We signed the hall and 4 people joined."}
    with pytest.raises(Refused):
        report_words.read(" \u200b ", DRAFT)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Results: two bids. Problems: slow. Help needed: write to the city by 2 Dec",
            {R: "two bids.", P: "slow.", H: "write to the city by 2 Dec"},
        ),
        ("成果：A。问题：B。需协调事项：C", {R: "A。", P: "B。", H: "C"}),
        ("成果：完成名单 问题：印厂", {R: "完成名单", P: "印厂"}),
        ("一、完成名单二、发函三、无四、请协调", {R: "完成名单", N: "发函", P: "", H: "请协调"}),
        ("1. bids in 2. sign 3. none 4. a letter", {R: "bids in", N: "sign", P: "", H: "a letter"}),
        (
            "一、阶段性成果　物流报价 二、下一步重点　签订 三、存在问题　无 四、需协调事项　请协调",
            {R: "物流报价", N: "签订", P: "", H: "请协调"},
        ),
        (
            "1 Results Freight quote 2 Key work next Sign the hall 3 Problems none 4 Help needed a letter",
            {R: "Freight quote", N: "Sign the hall", P: "", H: "a letter"},
        ),
        ("MED report\nResults: a\nProblems: b", {R: "MED report; a", P: "b"}),
        ("**Results**: x\n**Problems**: y", {R: "x", P: "y"}),
        ("1 Results\nFreight\n2 Key work next\n- Hall\n- Buses", {R: "Freight", N: "Hall; Buses"}),
    ],
)
def test_headings_part_a_text_wherever_in_a_line_they_stand(said: str, parts: dict[Part, str]) -> None:
    assert report_words.read(said, DRAFT).written == parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("一、完成首批名单 二、发邀请函", {R: "完成首批名单", N: "发邀请函"}),
        ("一、完成首批名单\n二、发邀请函", {R: "完成首批名单", N: "发邀请函"}),
        ("Problems: the kitchen is small", {P: "the kitchen is small"}),
        ("三、存在问题：场地太小", {P: "场地太小"}),
        ("二、问题已解决", {N: "问题已解决"}),
        ("2 Next week we sign", {N: "Next week we sign"}),
        ("Results: we solved the problem: the hall is booked", {R: "we solved the problem: the hall is booked"}),
    ],
)
def test_what_names_some_parts_changes_those_alone(said: str, parts: dict[Part, str]) -> None:
    assert report_words.read(said, DRAFT).written == {**DRAFT.parts, **parts}


@pytest.mark.parametrize(
    "said",
    [
        "Next week we sign",
        "进展顺利",
        "问题已解决",
        "Done with the hall",
        "Results 5 bids came in",
        "We have help: the city sends five",
        "统一、规范，二、三处场地",
    ],
)
def test_words_that_only_look_like_a_heading_stay_in_the_text(said: str) -> None:
    assert report_words.find(said) is None
    assert report_words.read(said, DRAFT).written == {R: said}


@pytest.mark.parametrize(
    ("said", "is_sure"),
    [
        ("4 nothing", True),
        ("4: nothing yet", True),
        ("四 请组委会协调", True),
        ("2 tables are missing", False),
        ("3 60%", False),
        ("Problems: slow", True),
        ("1 a\n3 b", True),
    ],
)
def test_a_bare_digit_before_words_may_be_a_count(said: str, is_sure: bool) -> None:
    found = report_words.find(said)

    assert found is not None
    assert found.is_sure is is_sure


def _heading(part: Part, place: int, style: int) -> str:
    english = {R: "Results", N: "Key work next", P: "Problems", H: "Help needed"}
    chinese = {R: "阶段性成果", N: "下一步重点", P: "存在问题", H: "需协调事项"}
    numeral = "一二三四"[place]
    return (
        f"{english[part]}: ",
        f"{place + 1}. {english[part]}: ",
        f"{chinese[part]}：",
        f"{numeral}、{chinese[part]}　",
        f"{numeral}、",
    )[style]


SOME = ("hall", "quote", "名单", "批复", "60%", "12", "bus")
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(WORDS, min_size=4, max_size=4),
    style=st.integers(0, 4),
    between=st.sampled_from(["\n", "\n\n", "。", "。 ", "； "]),
)
def test_every_way_of_heading_four_parts_gives_the_same_four(texts: list[str], style: int, between: str) -> None:
    said = between.join(_heading(part, place, style) + texts[place] for place, part in enumerate(PARTS))

    found = report_words.read(said, DRAFT).written

    assert [found[part].rstrip("。；; ") for part in PARTS] == texts


SIGNS = st.sampled_from(
    [*"一二三四1234、.：: 。;\n", "Results", "problems", "问题", "Next", "Help needed", "hall", "消防", "批复"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=25).map("".join))
def test_no_word_is_lost_whatever_is_typed(said: str) -> None:
    try:
        found = report_words.read(said, Report())
    except Refused:
        assert not said.strip() or said.isspace()
        return
    kept = " ".join(found.written.values())
    for word in ("hall", "消防", "批复"):
        assert kept.count(word) == said.count(word)


def test_a_part_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(Refused, match="part_too_long"):
        report_words.read("word " * 400, DRAFT)


def test_what_was_handed_in_counts_until_the_new_words_are_sent() -> None:
    sent = round_reports.sent(DRAFT, 7, leads=True, now=NOW)
    changed = report_words.read("3 Kitchen is small", sent)

    assert (changed.state, changed.parts, changed.version) == (State.APPROVED, DRAFT.parts, sent.version)
    assert changed.written == {**DRAFT.parts, P: "Kitchen is small"}

    later = NOW.replace(day=5)
    again = round_reports.handed_in(changed, 8, leads=False, now=later, refused="round.sent_already")
    assert (again.state, again.parts, again.draft) == (State.SENT, changed.written, None)
    assert (again.version, again.sent_at, again.came_at) == (sent.version + 1, later, NOW)
    with pytest.raises(Refused, match="sent_already"):
        round_reports.handed_in(again, 8, leads=False, now=later, refused="round.sent_already")


def test_nothing_new_keeps_what_comes_next() -> None:
    assert report_words.nothing_new(DRAFT).written == {N: "Sign the hall"}
    assert report_words.nothing_new(replace(DRAFT, parts={R: "a"})).written == {}


@pytest.mark.parametrize(
    ("said", "deed"),
    [
        ("send", Deed.SEND),
        ("Send it.", Deed.SEND),
        ("报送", Deed.SEND),
        ("同意！", Deed.SEND),
        ("好的", Deed.YES),
        ("收到", Deed.HEARD),
        ("nothing new", Deed.NOTHING),
        ("无新增。", Deed.NOTHING),
        ("呈组长审定", Deed.ASK),
        ("draft anew", Deed.ANEW),
        ("send the buses to hall 2", None),
        ("4 nothing", None),
        ("nothing", None),
    ],
)
def test_a_word_in_reply_may_be_its_button(said: str, deed: Deed | None) -> None:
    assert report_headings.deed(said) is deed


def test_a_yes_sends_a_draft_and_not_what_came_back() -> None:
    assert report_headings.settled(Deed.YES, came_back=False) is Deed.SEND
    assert report_headings.settled(Deed.YES, came_back=True) is Deed.HEARD
    assert report_headings.settled(Deed.SEND, came_back=True) is Deed.SEND
