"""The table of who may do what: every deed of every kind of person, and the page made from it."""

from pathlib import Path
from typing import Any

import pytest

from coordination.rules import groups, owners, people, permissions, tasks
from tests.coordination import samples

Deed, Kind, Verdict, Who = permissions.Deed, permissions.Kind, permissions.Verdict, groups.Who
PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"

EVERYBODY = set(Kind) - permissions.NOBODY
ALLOWED = {
    Deed.READ: EVERYBODY,
    Deed.CREATE: EVERYBODY,
    Deed.NOTE: EVERYBODY,
    Deed.ASSIGN: EVERYBODY,
    Deed.REPORT: {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY, Kind.OWNER, Kind.SUPPORTER},
    Deed.CLOSE: {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY, Kind.OWNER, Kind.SUPPORTER},
    Deed.CHANGE: {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY, Kind.OWNER, Kind.SUPPORTER, Kind.CREATOR},
    Deed.REDATE: {Kind.LEAD, Kind.DEPUTY},
    Deed.REMOVE_DATE: {Kind.LEAD, Kind.DEPUTY},
    Deed.HAND_OVER: {Kind.LEAD, Kind.DEPUTY},
    Deed.LEAD: {Kind.LEAD, Kind.DEPUTY},
    Deed.CONFIGURE: {Kind.ADMIN, Kind.ANONYMOUS},
    Deed.APPOINT: {Kind.ADMIN, Kind.ANONYMOUS},
    Deed.EXPORT: {Kind.ADMIN, Kind.ANONYMOUS},
}
ASKED = {Deed.REPORT, Deed.CLOSE, Deed.REDATE}
ADMINS, RECORDERS = {Kind.ADMIN, Kind.ANONYMOUS}, {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY}
ON_IT = RECORDERS | {Kind.OWNER, Kind.SUPPORTER}
CHOSEN: list[tuple[permissions.Deed, dict[str, Any], set[permissions.Kind], permissions.Verdict]] = [
    (Deed.CREATE, {"may_create": Who.LEADS}, RECORDERS | ADMINS, Verdict.REFUSED),
    (Deed.CREATE, {"may_create": Who.ADMINS}, ADMINS, Verdict.REFUSED),
    (Deed.CLOSE, {"may_close": Who.OWNERS}, ON_IT, Verdict.REFUSED),
    (Deed.REDATE, {"may_set_dates": Who.OWNERS}, ON_IT, Verdict.ASKS),
    (Deed.REDATE, {"may_set_dates": Who.EVERYONE}, EVERYBODY, Verdict.REFUSED),
    (Deed.REMOVE_DATE, {"may_set_dates": Who.OWNERS}, ON_IT, Verdict.REFUSED),
    (Deed.REMOVE_DATE, {"may_set_dates": Who.EVERYONE}, EVERYBODY, Verdict.REFUSED),
]
WITHOUT_A_LEAD = {Deed.REDATE, Deed.REMOVE_DATE, Deed.HAND_OVER, Deed.LEAD}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("deed", Deed)
def test_every_cell_is_as_agreed(deed: permissions.Deed, kind: permissions.Kind) -> None:
    otherwise = Verdict.ASKS if deed in ASKED and kind in EVERYBODY else Verdict.REFUSED
    expected = Verdict.ALLOWED if kind in ALLOWED[deed] else otherwise

    assert permissions.decide(deed, [kind]) is expected
    if kind in EVERYBODY:
        assert permissions.decide(deed, [Kind.MEMBER, kind]) in (expected, permissions.decide(deed, [Kind.MEMBER]))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("deed", Deed)
