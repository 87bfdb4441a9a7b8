"""Calendar entries and Markdown of whatever people type (F136, F137), and cells that no spreadsheet runs (F135)."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot import export_sheets
from coordination.rules import groups, tasks, text
from handlers import export_columns, export_texts

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
GROUP = groups.Group(1, 1, None, "EXH", "zh", "Europe/Madrid")
TITLES = st.one_of(st.text(max_size=120), st.text(alphabet="会场🟡👨‍👩‍👧e\u0301\n\\,;:\"' =", max_size=200)).map(
    text.one_line
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def sight(title: str = "") -> export_columns.Sight:
    numbered = {7: export_columns.Numbered(1, 7, title)}
    return export_columns.Sight("zh", NOW, {1: GROUP}, {1: "李敏"}, numbered)


@given(title=TITLES, at=st.one_of(st.none(), INSTANTS), version=st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_any_title_and_date_comes_back_from_a_calendar(title: str, at: datetime | None, version: int) -> None:
    assume(not text.is_blank(title))
    at = None if at is None else at.replace(microsecond=0)
    due = tasks.Due((at or NOW).date(), at)
    task = tasks.Task(7, 1, 7, title, NOW, 1, due=due, original_due=due, version=version, tags=("会场",))
    content = export_texts.calendar_head("EXH") + export_texts.entry(task, sight()) + export_texts.CALENDAR_END

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    content.decode("utf-8")
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(found["summary"]) == f"{title} (#7, EXH)"
    assert int(str(found["sequence"])) == version
    assert found.decoded("dtstart") == (at or due.on)
    before = [alarm.decoded("trigger") for alarm in found.walk("VALARM")]
    assert before == sorted(before)
    assert all(one < timedelta() or at is None for one in before)


@given(typed=st.text(max_size=80).map(text.clean))
@settings(max_examples=200, deadline=None)
def test_markdown_shows_what_was_typed(typed: str) -> None:
    """Taking the backslashes away gives the text again, and nothing stands bare that would mark something."""
    shown = export_texts.escaped(typed)

    back = re.sub(r"\\([\\`*_\[\]<>#|~&\-+=.)])", r"\1", shown.replace("  \n  ", "\n"))
    assert back == typed.strip()
    assert not re.search(r"^\s*(?:[-+=]|\d+[.)])", shown, re.MULTILINE)
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*_\[#|~&]", shown)


@given(typed=st.one_of(st.text(max_size=40), st.text(alphabet=";\t=+-@1a ＝＇'", max_size=12)))
@settings(max_examples=200, deadline=None)
def test_a_cell_never_begins_as_a_formula_and_loses_nothing(typed: str) -> None:
    cell = export_sheets.guarded(typed)

    assert cell.replace("'", "") == typed.replace("'", "")
    assert not re.search("[;\t][=@]", cell)
    assert cell[:1] not in ("=", "@", "\t", "\r", "＝", "＠")
    assert cell[:1] not in ("+", "-", "＋", "－") or re.fullmatch(r"[+-]\d+(?:[.,]\d+)?", cell)
