"""`muster dates` and `muster read` show how dates and messages are read, in forms that a program can compare."""

import json
from pathlib import Path

import pytest
import typer.testing

from bot import cli
from tests.conformance import dates_verdict

CASES = Path(dates_verdict.__file__).parent
AT = ("--now", "2026-11-25T10:30", "--zone", "Asia/Shanghai")


def muster(*words: str) -> typer.testing.Result:
    return typer.testing.CliRunner().invoke(cli.app, words)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        (("next", "Friday"), "ASK:2026-12-04|2026-11-27"),
        (("下周三",), "2026-12-02"),
        (("1 Dec 9:00",), "2026-12-01T09:00+08:00"),
        (("every Monday 9am",), "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        (("31 February",), "NONE"),
        (("please send it by 4 Dec",), "2026-12-04"),
        (("x" * 5000,), "NONE"),
    ],
)
def test_a_phrase_is_shown_as_it_is_read(words: tuple[str, ...], reading: str) -> None:
    assert muster("dates", *words, *AT).stdout == f"{reading}\n"


def test_the_opening_day_and_the_zone_count() -> None:
    assert muster("dates", *AT, "--opens", "2027-05-20", "T-30").stdout == "2027-04-20\n"
    assert muster("dates", "tomorrow 9am", "--now", "2026-11-25T23:30+00:00", "--zone", "Asia/Tokyo").stdout == (
        "2026-11-27T09:00+09:00\n"
    )


def test_a_table_of_phrases_is_read_line_by_line() -> None:
    cases = dates_verdict.cases("dates.tsv")

    lines = muster("dates", *AT, str(CASES / "dates.tsv")).stdout.splitlines()

    got = dict(line.split("\t") for line in lines)
    assert [case.id for case in cases] == list(got)
    assert "wrong" not in {dates_verdict.verdict(case.expected, got[case.id]) for case in cases}


def test_messages_are_read_against_a_board() -> None:
    typed = CASES / "updates.jsonl"

    lines = muster("read", str(CASES / "updates_context.json"), str(typed)).stdout.splitlines()

    assert len(lines) == len(typed.read_text("utf-8").splitlines())
    assert json.loads(lines[0]) == {
        "id": "u001",
        "updates": [{"task": 1, "state": "doing"}],
        "ask": False,
        "candidates": [],
    }


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("dates", "Friday", "--zone", "Mars/Base"), "No time zone found"),
        (("dates", "Friday", "--now", "noonish"), "Invalid isoformat string"),
        (("dates", "Friday", "--opens", "2027-05"), "Invalid isoformat string"),
        (("read", "none.json", "none.jsonl"), "none.json can't be read as UTF-8 text"),
        (("read", str(CASES / "dates.tsv"), str(CASES / "updates.jsonl")), "This is no board and messages in JSON"),
    ],
)
def test_what_can_not_be_read_is_said_in_one_line(words: tuple[str, ...], line: str) -> None:
    refused = muster(*words)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert line in refused.stderr
    assert refused.stderr.count("\n") == 1
