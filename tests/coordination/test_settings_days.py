"""A pasted table of days: days off, spans, and weekend days worked; a line that is neither is named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import settings_days as days


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        ("2027-02-15", ["2027-02-15"], []),
        ("2027-02-15\n2027-02-20 work", ["2027-02-15"], ["2027-02-20"]),
        ("Founding day: 2027/3/1", ["2027-03-01"], []),
        ("2027年2月5日至2027年2月7日\n2027年2月20日 上班", ["2027-02-05", "2027-02-06", "2027-02-07"], ["2027-02-20"]),
        ("2027-02-05 to 2027-02-06; work 2027-02-20", ["2027-02-05", "2027-02-06"], ["2027-02-20"]),
        ("2027-02-05, 2027-02-08", ["2027-02-05", "2027-02-08"], []),
        (
            "Day\tWhat\n2027-02-05\t2027-02-06\tNew year\n2027-02-20\tmake-up day",
            ["2027-02-05", "2027-02-06"],
            ["2027-02-20"],
        ),
        ("2027-02-15 no work", ["2027-02-15"], []),
        ("2027年2月15日 放假，不上班", ["2027-02-15"], []),
        ("none", [], []),
        ("无", [], []),
    ],
)
def test_a_table_is_read(text: str, off: list[str], worked: list[str]) -> None:
    read = days.read(text)
    assert read.days_off == tuple(map(date.fromisoformat, off))
    assert read.workdays == tuple(map(date.fromisoformat, worked))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2027-02-15\nsome day", "some day"),
        ("2027-02-30", "2027-02-30"),
        ("2027-02-05 to 2027-02-30", "2027-02-05 to 2027-02-30"),
        ("2027-02-05\nsome day", "some day"),
        ("2027-02-10 to 2027-02-05", "2027-02-10 to 2027-02-05"),
        ("2027-02-05 to 2031-02-05", "2027-02-05 to 2031-02-05"),
        ("2027-02-05\n2027-02-05 work", "2027-02-05"),
        ("", ""),
    ],
)
def test_a_line_that_names_no_days_is_said(text: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        days.read(text)
    assert refused.value.values["line"] == line


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789-/.年月日 to至work\n;", max_size=60))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        read = days.read(text)
    except Refused:
        return
    assert not set(read.days_off) & set(read.workdays)
