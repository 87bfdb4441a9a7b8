"""How far a ladder was climbed is read from a task's events; who is asked and told, from members and absences."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import absence, escalation, escalation_log, escalation_readers, events, fields, people, tasks
from coordination.rules.escalation import Level, Pause, Person
from coordination.services import dues, questions
from tests.coordination import samples

Part = people.Part
STANDS = timedelta(days=14)
DAY = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
"""Tuesday, 8:30 in Shanghai."""

LATE = samples.task(due=samples.due(23))
OTHER = replace(LATE, due=samples.due(25))
BOS = replace(LATE, owner=samples.owner(samples.BO))


class Log:
    """A task's events, told in order; each is a change of its own, a day after the one before."""

    def __init__(self, task: tasks.Task) -> None:
        self.task, self.found = task, [samples.event(None, task, change=1, at=DAY - timedelta(days=5))]

    def tell(self, kind: str, **values: Any) -> "Log":
        place = len(self.found)
        usual = {"at": DAY + timedelta(days=place - 1), "actor_id": None, "task_id": self.task.id}
        event = events.Event(place + 1, self.task.group_id, place + 1, kind, **{**usual, **values})
        self.found.append(event)
        return self

    def become(self, task: tasks.Task, kind: str = "due", **values: Any) -> "Log":
        before, after = fields.difference(self.task, task)
        self.task = task
        return self.tell(kind, before=before, after=after, **values)

    def read(self, now: datetime = DAY + timedelta(days=9)) -> escalation_log.Past:
        return escalation_log.past(self.task, self.found[::-1], now, zone=samples.ZONE, stands=STANDS)


TOLD, PASSED = "told_owner", "passed_to_lead"


@pytest.mark.parametrize(
    ("log", "taken"),
    [
        (Log(LATE), {}),
        (Log(LATE).tell(TOLD), {"owner": 24}),
        (Log(LATE).tell(TOLD).tell(PASSED), {"owner": 24, "lead": 25}),
        (Log(LATE).tell(PASSED), {"lead": 24}),
        (Log(LATE).tell(TOLD).become(OTHER), {}),
        (Log(LATE).tell(TOLD).become(OTHER).tell(TOLD), {"owner": 26}),
        (Log(LATE).tell(TOLD).become(OTHER).become(LATE, "undone", undoes=3), {"owner": 24}),
        (Log(LATE).tell(TOLD).become(BOS, "owner"), {}),
        (Log(LATE).tell(TOLD).tell(PASSED).become(BOS, "owner"), {"lead": 25}),
        (Log(LATE).tell(TOLD).become(BOS, "owner").become(LATE, "undone", undoes=3), {"owner": 24}),
        (Log(LATE).tell(TOLD).become(replace(LATE, title="Another"), "renamed"), {"owner": 24}),
    ],
)
def test_steps_belong_to_the_date_and_the_owner_in_force(log: Log, taken: dict[str, int]) -> None:
    assert {level.value: day.day for level, day in log.read().taken.items()} == taken


@pytest.mark.parametrize(
    ("log", "days", "pause", "held"),
    [
        (Log(LATE), 0, None, None),
        (Log(LATE).tell("more_time"), 13, Pause.REQUEST, None),
        (Log(LATE).tell("more_time"), 14, None, date(2026, 12, 8)),
        (Log(LATE).tell("more_time").tell("not_granted"), 2, None, date(2026, 11, 25)),
        (Log(LATE).tell("more_time").tell("not_granted").tell("more_time"), 3, Pause.REQUEST, None),
        (Log(LATE).tell("more_time").tell("undone", undoes=2), 2, None, None),
        (Log(LATE).tell("more_time").become(OTHER, "granted"), 2, None, None),
    ],
)
def test_an_open_request_pauses_and_its_refusal_holds(
    log: Log, days: int, pause: Pause | None, held: date | None
) -> None:
    found = log.read(DAY + timedelta(days=days))

    assert (found.pause, found.held_until) == (pause, held)


def test_a_clock_that_was_ahead_holds_nothing_up() -> None:
    far = DAY + timedelta(days=3650)
    log = Log(LATE).tell("more_time", at=far).tell(TOLD, at=far)

    found = log.read()

    assert (found.taken, found.pause, found.held_until) == ({Level.OWNER: date(2026, 11, 23)}, None, None)


