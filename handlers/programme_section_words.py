"""What is typed about the sections of a programme: made, filled, led; it decides nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.services import parts, sections
from coordination.services import programmes as programme_service
from handlers import plan_presses, programme_sections, scene
from handlers.request import Request

_LED = re.compile(r"(?P<name>.+?)\s+(?:leads?|led by|组长|組長)\s*[:：]?\s*(?P<who>\S.*)", re.IGNORECASE)


async def typed_name(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """As `/plan section` would read it."""
    committee = await work.groups.get(question.group_id)
    await plan_presses.check(request, work, committee)
    return await typed(request, work, committee, request.text)


async def typed(request: Request, work: ports.Work, committee: groups.Group, words_: str) -> Sequence[messages.Answer]:
    """`/plan section Venue: EXH, MED`, `/plan section Venue`; several lines are several sections."""
    programme = await work.programmes.of_committee(committee.id)
    lines = [line.strip() for line in words_.splitlines() if line.strip()]
    if programme is None or not lines:
        raise Refused("section.no_programme" if programme is None else "section.no_name")
    made = [await _typed(request, work, committee, line) for line in lines[: sections.MOST]]
    if len(made) == 1:
        section = await programme_sections.section_of(work, programme, made[0])
        text, rows = await programme_sections.page(request, work, committee, section)
        return [scene.answer(request, text, rows=rows)]
    text, rows = await programme_sections.listing(work, committee, programme)
    return [scene.answer(request, text, rows=rows)]


async def _typed(request: Request, work: ports.Work, committee: groups.Group, line: str) -> int:
    """The section of one line, with the groups behind its colon in it, or the people who lead it."""
    if (led := _LED.fullmatch(line)) is not None:
        return await _led(request, work, committee, led)
    name, _, behind = line.replace("：", ":").partition(":")
    cause = replace(scene.said(request, work, line), group=committee)
    programme = await work.programmes.of_committee(committee.id)
    seats = [] if programme is None else await programme_service.seated(work, programme)
    meant = [(typed_, _meant(seats, typed_)) for typed_ in _split(behind)]
    unknown = next((typed_ for typed_, one in meant if one is None), None)
    if unknown is not None:
        raise Refused("section.no_such_group", name=scene.shorten(unknown))
    section = await sections.make(work, cause, name)
    for _, one in meant:
        assert one is not None
        await sections.put(work, cause, one.group.id, section.group.id)
    return section.group.id


async def _led(request: Request, work: ports.Work, committee: groups.Group, read: re.Match[str]) -> int:
    """`Venue lead @ann`, `场馆板块 组长 李敏`. Raises `Refused` for a name that nobody who could lead it has."""
    section = await sections.find(work, committee, read["name"].strip())
    if section is None:
        raise Refused("section.no_such_section", name=scene.shorten(read["name"]))
    known = await programme_sections.candidates(work, committee, section)
    meant = [(typed_, _called(known, typed_)) for typed_ in _split(read["who"])]
    unknown = next((typed_ for typed_, person in meant if person is None), None)
    if unknown is not None:
        raise Refused("section.no_such_person", name=scene.shorten(unknown))
    cause = replace(scene.said(request, work, read.string), group=section.group)
    for _, person in meant:
        assert person is not None
        await parts.give(work, cause, person.id, people.Part.LEAD)
    return section.group.id


def _called(known: Sequence[people.Person], typed_: str) -> people.Person | None:
    """The one person of this user name or name."""
    wanted = typed_.strip().casefold()
    found = [one for one in known if wanted in {f"@{(one.username or '').casefold()}", one.name.casefold()}]
    return found[0] if len(found) == 1 else None


def _split(typed_: str) -> list[str]:
    for sign in "，、;；,":
        typed_ = typed_.replace(sign, "\n")
    parts_ = [part.strip() for part in typed_.split("\n") if part.strip()]
    one = parts_[0] if len(parts_) == 1 else ""
    return one.split() if one and all(len(word) <= 6 for word in one.split()) else parts_


def _meant(seats: Sequence[programme_service.Seated], typed_: str) -> programme_service.Seated | None:
    wanted = typed_.casefold()
    return next((one for one in seats if wanted in {one.seat.code.casefold(), one.group.name.casefold()}), None)


PROMPTS = {programme_sections.NAME: typed_name}
