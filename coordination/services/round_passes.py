"""A draft handed to somebody else of the group, who may then change and send it; makes no text."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, people, round_reports, rounds
from coordination.services import rounds as rounds_service

MOST = 5
"""A report is passed on to so many."""

Holder = tuple[people.Person, people.Part, groups.Chat]


async def holders(
    work: ports.Work, group: groups.Group, report: round_reports.Report | None
) -> Sequence[tuple[people.Person, people.Part, groups.Chat]]:
    """Who has the report in private: lead, deputy, liaison, and those it was passed on to."""
    found = list(await rounds_service.reporters(work, group))
    known = {person.id for person, _, _ in found}
    passed = () if report is None else tuple(one for one in report.passed_to if one not in known)
    return [*found, *[one for one in await _reachable(work, group) if one[0].id in passed]]


async def candidates(work: ports.Work, group: groups.Group, report: round_reports.Report) -> Sequence[Holder]:
    """Whom it may be passed on to: people of the group who began a private chat and have it not yet."""
    has = {person.id for person, _, _ in await holders(work, group, report)}
    return [one for one in await _reachable(work, group) if one[0].id not in has]


async def pass_on(
    work: ports.Work, turn: rounds.Turn, report: round_reports.Report, group: groups.Group, person_id: int
) -> tuple[round_reports.Report, Holder]:
    """The person may send it from now on. Raises `Refused` for whoever is not of the group, and for one too many."""
    if report.state in round_reports.HANDED_IN:
        raise Refused("round.sent_already")
    holder = next((one for one in await candidates(work, group, report) if one[0].id == person_id), None)
    if holder is None:
        raise Refused("refused.old_button")
    if len(report.passed_to) >= MOST:
        raise Refused("round.passed_enough", limit=MOST)
    passed = replace(report, passed_to=(*report.passed_to, person_id))
    work.rounds.save_report(rounds_service.kept(turn, passed))
    return passed, holder


async def _reachable(work: ports.Work, group: groups.Group) -> list[Holder]:
    found = []
    for person, membership in await work.people.members(group.id):
        chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
        if chat is not None and chat.state is groups.ChatState.ACTIVE:
            found.append((person, membership.part, chat))
    return found