def test_the_words_for_requests_are_those_that_requests_are_kept_by() -> None:
    assert (escalation_log.ASKED, escalation_log.NOT_GRANTED) == (dues.QUESTION, dues.NOT_GRANTED)
    assert questions.STANDS_FOR_DATES == STANDS


DI = people.Person(104, 7_000_000_004, "Di")
LEADS = {samples.BO: Part.LEAD, samples.CY: Part.DEPUTY}


def members(*, of: dict[people.Person, Part] | None = None) -> escalation_readers.Members:
    parts = {samples.ANN: Part.MEMBER, DI: Part.MEMBER, **(LEADS if of is None else of)}
    return [(person, people.Membership(7, person.id, part)) for person, part in parts.items()]


def away(who: people.Person, stand_in: people.Person | None = None) -> absence.Absence:
    return absence.Absence(who.id, samples.TODAY, samples.TODAY, None if stand_in is None else stand_in.id)


@pytest.mark.parametrize(
    ("owner", "absences", "asked", "who", "above"),
    [
        (samples.owner(samples.ANN), [], Person.OWNER, samples.ANN, ["Bo", "Cy"]),
        (samples.owner(samples.ANN), [away(samples.ANN)], Person.NOBODY, None, ["Bo", "Cy"]),
        (samples.owner(samples.ANN), [away(samples.ANN, DI)], Person.STAND_IN, DI, ["Bo", "Cy"]),
        (samples.owner(samples.ANN), [away(samples.ANN, samples.BO)], Person.STAND_IN, samples.BO, []),
        (samples.owner(samples.ANN), [away(samples.BO, DI)], Person.OWNER, samples.ANN, ["Di", "Cy"]),
        (samples.owner(samples.ANN), [away(samples.BO)], Person.OWNER, samples.ANN, ["Cy"]),
        (samples.owner(samples.ANN), [away(samples.BO), away(samples.CY)], Person.OWNER, samples.ANN, ["Bo", "Cy"]),
        (samples.owner(samples.BO), [], Person.OWNER, samples.BO, []),
        (samples.owner(samples.CY), [], Person.OWNER, samples.CY, ["Bo"]),
        (None, [], Person.NOBODY, None, ["Bo", "Cy"]),
        (tasks.Owner("Print shop"), [], Person.OWNER, None, ["Bo", "Cy"]),
        (tasks.Owner("Ed", 999), [], Person.NOBODY, None, ["Bo", "Cy"]),
    ],
)
def test_who_answers_and_who_is_told_above(
    owner: tasks.Owner | None,
    absences: list[absence.Absence],
    asked: Person,
    who: people.Person | None,
    above: list[str],
) -> None:
    found = escalation_readers.asked(replace(LATE, owner=owner), members(), absences, samples.TODAY)

    assert found == (asked, who)
    told = escalation_readers.above(members(), who, absences, samples.TODAY)
    assert [one.name for one in told] == above


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(list(Part)), min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=4),
    st.integers(0, 3),
)
def test_nobody_is_told_of_what_they_answer_for_and_a_lead_there_is_is_told(
    parts: list[Part], gone: list[tuple[int, int | None]], owner: int
) -> None:
    everybody = [samples.ANN, samples.BO, samples.CY, DI]
    here = members(of=dict(zip(everybody, parts, strict=True)))
    absences = [away(everybody[one], None if by is None else everybody[by]) for one, by in gone if one != by]
    task = replace(LATE, owner=samples.owner(everybody[owner]))

    kind, who = escalation_readers.asked(task, here, absences, samples.TODAY)
    above = escalation_readers.above(here, who, absences, samples.TODAY)

    assert who is None or who not in above
    assert len(set(above)) == len(above)
    assert (kind is Person.NOBODY) == (who is None)
    others = [one for one, part in zip(everybody, parts, strict=True) if part is Part.LEAD and one != who]
    present = [one for one in others if not absence.is_away(absences, one.id, samples.TODAY)]
    assert set(present) <= set(above)


@pytest.mark.parametrize(
    ("days", "sprint", "ladder"),
    [
        ((1, 3, 5, 8), False, escalation.USUAL),
        ((1, 3, 5, 8), True, escalation.SPRINT),
        ((), True, escalation.Ladder({})),
        ((2, 5), False, escalation.Ladder({Level.OWNER: 2, Level.LEAD: 5})),
    ],
)
def test_a_groups_ladder_is_what_it_chose(days: tuple[int, ...], sprint: bool, ladder: escalation.Ladder) -> None:
    assert escalation.ladder_of(days, sprint=sprint) == ladder
