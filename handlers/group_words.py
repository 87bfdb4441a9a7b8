"""Words in private about a group's task: which group is meant, asked where several are, told with the group's name.

The words are read as if they were said in each group of the person; the certain ones are carried out there.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, reading_listening, tasks
from coordination.services import lines, lists, own_groups
from handlers import group_questions, group_replies, group_told, plain_reading, readings, scene
from handlers.group_replies import Mentioned
from handlers.request import Kind, Request

Here = Callable[[Request, ports.Work], Awaitable[Sequence[messages.Answer]]]
"""What a message says in the one group it is of."""

_PLAIN_COMMANDS = frozenset({"done", "update"})
"""Words for commands that say nothing but what plain words say."""


async def unread(request: Request, work: ports.Work) -> Refused:
    """That the words fit no task, with one of the person's as the example, or of their groups where none is theirs."""
    example = None if request.actor is None else await _example(work, request.actor)
    words = scene.shorten(request.text)
    if example is None:
        return Refused("refused.group_words_none", words=words)
    return Refused("refused.group_words_unread", words=words, example=example)


async def _example(work: ports.Work, person: people.Person) -> str | None:
    """A task as it is typed in private: `EXH-3`, or its number alone where its group has no code."""
    for entry in (await lists.mine(work, person, limit=1)).entries:
        return _typed(entry.group, entry.task)
    for group in await own_groups.of_person(work, person):
        for task in (await work.tasks.find(group.id, ports.TaskFilter(), limit=1)).tasks:
            return _typed(group, task)
    return None


def _typed(group: groups.Group, task: tasks.Task) -> str:
    return str(task.number) if group.code is None else f"{group.code}-{task.number}"


@dataclass(frozen=True, slots=True)
class Hit:
    """One group in which the words mean something: the request in it, what was read, which of its tasks are meant.

    `tier` is how near the tasks are to the person: 0 their own, 1 another's or one of several, 2 ended.
    """

    request: Request
    read: plain_reading.Meant
    units: tuple[readings.Unit, ...]
    tier: int

    @property
    def group(self) -> groups.Group:
        assert self.request.group is not None
        return self.request.group

    @property
    def meant(self) -> tuple[tasks.Task, ...]:
        """The tasks that the words may be about."""
        numbers = dict.fromkeys(number for unit in self.units for number in _numbers(unit))
        return tuple(self.read.ground.numbered[number] for number in numbers if number in self.read.ground.numbered)


async def heard(request: Request, work: ports.Work, here: Here) -> Sequence[messages.Answer] | None:
    """What a private message does to the tasks of a group; `None` where it is for the personal list, or for nobody."""
    if request.actor is None or request.group is None:
        return None
    found = await own_groups.of_person(work, request.actor)
    if not found:
        return None
    answered = await group_replies.answered(request, work, found)
    if answered.request is not None:
        return await group_told.told(answered.request, await here(answered.request, work))
    if request.kind is Kind.EDIT:
        edited = await group_replies.edited(request, work, found)
        return None if edited is None else await group_told.told(edited, await here(edited, work))
    if _is_command(request):
        return None
    if answered.mentioned and (hits := await _hits(_listed(request), work, found, answered.mentioned)):
        return await carried(request, work, hits)
    return await _unanswered(request, work, found)


async def _unanswered(
    request: Request, work: ports.Work, found: Sequence[groups.Group]
) -> Sequence[messages.Answer] | None:
    hits = await _hits(request, work, [request.group, *found])
    if all(hit.group == request.group for hit in hits):
        return None
    return await carried(request, work, hits)


def _listed(request: Request) -> Request:
    """In reply to a list numbers alone name tasks."""
    assert request.reply is not None
    return replace(request, reply=replace(request.reply, slot="digest"))


def _is_command(request: Request) -> bool:
    word = reading_listening.command_word(request.text.lstrip().split("\n", 1)[0], addressed=True)
    return word is not None and word.command not in _PLAIN_COMMANDS


# -- in which groups the words mean something ------------------------------------------


async def _hits(
    request: Request,
    work: ports.Work,
    found: Sequence[groups.Group | None],
    mentioned: Sequence[Mentioned] = (),
) -> list[Hit]:
    hits = []
    for group in found:
        if group is None or (mentioned and all(one.group_id != group.id for one in mentioned)):
            continue
        only = frozenset(one.number for one in mentioned if one.group_id == group.id)
        if (hit := await _hit(request, work, group, only)) is not None:
            hits.append(hit)
    return hits


