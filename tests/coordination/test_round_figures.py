"""The numbers of a group in a round, what a report leaves out, and what counts as a decision."""

from datetime import UTC, date, datetime

import pytest

from coordination.errors import Refused
from coordination.rules import round_figures, round_outcomes, tasks
from coordination.rules.round_figures import Figure, Records, Weakness
from coordination.rules.round_reports import Part, Report
from coordination.rules.tasks import State

NOW = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)
TODAY = date(2026, 12, 4)


def task(number: int, state: State, first: int | None, due: int | None = None, merged: int | None = None) -> tasks.Task:
    """Dates are days of December."""
    dates = [None if day is None else tasks.Due(date(2026, 12, day)) for day in (first, due or first)]
    return tasks.Task(
        number, 1, number, "x", NOW, None, state=state, original_due=dates[0], due=dates[1], merged_into=merged
    )


def test_against_the_plan_counts_the_date_first_agreed_and_every_number_names_its_tasks() -> None:
    found = [
        task(1, State.DONE, 1),
        task(2, State.OPEN, 2, due=20),  # put off: the first plan wanted it by now
        task(3, State.BLOCKED, 20),
        task(4, State.DROPPED, 1),
        task(5, State.DONE, None),
        task(6, State.OPEN, 1, merged=1),
    ]

    behind = round_figures.count(found, lambda due: due.on <= TODAY, late=[2], since=[5, 1])

    assert behind == {
        Figure.ALL: (1, 2, 3, 5),
        Figure.DONE: (1, 5),
        Figure.PLANNED: (1, 2),
        Figure.KEPT: (1,),
        Figure.LATE: (2,),
        Figure.BLOCKED: (3,),
        Figure.SINCE: (1, 5),
    }


@pytest.mark.parametrize(
    ("parts", "known", "found"),
    [
        ({}, Records(live=2, coming=1, in_trouble=1, silent=1), (Weakness.NOTHING,)),
        ({}, Records(), ()),
        ({Part.RESULTS: "quote"}, Records(live=1, coming=1), (Weakness.NO_NEXT,)),
        ({Part.NEXT: "hall"}, Records(live=1, coming=1, in_trouble=2), (Weakness.NO_PROBLEM,)),
        ({Part.NEXT: "hall", Part.PROBLEMS: "permit"}, Records(live=3, coming=1, in_trouble=1), ()),
        ({Part.RESULTS: "quote"}, Records(live=1, silent=4), (Weakness.SILENT,)),
    ],
)
def test_a_report_is_weak_by_what_the_records_say_and_it_does_not(
    parts: dict[Part, str], known: Records, found: tuple[Weakness, ...]
) -> None:
    assert round_figures.weaknesses(Report(parts), known) == found


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("DECISION: buses from 1 Jan", "buses from 1 Jan"),
        ("议定：1月1日起开通接驳车", "1月1日起开通接驳车"),
        ("议定事项：证件中心设在三号馆", "证件中心设在三号馆"),
        ("Who decided that?", None),
        ("the decision is yours", None),
        ("Decision:", None),
    ],
)
def test_a_decision_is_known_by_its_first_word_and_a_colon(said: str, words: str | None) -> None:
    assert round_outcomes.decision_in(said) == words


def test_a_decision_stands_on_one_line_and_has_words() -> None:
    assert round_outcomes.decided(" buses\nfrom 1 Jan ") == "buses from 1 Jan"
    with pytest.raises(Refused, match="no_decision"):
        round_outcomes.decided(" \u200b")
    with pytest.raises(Refused, match="decision_too_long"):
        round_outcomes.decided("x" * 501)
