"""The figures that reading dates must show, on the cases it was given and on those written beside them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import when
from tests.conformance import dates_verdict

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)
TABLES = ("dates.tsv", "dates_more.tsv")


def score(name: str, *languages: str) -> dates_verdict.Score:
    cases = [case for case in dates_verdict.cases(name) if not languages or case.language in languages]
    lines = ["id\tlang\ttext", *(f"{case.id}\t{case.language}\t{case.text}" for case in cases)]
    got = dict(line.split("\t") for line in when.read_table(lines, when.Frame(NOW, ZONE)))
    found = dates_verdict.Score()
    for case in cases:
        found.add(case, got[case.id])
    return found


@pytest.mark.parametrize("table", TABLES)
def test_no_phrase_is_silently_read_wrong(table: str) -> None:
    assert [line for line in score(table).short if line.startswith("wrong")] == []


@pytest.mark.parametrize("table", TABLES)
def test_of_a_hundred_phrases_ninety_seven_are_read_right_and_ninety_five_exactly(table: str) -> None:
    found = score(table)
    assert found.right_share >= 0.97, found.short
    assert found.strict_share >= 0.95, found.short


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_hundred_english_or_chinese_phrases_ninety_nine_are_read_right(table: str, language: str) -> None:
    found = score(table, language)
    assert found.right_share >= 0.99, found.short


@pytest.mark.parametrize("table", TABLES)
def test_hardly_anything_clear_is_asked(table: str) -> None:
    assert score(table).needless <= 8


def test_the_scorer_knows_wrong_from_right() -> None:
    assert dates_verdict.verdict("2026-12-01", "2026-12-02") == "wrong"
    assert dates_verdict.verdict("NONE", "2026-12-02") == "wrong"
    assert dates_verdict.verdict("2026-12-01", "NONE") == "missed"
    assert dates_verdict.verdict("ASK:2026-12-01|2026-12-02", "2026-12-02") == "lenient"
    assert dates_verdict.verdict("2026-12-01T09:00+08:00", "2026-12-01T01:00+00:00") == "strict"
    assert dates_verdict.verdict("RRULE:FREQ=WEEKLY;BYDAY=MO", "RRULE:FREQ=WEEKLY;BYDAY=TU") == "wrong"
