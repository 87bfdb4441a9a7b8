"""`/assign`: who owns and who supports, by user name, name or mention; always echoed in one line (voice.md 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import names, owners, people, reading_new, tasks
from coordination.rules import text as text_rules
from coordination.services import changes, questions
from coordination.services import owners as service
from handlers import assign_said, assign_shown, edits, presses, scene, words
from handlers.edits_items import Item
from handlers.request import EntityKind, Request

WHO = "who"
"""The kind of the question which of several people a name means."""

AS_TYPED = 0
"""Stands for "somebody new, by this name" among the ids that a name may mean."""

MOST_CANDIDATES = 4
Part = assign_said.Part
Way = owners.Way
_WAYS = ((Part.OWN, Way.REPLACE), (Part.WITH, Way.ADD), (Part.OFF, Way.REMOVE))


@dataclass(frozen=True, slots=True)
class Naming:
    """What decides who is meant: the group's people, Telegram's marks by their text, what was chosen before."""

    roster: names.Roster
    marked: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, int] = field(default_factory=dict)


class UnsureError(Exception):
    """A name that may mean several people, or somebody who is called a little otherwise."""

    def __init__(self, typed: str, ids: Sequence[int]) -> None:
        super().__init__(typed)
        self.typed = typed
        self.ids = tuple(ids)


async def carry(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/assign 12 @bo`, `+@cy`, `me`, `nobody`; several numbers at once."""
    return await _assign(request, work, said, (item, {}))


