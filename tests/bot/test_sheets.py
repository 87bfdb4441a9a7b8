"""Bytes become rows in every encoding and with every separator that people's files have, or are refused in a line."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date

import pytest

from bot import sheets

ROWS = [("任务", "负责人", "截止日期"), ("成立组委会", "林悦", "9月20日"), ("做第一版预算", "韩冬", "10月8日")]
RUSSIAN = [("Задача", "Ответственный", "Срок"), ("Заказать бейджи для участников", "Марина Иванова", "15 октября")]
GERMAN = [("Aufgabe", "Zuständig", "Fällig"), ("Räume für Führungen prüfen", "Jörg Müller", "5. Oktober")]


def table(rows: Iterable[tuple[str, ...]], separator: str = ",") -> str:
    return "".join(separator.join(row) + "\r\n" for row in rows)


def cells(file: sheets.File) -> list[tuple[object, ...]]:
    return [row.cells for row in file.sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_chinese_is_read_in_the_encodings_of_its_programs(encoding: str) -> None:
    assert cells(sheets.read("plan.csv", table(ROWS).encode(encoding))) == ROWS


@pytest.mark.parametrize(("rows", "encoding"), [(RUSSIAN, "cp1251"), (GERMAN, "cp1252")])
def test_older_encodings_are_told_apart(rows: list[tuple[str, ...]], encoding: str) -> None:
    assert cells(sheets.read("plan.csv", table(rows * 4, ";").encode(encoding))) == rows * 4


def test_traditional_chinese_is_read_in_big5() -> None:
    rows = [
        ("任務名稱", "負責人", "截止日期"),
        ("確認會場合約與座位安排", "陳怡君", "九月二十日"),
        ("寄送講者邀請函", "林志明", "十月"),
    ]
    assert cells(sheets.read("plan.csv", table(rows * 3).encode("big5"))) == rows * 3


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_that_which_splits_evenly(separator: str) -> None:
    assert cells(sheets.read("plan.txt", table(GERMAN * 3, separator).encode())) == GERMAN * 3


def test_a_separator_that_the_file_names_counts_and_its_line_keeps_its_number() -> None:
    file = sheets.read("plan.csv", b"sep=;\r\nTask;Who, else\r\nOne, two;Ann\r\n")
    assert [(row.number, row.cells) for row in file.sheets[0].rows][1:] == [
        (2, ("Task", "Who, else")),
        (3, ("One, two", "Ann")),
    ]


def test_a_cell_of_two_lines_is_one_row() -> None:
    file = sheets.read("plan.csv", b'Task,Who\r\n"One\r\ntwo",Ann\r\n')
    assert [(row.number, row.cells) for row in file.sheets[0].rows] == [
        (1, ("Task", "Who")),
        (2, ("One\r\ntwo", "Ann")),
    ]


def test_a_text_without_columns_stays_a_text() -> None:
    assert sheets.read("plan.txt", b"- [ ] one thing, and another\n- [x] two\n").text is not None


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", bytes(sheets.MOST_UNPACKED + 1))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"x" * (sheets.MOST_BYTES + 1), "larger than 20 MB"),
        (b"PK\x03\x04 broken", "broken"),
        (b"\xd0\xcf\x11\xe0 sealed", "password"),
        (b"\xff\xfea", "broken"),
        (b"a,b\n" * (sheets.MOST_ROWS + 1), "rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_line(content: bytes, words: str) -> None:
    with pytest.raises(sheets.UnreadableError, match=words):
        sheets.read("plan.csv", content)


def test_a_workbook_that_unpacks_to_far_more_is_refused_unopened() -> None:
    with pytest.raises(sheets.UnreadableError, match="unpacked"):
        sheets.read("plan.xlsx", bomb())


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_FORMATS}/spreadsheetml/2006/main"'
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = """<sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Task</t></is></c><c r="B1" t="inlineStr"><is><t>Due</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Badges</t></is></c><c r="B2"><v>46287</v></c>
<c r="C2"><f>1/4</f><v/></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>Signs</t></is></c><c r="B3" t="e"><v>#REF!</v></c>
<c r="C3"><v>1</v></c></row>
</sheetData>"""


def links(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_FORMATS}/package/2006/relationships">{link}</Relationships>'


def workbook(*, epoch_1904: bool = False, sheet: str = _SHEET) -> bytes:
    """A workbook of one sheet with a header, a serial, an error and a formula nobody computed."""
    system = '<workbookPr date1904="1"/>' if epoch_1904 else "<workbookPr/>"
    listed = '<sheets><sheet name="A &amp; B" sheetId="1" r:id="r1"/></sheets>'
    kinds = f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">{kinds}</Types>',
        "_rels/.rels": links("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": links("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}">{system}{listed}</workbook>',
        "xl/worksheets/sheet1.xml": f"{_HEAD}<worksheet {_MAIN}>{sheet}</worksheet>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return packed.getvalue()


def test_errors_and_uncomputed_constants_of_a_workbook_are_kept() -> None:
    (sheet,) = sheets.read("plan.xlsx", workbook()).sheets
    assert [row.cells for row in sheet.rows] == [
        ("Task", "Due", ""),
        ("Badges", 46287.0, 0.25),
        ("Signs", "#REF!", 1.0),
    ]


@pytest.mark.parametrize(("old", "epoch"), [(False, date(1899, 12, 30)), (True, date(1904, 1, 1))])
def test_a_workbook_says_from_which_day_its_serials_count(old: bool, epoch: date) -> None:
    assert sheets.read("plan.xlsx", workbook(epoch_1904=old)).sheets[0].epoch == epoch


@pytest.mark.parametrize("place", ["A1048576", "XFD1048576", "XFD200"])
def test_a_sheet_with_a_cell_far_out_is_refused_before_it_is_spread_out(place: str) -> None:
    row = re.sub(r"\D", "", place)
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'<sheetData>{near}<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'
    with pytest.raises(sheets.UnreadableError, match="rows or"):
        sheets.read("plan.xlsx", workbook(sheet=far))


def test_cells_of_a_merged_area_share_its_value_downwards() -> None:
    cells = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in (2, 3))
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>WEEK 1</t></is></c></row>'
    merged = f'<sheetData>{head}{cells}</sheetData><mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    (sheet,) = sheets.read("plan.xlsx", workbook(sheet=merged)).sheets
    assert [row.cells for row in sheet.rows] == [("WEEK 1", ""), ("WEEK 1", 2.0), ("WEEK 1", 3.0)]
