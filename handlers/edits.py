"""A message of several lines, said for the first time or edited: each line carried out once, asked where it must be."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import tasks
from coordination.services import changes, lines, undo
from handlers import acknowledgements, cards, html, presses, question_queue, scene, words
from handlers.edits_items import Item
from handlers.request import Request


@dataclass(frozen=True, slots=True)
class Effect:
    """What carrying out a line leads to.

    `quiet` are lines said only where reactions are off, `echo` those that are always said; `posts` come besides.
    `changed` are the tasks whose cards are edited.
    """

    quiet: tuple[Markup, ...] = ()
    echo: tuple[Markup, ...] = ()
    posts: tuple[messages.Answer, ...] = ()
    changed: tuple[tasks.Task, ...] = ()

    def __add__(self, other: "Effect") -> "Effect":
        return Effect(
            self.quiet + other.quiet,
            self.echo + other.echo,
            self.posts + other.posts,
            self.changed + other.changed,
        )


NOTHING = Effect()
Carry = Callable[[Request, ports.Work, changes.Said, Item], Awaitable[Effect]]


async def withdrawn(work: ports.Work, language: str, back: lines.TakenBack) -> Effect:
    """What a line had said before and no longer says; where somebody changed the same since, it stands and is named."""
    if back.contest is None:
        return Effect(changed=tuple(task for _, task in back.changed))
    stands = await undo.refusal(work, back.contest)
    return Effect(echo=(words.say(language, stands.key, **stands.values),))


async def said(request: Request, work: ports.Work, effect: Effect) -> list[messages.Answer]:
    """The effect as messages: one line for all that is echoed, or the quiet sign; then questions and fresh cards."""
    answers: list[messages.Answer] = []
    if effect.echo:
        answers.append(acknowledgements.echoed(request, Markup("\n").join((*effect.echo, *effect.quiet))))
    elif effect.quiet:
        answers.append(acknowledgements.recorded(request, Markup("\n").join(effect.quiet)))
    answers += await question_queue.one_at_a_time(work, effect.posts)
    newest = {task.id: task for task in effect.changed}
    for task in newest.values():
        answers += await cards.refreshed_around(work, task)
    return answers


def outcome(request: Request, text: Markup, rows: messages.Rows = ()) -> list[messages.Answer]:
    """The message of the pressed button says from now on what became of it."""
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


async def concluded(request: Request, work: ports.Work, effect: Effect) -> list[messages.Answer]:
    """The effect of an answer to a question: its lines take the question's place."""
    lines_ = (*effect.echo, *effect.quiet)
    told = outcome(request, Markup("\n").join(lines_)) if lines_ else []
    return [*told, *await said(request, work, replace(effect, echo=(), quiet=()))]


def choices(language: str, question: ports.Question, labels: tuple[str, str]) -> messages.Rows:
    """Yes and no of a question, with the labels of these two messages."""
    yes, no = labels
    return (
        (
            messages.Button(words.plain(language, yes), presses.data("yes", question.id)),
            messages.Button(words.plain(language, no), presses.data("no", question.id)),
        ),
    )


def posed(request: Request, text: Markup, question: ports.Question, rows: messages.Rows) -> messages.Post:
    """A question as a message; its name leads back to it."""
    return scene.answer(
        request,
        text,
        rows=rows,
        purpose=messages.Purpose.QUESTION,
        slot=f"question:{question.id}",
        silent=False,
    )


async def person_name(request: Request, work: ports.Work, person_id: int | None) -> Markup:
    """The name of whoever did something; an admin without a name is one."""
    person = None if person_id is None else await work.people.get(person_id)
    nameless = words.plain(request.language, "person.admin")
    return html.escape(nameless) if person is None else html.person(person.name, None, nameless)


def writer(request: Request) -> Markup:
    """The name of whoever wrote or pressed."""
    nameless = words.plain(request.language, "person.admin")
    return html.person(request.actor.name if request.actor is not None else "", None, nameless)
