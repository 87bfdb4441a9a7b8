"""What is typed behind `/plan` about the programme itself: sections, groups at rest, archive, next edition; no rule."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import handovers, lists, lives
from coordination.services import programmes as programme_service
from handlers import programme_compared, programme_editions, programme_panel, programme_section_words, scene
from handlers.request import Request

Typed = Callable[[Request, ports.Work, groups.Group, str], Awaitable[Sequence[messages.Answer]]]


async def heard(
    request: Request, work: ports.Work, group: groups.Group, typed: str
) -> Sequence[messages.Answer] | None:
    """What the words behind `/plan` do; `None` where they are about the plan."""
    word, _, rest = typed.strip().partition(" ")
    if "\n" in word:
        word, _, rest = typed.strip().partition("\n")
    handler = _WORDS.get(word.casefold().rstrip(":："))
    return None if handler is None else await handler(request, work, group, rest.strip())


async def _sections(request: Request, work: ports.Work, group: groups.Group, rest: str) -> Sequence[messages.Answer]:
    return await programme_section_words.typed(request, work, group, rest)


async def _turned(
    request: Request, work: ports.Work, named: tuple[groups.Group, str], life: groups.Life
) -> list[messages.Answer]:
    """`/plan dormant EXH`: the group's page as it is then."""
    committee, code = named
    programme = await work.programmes.of_committee(committee.id)
    seats = [] if programme is None else await programme_service.seated(work, programme)
    one = next((one for one in seats if code.casefold() in {one.seat.code.casefold(), one.group.name.casefold()}), None)
    if one is None:
        raise Refused("section.no_such_group", name=scene.shorten(code))
    if life is groups.Life.CONCLUDED and (still_open := len(await lists.every_live(work, one.group))):
        text, rows = programme_panel.sure(committee, one.seat, one.group, still_open)
        return [scene.answer(request, text, rows=rows)]
    cause = replace(scene.said(request, work, request.text), group=committee)
    turned = await lives.set_life(work, cause, one.group.id, life)
    text, rows = await programme_panel.of_group(request, work, committee, (one.seat, turned))
    told = programme_panel.told(one.seat, turned) if turned.life is not one.group.life else []
    return [scene.answer(request, text, rows=rows), *told]


async def _dormant(request: Request, work: ports.Work, group: groups.Group, rest: str) -> Sequence[messages.Answer]:
    return await _turned(request, work, (group, rest), groups.Life.DORMANT)


async def _concluded(request: Request, work: ports.Work, group: groups.Group, rest: str) -> Sequence[messages.Answer]:
    return await _turned(request, work, (group, rest), groups.Life.CONCLUDED)


async def _awake(request: Request, work: ports.Work, group: groups.Group, rest: str) -> Sequence[messages.Answer]:
    return await _turned(request, work, (group, rest), groups.Life.RUNNING)


async def _reopened(request: Request, work: ports.Work, group: groups.Group, rest: str) -> Sequence[messages.Answer]:
    programme = await work.programmes.of_committee(group.id)
    if programme is None:
        raise Refused("section.no_programme")
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    opened = await lives.reopen(work, replace(scene.said(request, work), group=group))
    text, rows = await programme_panel.home(request, work, opened)
    return [scene.answer(request, text, rows=rows)]


_WORDS: dict[str, Typed] = {
    **dict.fromkeys(("section", "sections", "板块", "板塊"), _sections),
    **dict.fromkeys(("dormant", "sleep", "休眠"), _dormant),
    **dict.fromkeys(("conclude", "concluded", "结束", "結束"), _concluded),
    **dict.fromkeys(("wake", "awake", "恢复", "恢復", "唤醒"), _awake),
    **dict.fromkeys(("reopen", "重新启用"), _reopened),
    **dict.fromkeys(("next", "下一届", "下届"), programme_editions.typed),
    **dict.fromkeys(("lesson", "lessons", "经验", "教训"), programme_compared.lesson_of),
}
