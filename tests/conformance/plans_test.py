"""The figures that reading plans must show, on the cases it was given and on others written beside them."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot import plan_files
from coordination.rules import plans
from tests.conformance import plans_verdict

CASES = Path(__file__).parent / "plans"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CASES.glob("*.expected.json"))
SETTING = plans.Setting(date(2026, 9, 14), date(2026, 11, 28))


def score(name: str) -> plans_verdict.Score:
    expected = json.loads((CASES / f"{name}.expected.json").read_text("utf-8"))
    return plans_verdict.score(expected, plan_files.read(CASES / name, SETTING))


def test_the_cases_are_there() -> None:
    assert len(NAMES) >= 14


@pytest.mark.parametrize("name", NAMES)
def test_every_task_is_found_and_none_invented(name: str) -> None:
    found = score(name)
    assert (found.missing, found.invented) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_no_row_that_must_be_told_of_is_passed_over_in_silence(name: str) -> None:
    assert score(name).silent == []


def test_of_a_hundred_fields_ninety_seven_are_right() -> None:
    found = [score(name) for name in NAMES]
    assert sum(one.right for one in found) >= 0.97 * sum(one.cells for one in found), [one.short for one in found]
