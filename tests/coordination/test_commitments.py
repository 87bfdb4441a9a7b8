"""Commitments of institutions are read from a line, changed without losing what was, and found by institution."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import commitments, when

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def frame(language: str) -> when.Frame:
    return when.Frame(NOW, ZoneInfo("Asia/Shanghai"), language)


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        (
            "en",
            "Ministry of Transport: shuttle buses from 1 Jan, with City Bus, contact Zhao Gang",
            commitments.Said(
                "Ministry of Transport",
                "shuttle buses from 1 Jan",
                ("City Bus",),
                "Zhao Gang",
                None,
                date(2027, 1, 1),
            ),
        ),
        (
            "en",
            "Police: 200 officers, within 3 days, contact Li (deputy Wang)",
            commitments.Said("Police", "200 officers, within 3 days", (), "Li", "Wang", date(2026, 11, 27)),
        ),
        (
            "en",
            "A: buses, with City Bus (Wang Wu, deputy Li Na), contact Zhao",
            commitments.Said("A", "buses", ("City Bus (Wang Wu, deputy Li Na)",), "Zhao"),
        ),
        ("en", "A: opens at 10:00, with B & C", commitments.Said("A", "opens at 10:00", ("B", "C"))),
        ("en", "Fire Service: contactless gates by 3/4", commitments.Said("Fire Service", "contactless gates by 3/4")),
        (
            "zh",
            "交通部：1月1日起开通接驳车，配合公交集团、地铁，联系人赵刚（副：李敏）",
            commitments.Said("交通部", "1月1日起开通接驳车", ("公交集团", "地铁"), "赵刚", "李敏", date(2027, 1, 1)),
        ),
        ("zh", "公安局：12月4日前警力到位", commitments.Said("公安局", "12月4日前警力到位", due_on=date(2026, 12, 4))),
        ("en", "Ministry:", None),
        ("en", "Ministry of Transport", None),
        ("en", ": buses", None),
    ],
)
def test_a_line_names_institution_words_supporters_contacts_and_day(
    language: str, line: str, said: commitments.Said | None
) -> None:
    assert commitments.read(line, frame(language)) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("contact Li Min", commitments.Said(contact="Li Min")),
        ("deputy Q, contact R", commitments.Said(contact="R", deputy="Q")),
        ("by 5 Jan", commitments.Said(due_on=date(2027, 1, 5))),
        ("with City Bus", commitments.Said(supporters=("City Bus",))),
        ("they called back", commitments.Said()),
    ],
)
def test_a_change_says_only_what_it_names(line: str, said: commitments.Said) -> None:
    assert commitments.read_change(line, frame("en")) == said


def test_a_change_of_contact_keeps_the_assessment_and_what_was() -> None:
    made = commitments.Commitment(1, 2, 3, "Police", "200 officers", NOW, recorded_by=7, contact="Zhao Gang")
    judged = commitments.assessed(made, commitments.Step.HALF, 8, NOW)
    changed = commitments.changed(judged, commitments.Said(contact="Li Min"), 7, NOW)
    assert (changed.contact, changed.former("contact"), changed.step) == ("Li Min", "Zhao Gang", commitments.Step.HALF)
    assert commitments.changed(changed, commitments.Said(contact="Li Min"), 7, NOW) == changed


@pytest.mark.parametrize(
    ("due_on", "step", "late"),
    [
        (date(2026, 11, 23), commitments.Step.MOSTLY, True),
        (date(2026, 11, 23), commitments.Step.KEPT, False),
        (date(2026, 11, 24), commitments.Step.NOT_BEGUN, False),
        (None, commitments.Step.NOT_BEGUN, False),
    ],
)
def test_it_is_late_after_its_day_until_it_is_kept(due_on: date | None, step: commitments.Step, late: bool) -> None:
    one = commitments.Commitment(1, 2, 3, "Police", "Officers", NOW, due_on=due_on, step=step, supporters=("City Bus",))
    assert one.is_late(date(2026, 11, 24)) is late
    assert commitments.concerns(one, "city") and commitments.concerns(one, "POLICE")
    assert not commitments.concerns(one, "fire")
