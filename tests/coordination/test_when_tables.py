"""The tables of words and what is shown of them: every example is read, every category is used, tables are printed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import when
from coordination.rules.when import examples, feasts, languages, words, zones

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_example_is_read_in_one_way(language: str) -> None:
    frame = when.Frame(NOW, SHANGHAI, language, opens_on=date(2027, 5, 20))
    for kind, phrases in examples.of(language).items():
        for phrase in phrases:
            reading = when.read(phrase, frame)
            assert len(reading.values) == 1, (kind, phrase, reading)
            assert reading.problem is None, (kind, phrase, reading)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_an_example_that_counts_from_the_opening_says_when_that_is_not_set(language: str) -> None:
    for phrase in examples.of(language)["opening"]:
        reading = when.read(phrase, when.Frame(NOW, SHANGHAI, language))
        assert reading.problem is when.Problem.NO_OPENING_DAY, phrase


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_weekday_and_month_is_read_by_each_of_its_words(language: str) -> None:
    frame = when.Frame(NOW, SHANGHAI, language)
    table = languages.table(language)
    for day, forms in table.words["wd"].items():
        for form in (single for one in forms.split("|") for single in words.expand(one)):
            on = {value.on.weekday() for value in when.read(form, frame).values if isinstance(value, when.Moment)}
            assert on == {day}, form
    for month, forms in table.words.get("month", {}).items():
        for form in (single for one in forms.split("|") for single in words.expand(one)):
            value = when.read(f"5 {form} 2027", frame).values[0]
            assert isinstance(value, when.Moment) and (value.on.month, value.on.day) == (month, 5), form


def test_words_are_shown_as_they_are_written() -> None:
    shown = examples.known_words("de")
    assert "übermorgen" in shown["day"]
    assert "spätestens" in shown["by0"]
    assert not any("{" in form for forms in shown.values() for form in forms)


def test_a_language_without_a_table_is_shown_the_english_one() -> None:
    assert examples.of("ja") == examples.of("en")
    assert languages.base("zh-Hant") == "zh"


def test_forms_write_out_their_choices() -> None:
    assert list(words.expand("nächst{e,en} Tag")) == ["nächste Tag", "nächsten Tag"]
    assert list(words.expand("{the,} day")) == ["the day", "day"]


def test_a_table_is_read_line_by_line() -> None:
    lines = ["id\tlang\ttext", "a\ten\ttomorrow", "b\tzh\t12/1", "", "c\ten\tasap", "d\tde\tBitte bis Freitag schicken"]
    printed = list(when.read_table(lines, when.Frame(NOW, SHANGHAI)))
    assert printed == ["a\t2026-11-26", "b\t2026-12-01", "c\tNONE", "d\t2026-11-27"]


def test_a_table_without_a_head_is_ids_and_phrases_or_phrases_alone() -> None:
    printed = list(when.read_table(["x\ttomorrow", "next Friday"], when.Frame(NOW, SHANGHAI)))
    assert printed == ["x\t2026-11-26", "2\tASK:2026-12-04|2026-11-27"]


@pytest.mark.parametrize(
    ("key", "year", "day"),
    [
        ("spring_festival", 2027, date(2027, 2, 6)),
        ("mid_autumn", 2026, date(2026, 9, 25)),
        ("easter", 2027, date(2027, 3, 28)),
        ("orthodox_easter", 2027, date(2027, 5, 2)),
        ("thanksgiving", 2026, date(2026, 11, 26)),
        ("spring_eve", 2027, date(2027, 2, 5)),
        ("spring_festival", 2120, None),
    ],
)
def test_holidays_fall_where_the_almanac_has_them(key: str, year: int, day: date | None) -> None:
    assert feasts.day_of(key, year) == day


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_holiday_in_words_has_a_day(language: str) -> None:
    for key in languages.table(language).words["holiday"]:
        assert feasts.day_of(key, 2027) is not None, key


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_cities_are_known_by_their_names_in_every_language(language: str) -> None:
    known = zones.cities(language)
    assert {known["berlin"], known["london"]} == {"Europe/Berlin", "Europe/London"}
    assert all(zones.zone(name).key == name for name in set(known.values()))