async def carry_all(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/assign all @old @new`: everything of one person becomes another's."""
    naming = await _naming(request, work, {})
    calls = assign_said.read(item.words, naming.marked).calls
    if len(calls) != 2:
        raise Refused("refused.assign_all_form")
    try:
        old, new = [await _owner(request, work, call.text, naming) for call in calls]
    except UnsureError as unsure:
        raise Refused("refused.who_is_meant", name=unsure.typed) from None
    done = await service.hand_over(work, said, old, new)
    return await assign_shown.handed_over(request, work, done, (old, new))


async def _assign(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, Mapping[str, int]]
) -> edits.Effect:
    item, chosen = what
    naming = await _naming(request, work, chosen)
    wish = assign_said.read(item.words.split("\n", 1)[0], naming.marked)
    if not wish.calls and not wish.nobody:
        raise Refused("refused.assign_form", number=item.numbers[0])
    try:
        steps = await _steps(request, work, wish, naming)
    except UnsureError as unsure:
        return await _ask_who(request, work, said, (item, chosen, unsure))
    before = await changes.of_numbers(work, said.group, list(item.numbers))
    after: Sequence[service.Assigned] = ()
    for step in steps:
        after = await service.assign(work, said, item.numbers, step)
    return await assign_shown.effect_of(request, work, before, after)


async def _steps(request: Request, work: ports.Work, wish: assign_said.Wish, naming: Naming) -> list[owners.Assignment]:
    if wish.nobody:
        return [owners.Assignment(Way.REPLACE)]
    steps = []
    for part, way in _WAYS:
        named = [await _owner(request, work, call.text, naming) for call in wish.of(part)]
        if named:
            steps.append(owners.Assignment(way, tuple(named)))
    return steps


async def _naming(request: Request, work: ports.Work, chosen: Mapping[str, int]) -> Naming:
    marked = {
        request.text[one.start : one.end]: one.person.id
        for one in request.entities
        if one.kind == EntityKind.TEXT_MENTION and one.person is not None
    }
    return Naming(await scene.roster(request, work), marked, chosen)


async def _owner(request: Request, work: ports.Work, typed: str, naming: Naming) -> tasks.Owner:
    """Who is meant beyond doubt: a person, a user name to be seen, or a name without Telegram. Raises `UnsureError`."""
    known = naming.marked.get(typed, naming.chosen.get(typed))
    if known:
        return await scene.owner_of(request, work, known, typed)
    named = reading_new.named(typed, 0, naming.roster)
    if named.me:
        return _me(request)
    if named.person_id is not None:
        return await scene.owner_of(request, work, named.person_id, typed)
    if named.username is not None:
        return tasks.Owner(f"@{named.username}", None, named.username)
    if named.candidates and known is None:
        raise UnsureError(typed, named.candidates)
    return _by_name(typed)


def _me(request: Request) -> tasks.Owner:
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    return owners.of_person(request.actor)


def _by_name(typed: str) -> tasks.Owner:
    """Somebody without Telegram, or an institution."""
    name = text_rules.one_line(typed.lstrip("@＠"))
    if text_rules.is_blank(name) or not assign_said.may_be_a_name(name):
        raise Refused("refused.no_name", quoted=scene.shorten(typed))
    return tasks.Owner(name)


# -- what is said -------------------------------------------------------------------


# -- whom a name means -----------------------------------------------------------------


async def _ask_who(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, Mapping[str, int], UnsureError]
) -> edits.Effect:
    """Whoever wrote it chooses; nothing is recorded until then."""
    item, chosen, unsure = what
    await changes.of_numbers(work, said.group, list(item.numbers))
    changes.mark_line(work, said, None)
    ids = [*unsure.ids[:MOST_CANDIDATES], AS_TYPED]
    kept = {"numbers": list(item.numbers), "words": item.words, "chosen": dict(chosen)}
    asked = questions.Asked(WHO, said.actor_id, {**kept, "typed": unsure.typed, "ids": ids})
    question = questions.ask(work, said, asked)
    return edits.Effect(posts=(await _who(request, work, question),))


async def ask_owner(
    request: Request, work: ports.Work, said: changes.Said, task: tasks.Task, named: reading_new.Named
) -> messages.Post:
    """A new task's owner may be several people; the task stands with the name as typed until one is chosen."""
    ids = [*named.candidates[:MOST_CANDIDATES], AS_TYPED]
    kept = {"numbers": [task.number], "words": named.text, "chosen": {}, "typed": named.text, "ids": ids}
    question = questions.ask(work, replace(said, source=None), questions.Asked(WHO, said.actor_id, kept))
    return await _who(request, work, question)


async def _who(request: Request, work: ports.Work, question: ports.Question) -> messages.Post:
    language, typed = request.language, question.values["typed"]
    labels = [await _label(request, work, one, typed) for one in question.values["ids"]]
    rows = tuple(
        (messages.Button(label, presses.data("pick", question.id, place)),) for place, label in enumerate(labels)
    )
    numbers = words.join(language, "listed", [f"#{number}" for number in question.values["numbers"]])
    text = words.say(language, "assign.who", name=typed, tasks=numbers, who=edits.writer(request))
    return edits.posed(request, text, question, rows)


async def _label(request: Request, work: ports.Work, person_id: int, typed: str) -> str:
    person = None if person_id == AS_TYPED else await work.people.get(person_id)
    if person is None:
        return words.plain(request.language, "button.assign.as_typed", name=scene.shorten(typed, 30))
    return assign_shown.label(request.language, person)


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """Somebody was chosen; another unsure name of the same line is asked for next."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, WHO)
    values = taken.values
    if place >= len(values["ids"]):
        raise Refused("refused.old_button")
    questions.close(work, taken, str(place))
    chosen = {**values["chosen"], values["typed"]: values["ids"][place]}
    item = Item(tuple(values["numbers"]), values["words"], "")
    return await edits.concluded(request, work, await _assign(request, work, said, (item, chosen)))


async def to_person(request: Request, work: ports.Work, number: int, person: people.Person) -> edits.Effect:
    """A press: the person becomes the owner."""
    said = scene.said(request, work)
    before = await changes.of_numbers(work, said.group, [number])
    step = owners.Assignment(Way.REPLACE, (owners.of_person(person),))
    return await assign_shown.effect_of(request, work, before, await service.assign(work, said, (number,), step))
