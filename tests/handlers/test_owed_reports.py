"""Reports in a private reminder: as many lines as are left for them."""

from datetime import UTC, datetime

import pytest

from coordination.services.reminded import Owed
from handlers import owed_reports, private_reminders

NOW = datetime(2026, 11, 27, 0, 31, tzinfo=UTC)


def owed(count: int) -> tuple[Owed, ...]:
    """So many, every other one of a round."""
    due = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    return tuple(
        Owed(at, 7, "EXH", "Second meeting" if at % 2 else "tactical", due, "Asia/Shanghai", is_turn=bool(at % 2))
        for at in range(count)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", range(7))
def test_they_take_the_lines_that_tasks_leave_them(count: int, language: str) -> None:
    found = owed_reports.lines(owed(count), NOW, language)

    assert len(found) == owed_reports.height(owed(count)) < private_reminders.SHOWN


def test_each_report_has_a_button_that_opens_its_draft() -> None:
    rows = owed_reports.rows(owed(4), "en")

    assert [button.label for row in rows for button in row] == [
        "EXH, Tactical",
        "EXH, Second meeting",
        "EXH, Tactical",
    ]
    assert [str(line) for line in owed_reports.lines(owed(2), NOW, "zh")][1:] == [
        "EXH　动态汇报，11月27日（周五）17:00 前",
        "EXH　Second meeting，11月27日（周五）17:00 前",
    ]