async def _hit(
    request: Request, work: ports.Work, group: groups.Group, only: frozenset[int], *, keeps_reply: bool = False
) -> Hit | None:
    inside = group_replies.inside(request, group)
    if not only and not keeps_reply:
        inside = replace(inside, reply=None)
    read = await plain_reading.meant(group_replies.named(inside), work, None)
    units = tuple(unit for unit in read.units if _says(unit, read) and (not only or only.issuperset(_numbers(unit))))
    return Hit(inside, read, units, max(_tier(unit, read, request) for unit in units)) if units else None


async def of_group(request: Request, work: ports.Work, group: groups.Group) -> Hit | None:
    """What the words mean in this group."""
    return await _hit(request, work, group, frozenset(), keeps_reply=request.reply is not None)


def _says(unit: readings.Unit, read: plain_reading.Meant) -> bool:
    """Whether a line says something of tasks that the group has."""
    return not unit.actions and any(number in read.ground.numbered for number in _numbers(unit))


def _numbers(unit: readings.Unit) -> list[int]:
    if unit.typed is not None:
        return list(unit.typed.numbers)
    asked = [number for ask in unit.asks for number in ask.candidates]
    return [update.task for update in unit.updates] or asked


def _tier(unit: readings.Unit, read: plain_reading.Meant, request: Request) -> int:
    named = [read.ground.numbered[number] for number in _numbers(unit) if number in read.ground.numbered]
    if all(task.state in tasks.ENDED for task in named):
        return 2
    board = read.ground.board
    views = [view for view in board.tasks if view.number in {task.number for task in named}]
    may = all(not view.owners or board.author in view.owners or board.author in board.leads for view in views)
    return 0 if may and not unit.asks else 1


# -- carried out -----------------------------------------------------------------------


async def carried(request: Request, work: ports.Work, hits: Sequence[Hit]) -> Sequence[messages.Answer] | None:
    """Each line in the group whose task it means; where several fit, the person is asked which is meant."""
    nearest: dict[str, list[Hit]] = {}
    for text in dict.fromkeys(unit.text for hit in hits for unit in hit.units):
        fitting = [hit for hit in hits if any(unit.text == text for unit in hit.units)]
        tiers = {id(hit): min(_tier(u, hit.read, hit.request) for u in hit.units if u.text == text) for hit in fitting}
        best = min(tiers.values())
        nearest[text] = [hit for hit in fitting if tiers[id(hit)] == best]
    unclear = [hit for hit in hits if any(len(one) > 1 and hit in one for one in nearest.values())]
    if unclear:
        options = [group_questions.Option(hit.group, hit.meant, hit.request.reply is not None) for hit in unclear]
        return [await group_questions.ask(request, work, options)]
    chosen = [hit for hit in hits if any(one == [hit] for one in nearest.values())]
    if len(chosen) == 1:
        return await alone(chosen[0], work)
    return await _apart(request, work, chosen, nearest)


async def alone(hit: Hit, work: ports.Work) -> Sequence[messages.Answer]:
    """All that was said is of one group."""
    reader = readings.Reader(hit.request, work, hit.read.ground, asks_tasks=True)
    return await group_told.told(hit.request, await reader.handle(hit.units))


async def _apart(
    request: Request, work: ports.Work, chosen: Sequence[Hit], nearest: dict[str, list[Hit]]
) -> list[messages.Answer]:
    """Lines of several groups in one message, each carried out in its own."""
    aligned = await lines.align(work, scene.said(request, work), list(nearest))
    read = dict(zip(nearest, aligned.readings, strict=True))
    answers: list[messages.Answer] = []
    for hit in chosen:
        own = [unit for unit in hit.units if nearest[unit.text] == [hit]]
        reader = readings.Reader(hit.request, work, hit.read.ground, asks_tasks=True)
        pairs = [(unit, _said_in(read[unit.text], hit.group)) for unit in own]
        answers += await group_told.told(hit.request, await reader.each(pairs))
    return answers


def _said_in(reading: lines.Reading, group: groups.Group) -> lines.Reading:
    return replace(reading, said=replace(reading.said, group=group))