def test_without_a_lead_everybody_acts_as_one_but_configures_nothing(
    deed: permissions.Deed, kind: permissions.Kind
) -> None:
    verdict = permissions.decide(deed, [kind], permissions.Circumstances(has_lead=False))

    if deed in WITHOUT_A_LEAD and kind in EVERYBODY:
        assert verdict is Verdict.ALLOWED
    else:
        assert verdict is permissions.decide(deed, [kind])


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("deed", Deed)
def test_where_admins_let_them_leads_configure_and_nothing_else_changes(
    deed: permissions.Deed, kind: permissions.Kind
) -> None:
    verdict = permissions.decide(deed, [kind], permissions.Circumstances(leads_configure=True))

    if deed is Deed.CONFIGURE and kind in (Kind.LEAD, Kind.DEPUTY):
        assert verdict is Verdict.ALLOWED
    else:
        assert verdict is permissions.decide(deed, [kind])


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("deed", "chosen", "allowed", "otherwise"), CHOSEN)
def test_what_admins_chose_takes_the_place_of_the_table(
    deed: permissions.Deed,
    chosen: dict[str, Any],
    allowed: set[permissions.Kind],
    otherwise: permissions.Verdict,
    kind: permissions.Kind,
) -> None:
    around = permissions.Circumstances(chosen=groups.Settings(**chosen))

    otherwise = otherwise if kind in EVERYBODY else Verdict.REFUSED
    assert permissions.decide(deed, [kind], around) is (Verdict.ALLOWED if kind in allowed else otherwise)


def test_every_choice_is_among_those_tried() -> None:
    """The first of each is the table itself."""
    offered = {(deed, who) for deed, rules in permissions.CHOSEN.items() for who in list(rules)[1:]}

    assert offered == {(deed, who) for deed, chosen, _, _ in CHOSEN for who in chosen.values()}
    assert all(next(iter(rules.values())) == permissions.RULES[deed] for deed, rules in permissions.CHOSEN.items())


def test_a_choice_that_this_version_does_not_know_counts_as_none() -> None:
    chosen = groups.Settings(may_close=Who.ADMINS)

    assert permissions.rule_of(Deed.CLOSE, chosen) == permissions.RULES[Deed.CLOSE]


EVERY_RULE = [
    *permissions.RULES.items(),
    *((deed, one) for deed, by in permissions.CHOSEN.items() for one in by.values()),
]


@pytest.mark.parametrize(("deed", "rule"), EVERY_RULE)
def test_whoever_is_refused_is_told_why(deed: permissions.Deed, rule: permissions.Rule) -> None:
    assert bool(rule.key) == (rule.otherwise is Verdict.REFUSED)


@pytest.mark.parametrize("part", [*people.Part, None])
@pytest.mark.parametrize("person_id", [samples.ANN.id, samples.BO.id, 99, None])
def test_a_word_holds_at_once_for_whom_the_task_or_the_group_trusts(
    part: people.Part | None, person_id: int | None
) -> None:
    task = samples.task(owner=samples.owner(samples.ANN), supporters=(samples.owner(samples.BO),))

    is_on = person_id in (samples.ANN.id, samples.BO.id)
    assert owners.may_report(task, person_id, part) == (is_on or part in owners.RECORDERS)


@pytest.mark.parametrize("owner", [None, tasks.Owner("Venue office"), tasks.Owner("@dee", username="dee")])
def test_nobody_is_asked_where_the_owner_can_t_be(owner: tasks.Owner | None) -> None:
    assert owners.may_report(samples.task(owner=owner), None, None)


SIGNS = {Verdict.ALLOWED: "✓", Verdict.ASKS: "asks", Verdict.REFUSED: "–"}


def _row(deed: permissions.Deed, head: str, chosen: groups.Settings = groups.USUAL) -> str:
    around = permissions.Circumstances(chosen=chosen)
    return f"| {head} | " + " | ".join(SIGNS[permissions.decide(deed, [kind], around)] for kind in Kind) + " |"


def test_the_page_is_the_table() -> None:
    heads = ["| | " + " | ".join(kind.value.replace("_", "-") for kind in Kind) + " |", "|---" * (len(Kind) + 1) + "|"]
    usual = [_row(deed, deed.value.replace("_", " ")) for deed in Deed]
    chosen = [
        _row(deed, f"{deed.value.replace('_', ' ')}: {who.value}", groups.Settings(**{field: who}))
        for deed, values, _, _ in CHOSEN
        for field, who in values.items()
    ]
    page = PAGE.read_text(encoding="utf-8")

    assert "\n".join([*heads, *usual]) in page
    assert "\n".join([*heads, *chosen]) in page
