"""Files that other bots read wrongly, read right (docs/faults.md, F130 to F133)."""

import io
from datetime import date

import xlsxwriter

from bot import plan_files
from coordination.rules import plans

SETTING = plans.Setting(date(2026, 9, 14), None)


def _read(name: str, content: bytes) -> list[tuple[str, list[str], str]]:
    return [(one["title"], one["owners"], one["due"]) for one in plan_files.reading(name, content, SETTING)["tasks"]]


def test_a_byte_order_mark_hides_no_column() -> None:
    """F130."""
    content = "\ufeffTask,Owner,Due\nBook the hall,Ann,2026-12-04\n".encode()

    assert _read("plan.csv", content) == [("Book the hall", ["Ann"], "2026-12-04")]


def test_a_file_of_a_chinese_spreadsheet_is_read() -> None:
    """F131."""
    content = "任务,责任人,完成时限\n落实主会场,李敏,2026-12-04\n".encode("gbk")

    assert _read("plan.csv", content) == [("落实主会场", ["李敏"], "2026-12-04")]


def test_semicolons_separate_where_commas_stand_in_cells() -> None:
    """F132."""
    content = '\ufeffTask;Owner;Due\n"Chairs, tables";Ann;2026-12-04\n'.encode()

    assert _read("plan.csv", content) == [("Chairs, tables", ["Ann"], "2026-12-04")]


def test_a_number_in_a_column_of_dates_is_a_day_and_reported() -> None:
    """F133: the day is shown for confirmation."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    for row, cells in enumerate((("Task", "Owner", "Due"), ("Book the hall", "Ann", 45000))):
        sheet.write_row(row, 0, cells)
    book.close()

    read = plan_files.reading("plan.xlsx", content.getvalue(), SETTING)

    assert [one["due"] for one in read["tasks"]] == ["2023-03-15"]
    assert [(one["row"], one["text"], one["kind"]) for one in read["report_back"]] == [(2, "45000", "unsure_date")]
