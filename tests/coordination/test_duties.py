"""Who owes a report between rounds, when it is asked for, how its words are read, what the committee may say of it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import duties, filings, quiet, reminders
from coordination.rules.calendars import Calendar
from coordination.rules.duties import Because, Duty, Last, Place, Reading
from coordination.rules.filings import Filing, Standing, Verdict
from coordination.rules.round_reports import HANDED_IN, Part, Report, State

BEGAN = datetime(2026, 11, 24, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
HABITS = reminders.Habits(quiet.Peace("Asia/Shanghai", time(21), time(8), 2), Calendar())
PLACES = [Place(group_id, BEGAN - timedelta(days=1)) for group_id in range(1, 7)]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(("run", "shares", "whose"), [(1, 1, "123456"), (1, 2, "135"), (2, 2, "246"), (3, 3, "36")])
def test_groups_report_in_turn_by_their_place(run: int, shares: int, whose: str) -> None:
    owing = duties.owing(Duty(9, Reading.TACTICAL, BEGAN, run, shares), PLACES, {})
    assert "".join(map(str, owing)) == whose
    assert set(owing.values()) == {None}


def test_new_groups_and_those_missing_or_returned_report_next_time_whoevers_turn_it_is() -> None:
    places = [*PLACES, Place(7, BEGAN + timedelta(days=1)), Place(8, BEGAN)]
    last = {2: Last(is_in=False, is_returned=False), 4: Last(is_in=False, is_returned=True), 6: Last(True, False)}
    duty = Duty(9, Reading.TACTICAL, BEGAN, 1, 2, frozenset({5}))
    assert duties.owing(duty, places, last) == {
        1: None,
        2: Because.MISSING,
        3: None,
        4: Because.RETURNED,
        7: Because.NEW,
    }
    assert 2 not in duties.owing(replace(duty, excused=frozenset({2})), places, last)


@given(
    st.integers(1, 40),
    st.sampled_from(duties.SHARES),
    st.sets(st.integers(1, 40)),
    st.dictionaries(st.integers(1, 40), st.builds(Last, st.booleans(), st.booleans())),
)
@settings(max_examples=60)
def test_everybody_comes_up_once_in_so_many_runs_and_nobody_excused_ever_does(
    count: int, shares: int, excused: set[int], last: dict[int, Last]
) -> None:
    places = [Place(one, BEGAN) for one in range(1, count + 1)]
    seen: list[int] = []
    for run in range(1, shares + 1):
        owing = duties.owing(Duty(9, Reading.EXECUTIVE, BEGAN, run, shares, frozenset(excused)), places, last)
        assert not excused & set(owing)
        seen += [one for one, why in owing.items() if why is None or (one - 1) % shares == (run - 1) % shares]
    assert sorted(seen) == [one for one in range(1, count + 1) if one not in excused]


@pytest.mark.parametrize(
    ("due", "asked", "opens", "later"),
    [
        # weekly: three days before, then one, then on the day
        (at(27, 17), at(20, 17), at(24, 8, 30), [at(26, 8, 30), at(27, 8, 30)]),
        # a day off between: working days count
        (at(30, 17), at(23, 17), at(25, 8, 30), [at(27, 8, 30), at(30, 8, 30)]),
        # daily: short notice has steps of hours
        (at(25, 17), at(24, 17), at(25, 14), [at(25, 16)]),
        # set up an hour before: at once
        (at(24, 10, 30), at(24, 10), at(24, 10), []),
        # set up at night for the early morning: at the due hour at the latest
        (at(25, 8), at(25, 6), at(25, 8), []),
    ],
)
def test_the_first_step_is_the_draft_and_the_others_remind(
    due: datetime, asked: datetime, opens: datetime, later: list[datetime]
) -> None:
    steps = filings.steps(due, asked, HABITS)
    assert steps.opens_at == opens
    assert [one.at for one in steps.later] == later
    assert steps.after(asked, is_opened=False) == opens


def test_a_group_without_reminders_has_its_draft_a_working_day_before() -> None:
    steps = filings.steps(at(30, 17), at(23, 17), replace(HABITS, before=()))
    assert (steps.opens_at, steps.later) == (at(27, 8, 30), ())
    assert steps.after(steps.opens_at, is_opened=True) is None


@pytest.mark.parametrize(
    ("reading", "said", "part", "words"),
    [
        (Reading.TACTICAL, "3 the fire permit", Part.HELP, "the fire permit"),
        (Reading.TACTICAL, "一、展位图未到", Part.PROBLEMS, "展位图未到"),
        (Reading.EXECUTIVE, "3: sign the contract", Part.NEXT, "sign the contract"),
        (Reading.EXECUTIVE, "２ 一切正常", Part.RESULTS, "一切正常"),
        (Reading.TACTICAL, "Conditions: rain\nActions: tents ordered\nNeeds: 40 chairs", Part.RESULTS, "tents ordered"),
        (Reading.TACTICAL, "1. Situation: rain\n2. Needs:\n- chairs\n- lamps", Part.HELP, "chairs; lamps"),
        (Reading.EXECUTIVE, "Status: on course\nNext steps: print", Part.PROBLEMS, "on course"),
        (Reading.TACTICAL, "一、当前情况：有雨\n二、采取措施：已订帐篷\n三、所需支持：无", Part.RESULTS, "已订帐篷"),
        (Reading.EXECUTIVE, "总体状态：正常\n工作概述：合同已签", Part.RESULTS, "合同已签"),
        (Reading.EXECUTIVE, "All quiet this week", Part.RESULTS, "All quiet this week"),
        (Reading.TACTICAL, "Actions were delayed by the storm", Part.RESULTS, "Actions were delayed by the storm"),
    ],
)
def test_words_change_a_part_by_its_number_or_make_a_whole_report(
    reading: Reading, said: str, part: Part, words: str
) -> None:
    report = duties.read(said, Report({Part.RESULTS: "old", Part.HELP: "old"}), reading)
    assert report.part(part) == words
    assert report.version == 2
    assert part in duties.shown(report, reading)


def test_a_part_that_a_reading_does_not_have_is_refused_by_number_and_shown_where_it_was_written() -> None:
    with pytest.raises(Refused, match=r"duty\.no_such_part"):
        duties.read("4 nothing", Report(), Reading.TACTICAL)
    report = duties.read("Status: fine\nHelp needed: chairs", Report(), Reading.EXECUTIVE)
    assert duties.shown(report, Reading.EXECUTIVE)[-1] is Part.HELP


FILING = Filing(1, 2, 1, 3, at(27, 17), BEGAN)


def test_a_verdict_is_about_the_version_that_was_read() -> None:
    draft = Report({Part.RESULTS: "done"})
    sent = filings.sent(FILING, draft, 7, leads=False, now=BEGAN)
    returned = filings.judge(FILING, sent, Verdict.RETURNED, reason="which?", now=BEGAN)
    assert filings.as_judged(returned, sent).state is State.RETURNED
    again = filings.sent(returned, sent, 7, leads=True, now=BEGAN)
    assert filings.as_judged(returned, again).state is State.APPROVED
    accepted = filings.judge(returned, again, Verdict.ACCEPTED, now=BEGAN)
    assert filings.as_judged(accepted, again).state is State.ACCEPTED
    changed = duties.read("2 more", again, Reading.TACTICAL)
    assert filings.as_judged(accepted, changed).parts == again.parts
    with pytest.raises(Refused, match="accepted_already"):
        filings.sent(accepted, changed, 7, leads=True, now=BEGAN)
    for verdict in Verdict:
        with pytest.raises(Refused):
            filings.judge(accepted, again, verdict, now=BEGAN)
        with pytest.raises(Refused):
            filings.judge(FILING, draft, verdict, now=BEGAN)


def test_a_lead_says_yes_once_to_what_another_sent_and_it_keeps_its_sender_and_hour() -> None:
    sent = filings.sent(FILING, Report(), 7, leads=False, now=BEGAN)
    yes = filings.sent(FILING, sent, 8, leads=True, now=BEGAN + timedelta(hours=1))
    assert (yes.by, yes.sent_at, yes.approved_by) == (7, BEGAN, 8)
    for leads, report in ((False, sent), (True, yes)):
        with pytest.raises(Refused, match=r"duty\.sent_already"):
            filings.sent(FILING, report, 8, leads=leads, now=BEGAN)


@pytest.mark.parametrize("standing", list(Standing))
def test_a_report_is_taken_until_the_next_date_has_passed(standing: Standing) -> None:
    filing = replace(FILING, standing=standing)
    if standing in (Standing.OPEN, Standing.PASSED):
        assert filings.sent(filing, Report(), None, leads=True, now=BEGAN).state in HANDED_IN
    else:
        with pytest.raises(Refused, match=r"duty\.not_asked"):
            filings.sent(filing, Report(), None, leads=True, now=BEGAN)


@pytest.mark.parametrize(
    ("sent", "days"),
    [(at(27, 17), 0), (at(27, 23), 0), (at(28, 9), 1), (at(30, 9), 1), (at(1, 9, month=12), 2)],
)
def test_lateness_is_counted_in_working_days_after_the_due_instant(sent: datetime, days: int) -> None:
    assert filings.days_late(FILING, sent, "Asia/Shanghai", Calendar()) == days


def test_a_report_that_came_back_is_not_late_by_that_and_its_words_stay() -> None:
    sent = filings.sent(FILING, Report({Part.RESULTS: "tents"}), 7, leads=True, now=at(26, 10))
    passed = replace(FILING, standing=Standing.PASSED)
    returned = filings.judge(passed, sent, Verdict.RETURNED, reason="how many?", now=at(28, 9))
    stands = filings.as_judged(returned, duties.read("2 forty tents", sent, Reading.TACTICAL))
    assert (stands.state, stands.part(Part.RESULTS), stands.came_at) == (State.RETURNED, "tents", at(26, 10))

    again = filings.sent(returned, stands, 7, leads=True, now=at(30, 9))
    assert (again.part(Part.RESULTS), again.sent_at, again.came_at) == ("forty tents", at(30, 9), at(26, 10))
    assert filings.as_judged(returned, again).state is State.APPROVED
    assert filings.days_late(returned, again.came_at or BEGAN, "Asia/Shanghai", Calendar()) == 0
