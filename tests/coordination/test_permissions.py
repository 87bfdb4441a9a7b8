"""The table of who may do what: every deed of every kind of person, and the page made from it."""

from pathlib import Path

import pytest

from coordination.rules import owners, people, permissions, tasks
from tests.coordination import samples

Deed, Kind, Verdict = permissions.Deed, permissions.Kind, permissions.Verdict
PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"

ALLOWED = {
    Deed.READ: set(Kind),
    Deed.CREATE: set(Kind),
    Deed.NOTE: set(Kind),
    Deed.ASSIGN: set(Kind),
    Deed.REPORT: {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY, Kind.OWNER, Kind.SUPPORTER},
    Deed.CHANGE: {Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY, Kind.OWNER, Kind.SUPPORTER, Kind.CREATOR},
    Deed.REDATE: {Kind.LEAD, Kind.DEPUTY},
    Deed.REMOVE_DATE: {Kind.LEAD, Kind.DEPUTY},
    Deed.HAND_OVER: {Kind.LEAD, Kind.DEPUTY},
    Deed.LEAD: {Kind.LEAD, Kind.DEPUTY},
    Deed.CONFIGURE: {Kind.ADMIN, Kind.ANONYMOUS},
    Deed.APPOINT: {Kind.ADMIN, Kind.ANONYMOUS},
}
ASKED = {Deed.REPORT, Deed.REDATE}
WITHOUT_A_LEAD = {Deed.REDATE, Deed.REMOVE_DATE, Deed.HAND_OVER, Deed.LEAD}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("deed", Deed)
def test_every_cell_is_as_agreed(deed: permissions.Deed, kind: permissions.Kind) -> None:
    otherwise = Verdict.ASKS if deed in ASKED else Verdict.REFUSED
    expected = Verdict.ALLOWED if kind in ALLOWED[deed] else otherwise

    assert permissions.decide(deed, [kind]) is expected
    assert permissions.decide(deed, [Kind.MEMBER, kind]) in (expected, permissions.decide(deed, [Kind.MEMBER]))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("deed", Deed)
def test_without_a_lead_everybody_acts_as_one_but_configures_nothing(
    deed: permissions.Deed, kind: permissions.Kind
) -> None:
    verdict = permissions.decide(deed, [kind], permissions.Circumstances(has_lead=False))

    if deed in WITHOUT_A_LEAD:
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


@pytest.mark.parametrize("deed", Deed)
def test_whoever_is_refused_is_told_why(deed: permissions.Deed) -> None:
    rule = permissions.RULES[deed]

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


def test_the_page_is_the_table() -> None:
    rows = ["| | " + " | ".join(kind.value.replace("_", "-") for kind in Kind) + " |", "|---" * (len(Kind) + 1) + "|"]
    signs = {Verdict.ALLOWED: "✓", Verdict.ASKS: "asks", Verdict.REFUSED: "–"}
    for deed in Deed:
        cells = [signs[permissions.decide(deed, [kind])] for kind in Kind]
        rows.append(f"| {deed.value.replace('_', ' ')} | " + " | ".join(cells) + " |")

    assert "\n".join(rows) in PAGE.read_text(encoding="utf-8")
