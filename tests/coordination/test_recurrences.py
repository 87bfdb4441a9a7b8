"""Rules as values: what is no rule, and what a stored one looks like."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from coordination.rules import recurrences
from coordination.rules.patterns import Daily, MonthDays, MonthWeekdays, MonthWorkdays, Pattern, Weekly, YearDays
from coordination.rules.recurrences import Moved, OffDay, Rule

RULES = [
    Rule(Daily(), time(8, 30), "Asia/Shanghai", off_day=OffDay.SKIP),
    Rule(Weekly((0, 3)), time(16), "Asia/Shanghai", every=2, starts_on=date(2026, 11, 26), until=date(2027, 6, 25)),
    Rule(MonthDays((15, -1)), time(9), "Europe/Berlin"),
    Rule(MonthWeekdays(((2, 2), (4, 2))), time(15), "Asia/Shanghai", skipped=frozenset({date(2026, 12, 9)})),
    Rule(
        MonthWorkdays((-1,)),
        time(17, 0, 30),
        "Asia/Shanghai",
        moved=(Moved(date(2026, 12, 31), datetime(2026, 12, 30, 9, 0)),),  # noqa: DTZ001
    ),
    Rule(YearDays(((2, 29), (7, 2))), time(9), "Asia/Shanghai", off_day=OffDay.BEFORE),
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_survives_being_stored_as_json(rule: Rule) -> None:
    stored = json.dumps(recurrences.to_values(rule, "Asia/Shanghai"))

    assert recurrences.from_values(json.loads(stored), "Asia/Shanghai") == rule


def test_a_rule_follows_its_group_to_another_zone_unless_it_named_its_own() -> None:
    groups_own, berlins = RULES[0], RULES[2]

    moved = [
        recurrences.from_values(recurrences.to_values(rule, "Asia/Shanghai"), "America/New_York").zone
        for rule in (groups_own, berlins)
    ]

    assert moved == ["America/New_York", "Europe/Berlin"]


def test_the_least_that_is_stored_is_what_days_at_what_time() -> None:
    rule = recurrences.from_values({"kind": "Weekly", "days": [4], "at": "15:00"}, "Asia/Shanghai")

    assert rule == Rule(Weekly((4,)), time(15), "Asia/Shanghai")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "Hourly", "days": [], "at": "09:00"},
        {"kind": ["Daily"], "at": "09:00"},
        {"kind": "Weekly", "days": [], "at": "09:00"},
        {"kind": "Weekly", "days": [7], "at": "09:00"},
        {"kind": "Weekly", "days": ["MO"], "at": "09:00"},
        {"kind": "Weekly", "days": None, "at": "09:00"},
        {"kind": "Daily", "days": [1], "at": "09:00"},
        {"kind": "Daily", "at": "25:00"},
        {"kind": "Daily", "at": 9},
        {"kind": "Daily", "at": "09:00+08:00"},
        {"kind": "Daily", "at": "09:00", "zone": "Mars/Olympus"},
        {"kind": "Daily", "at": "09:00", "zone": "Europe"},
        {"kind": "Daily", "at": "09:00", "zone": "../../etc/passwd"},
        {"kind": "Daily", "at": "09:00", "zone": ""},
        {"kind": "Daily", "at": "09:00", "every": 2},
        {"kind": "Daily", "at": "09:00", "every": 0},
        {"kind": "Daily", "at": "09:00", "every": "2", "starts_on": "2026-01-01"},
        {"kind": "Daily", "at": "09:00", "every": 9999, "starts_on": "2026-01-01"},
        {"kind": "Daily", "at": "09:00", "starts_on": "9999-01-01"},
        {"kind": "Daily", "at": "09:00", "until": "tomorrow"},
        {"kind": "Daily", "at": "09:00", "off_day": "maybe"},
        {"kind": "Daily", "at": "09:00", "skipped": ["2026-02-30"]},
        {"kind": "Daily", "at": "09:00", "moved": ["2026-02-03"]},
        {"kind": "Daily", "at": "09:00", "moved": {"2026-02-03": "2026-02-03T09:00+08:00"}},
        {"kind": "MonthDays", "days": [0], "at": "09:00"},
        {"kind": "MonthDays", "days": [32], "at": "09:00"},
        {"kind": "MonthWeekdays", "days": [[6, 0]], "at": "09:00"},
        {"kind": "MonthWeekdays", "days": [0], "at": "09:00"},
        {"kind": "MonthWorkdays", "days": [0], "at": "09:00"},
        {"kind": "YearDays", "days": [[2, 30]], "at": "09:00"},
        {"kind": "YearDays", "days": [[13, 1]], "at": "09:00"},
    ],
)
def test_what_is_no_rule_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        recurrences.from_values(values, "Asia/Shanghai")


@pytest.mark.parametrize("pattern", [Daily(), Weekly((0,))])
def test_a_local_time_has_no_zone_of_its_own(pattern: Pattern) -> None:
    """F110: the zone is the rule's, and never missing."""
    with pytest.raises(ValueError, match="naive"):
        Rule(pattern, time(9, tzinfo=UTC), "Asia/Shanghai")
