"""What stands in front of a notice's words, as a table; and that no words are ever lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import notice_heads
from coordination.rules.notice_heads import Head, Holding

KNOWN = ("EXH", "LOG", "A1", "展览", "物流", "展览展示")


@pytest.mark.parametrize(
    ("typed", "codes", "words"),
    [
        ("EXH,LOG Bring photos", ("EXH", "LOG"), "Bring photos"),
        ("EXH LOG: Bring photos", ("EXH", "LOG"), "Bring photos"),
        ("EXH and LOG: Bring photos", ("EXH", "LOG"), "Bring photos"),
        ("to EXH, LOG Bring photos", ("EXH", "LOG"), "Bring photos"),
        ("EXH,EXH Bring photos", ("EXH",), "Bring photos"),
        ("A1: Bring photos", ("A1",), "Bring photos"),
        ("EXH\nBring photos", ("EXH",), "Bring photos"),
        ("EXH, please bring photos", ("EXH",), "please bring photos"),
        ("展览、物流 报送照片", ("展览", "物流"), "报送照片"),
        ("展览，物流：报送照片", ("展览", "物流"), "报送照片"),
        ("展览和物流 报送照片", ("展览", "物流"), "报送照片"),
        ("致展览展示：报送照片", ("展览展示",), "报送照片"),
        ("展览，请注意 下午报送", ("展览",), "请注意 下午报送"),
        ("全体：报送照片", KNOWN, "报送照片"),
        ("all groups: bring photos", KNOWN, "bring photos"),
        ("exh bring photos", None, "exh bring photos"),
        ("EXHIBITION opens on Monday", None, "EXHIBITION opens on Monday"),
        ("展览组报送照片", None, "展览组报送照片"),
        ("EXH", ("EXH",), ""),
        ("", None, ""),
    ],
)
def test_the_groups_named_in_front_are_those_it_is_for(typed: str, codes: tuple[str, ...] | None, words: str) -> None:
    assert notice_heads.read(typed, KNOWN) == Head(words, codes=codes)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("urgent Hall closed", Head("Hall closed", urgent=True)),
        ("! Hall closed", Head("Hall closed", urgent=True)),
        ("【紧急】主会场停用", Head("主会场停用", urgent=True)),
        ("紧急 展览 主会场停用", Head("主会场停用", urgent=True, codes=("展览",))),
        ("EXH urgent Hall closed", Head("Hall closed", urgent=True, codes=("EXH",))),
        ("Urgently needed: photos", Head("Urgently needed: photos")),
        ("紧急通知到位", Head("紧急通知到位")),
        ("hold EXH-1 until Friday", Head("hold EXH-1 until Friday")),
        (
            "urgent EXH,LOG hold EXH-12, LOG-14 Hall closed",
            Head("Hall closed", True, ("EXH", "LOG"), Holding((("EXH", 12), ("LOG", 14)))),
        ),
        (
            "urgent put on hold EXH-2 and EXH-3. Hall closed",
            Head("Hall closed", True, None, Holding((("EXH", 2), ("EXH", 3)))),
        ),
        (
            "! Hall closed\nhold all that hangs on EXH-2\nWait.",
            Head("Hall closed\nWait.", True, None, Holding((("EXH", 2),), all_on=True, themselves=False)),
        ),
        (
            "urgent hold EXH-2 and everything that hangs on it: Hall closed",
            Head("Hall closed", True, None, Holding((("EXH", 2),), all_on=True)),
        ),
        (
            "紧急 暂缓 展览-2、物流-3 主会场停用",
            Head("主会场停用", True, None, Holding((("展览", 2), ("物流", 3)))),
        ),
        (
            "紧急 暂缓 展览-2及关联任务：主会场停用",
            Head("主会场停用", True, None, Holding((("展览", 2),), all_on=True)),
        ),
    ],
)
def test_urgent_and_what_it_holds_are_read_in_any_order(typed: str, expected: Head) -> None:
    assert notice_heads.read(typed, KNOWN) == expected


@pytest.mark.parametrize(("typed", "code"), [("EXH,LGO Bring photos", "LGO"), ("展览、后勤 报送照片", "后勤")])
def test_a_code_that_names_nobody_beside_known_ones_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        notice_heads.read(typed, KNOWN)
    assert (refused.value.key, refused.value.values) == ("notice.no_such_group", {"code": code})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("EXH-12, EXH-14", Holding((("EXH", 12), ("EXH", 14)))),
        ("all on EXH-12", Holding((("EXH", 12),), all_on=True, themselves=False)),
        ("展览-12及其关联任务", Holding((("展览", 12),), all_on=True)),
        ("#EXH-1", Holding((("EXH", 1),))),
        ("EXH-12 please", None),
        ("12", None),
    ],
)
def test_tasks_are_read_when_they_are_asked_for(typed: str, expected: Holding | None) -> None:
    assert notice_heads.read_tasks(typed) == expected


def test_who_confirmed_on_behalf_is_named_by_code_with_how_it_was_told() -> None:
    assert notice_heads.read_codes("EXH, 展览 by phone", KNOWN) == (("EXH", "展览"), "by phone")
    assert notice_heads.read_codes("received", KNOWN) == ((), "received")


@settings(max_examples=150)
@given(st.text(alphabet="EXHLOG展览物流-12 ,，、:\n!urgenthold暂缓", max_size=40))
def test_words_are_never_invented_and_the_end_of_them_is_kept(typed: str) -> None:
    try:
        head = notice_heads.read(typed, KNOWN)
    except Refused:
        return
    assert head.holding is not None or typed.strip().endswith(head.words)
    assert head.codes is None or set(head.codes) <= set(KNOWN)
