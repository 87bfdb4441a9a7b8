"""What each command means, the menu's and every older habit's, and who carries its lines out; it knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import messages, ports
from coordination.rules import reading_numbers
from coordination.services import changes
from handlers import (
    assign,
    assign_said,
    due_changes,
    due_said,
    edits,
    edits_items,
    edits_lines,
    evidence,
    group_commands,
    kept_groups,
    links,
    links_said,
    lists,
    reports,
    scene,
)
from handlers.edits_items import Form, Item
from handlers.request import Request

_FORMS = {
    "done": "refused.done_form",
    "due": "refused.due_form",
    "assign": "refused.assign_form_bare",
}
_JOINED_BY_SPACE = frozenset({"done", "note"})
"""Verbs behind which a second bare number is another task; elsewhere it is a percent, a day, a task waited for."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A command as another way of saying something: its `verb`, and the words that stand before those typed.

    `alone` is what it says without any words of its own.
    """

    verb: str
    before: str = ""
    alone: str = ""

    def words(self, typed: str) -> str:
        return f"{self.before}{typed}" if typed else self.alone


def _same(habit: Habit, names: str) -> dict[str, Habit]:
    return dict.fromkeys(names.split(), habit)


HABITS: dict[str, Habit] = {
    **_same(Habit("done"), "done finish finished complete completed close"),
    **_same(Habit("update"), "update"),
    **_same(Habit("progress"), "progress percent"),
    **_same(Habit("note"), "note comment remark"),
    **_same(Habit("update", "blocked: ", "blocked"), "block blocked stuck"),
    **_same(Habit("update", "unblocked: ", "unblocked"), "unblock unblocked freed resume"),
    **_same(Habit("update", "on hold: ", "on hold"), "hold pause"),
    **_same(Habit("update", "drop: ", "drop"), "drop cancel abandon"),
    **_same(Habit("update", "reopened: ", "reopened"), "reopen"),
    **_same(Habit("update", "rename to ", "rename to"), "rename"),
    **_same(Habit("edit"), "edit"),
    **_same(Habit("update", "waits for "), "wait waits depends"),
    **_same(Habit("update", "part of "), "part parent subtask"),
    **_same(Habit("update", "duplicate of "), "duplicate merge"),
    **_same(Habit("update", "move to "), "move transfer"),
    **_same(Habit("update", "", "!"), "key star"),
    **_same(Habit("update", "", "not key"), "unkey unstar"),
    **_same(Habit("update"), "tag tags"),
    **_same(Habit("confirm"), "confirm accept"),
    **_same(Habit("return"), "return reject"),
    **_same(Habit("due"), "due deadline extend postpone delay reschedule"),
    **_same(Habit("assign"), "assign reassign owner delegate"),
    **_same(Habit("hand_over"), "handover"),
    **_same(Habit("assign", "", "me"), "take claim"),
    **_same(Habit("assign", "+", "+me"), "support"),
}
"""Every command that says something of tasks by number; only four of them stand in the menu."""


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A command about tasks, in any of its names; several lines are several of them."""
    assert request.command is not None
    if request.command == "blocked" and not request.args.strip() and request.reply is None:
        return await lists.show_named(request, work)
    if (kept := await kept_groups.commanded(request, work, _spoken)) is not None:
        return kept
    several = HABITS[request.command].verb in _JOINED_BY_SPACE
    elsewhere = await group_commands.heard(request, work, _spoken, several=several)
    return await _spoken(request, work) if elsewhere is None else elsewhere


async def _spoken(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    assert request.command is not None
    return await spoken(request, work, request.command, request.args)


async def spoken(request: Request, work: ports.Work, name: str, args: str) -> Sequence[messages.Answer]:
    """Carry out the lines behind a command."""
    verb = HABITS[name].verb
    if verb == "hand_over" or (verb == "assign" and assign_said.read(args).is_all):
        everything = Item((), args.strip(), f"/{name} {args.strip()}")
        return await edits_lines.handle(request, work, [everything], assign.carry_all)
    answered = await scene.answered(request, work)
    found = items(request, name, args, None if answered is None else answered.number)
    carried = Carried(name)
    if request.files and len(found) == 1 and len(found[0].numbers) == 1:
        return await evidence.keep(request, work, found[0].numbers[0], found, carry=carried)
    return await edits_lines.handle(request, work, found, carried)


def items(request: Request, name: str, args: str, answered: int | None) -> list[Item]:
    """The lines behind a command."""
    verb = HABITS[name].verb
    marked = answered is not None and verb == "due" and _is_bare_date(request, args)
    refused = _FORMS.get(verb, "refused.update_form")
    several, dated = verb in _JOINED_BY_SPACE, verb == "due"
    form = Form(refused, answered, several=several, dated=dated, marked=marked, command=f"/{name} ")
    return edits_items.items(request, args, form)


def _is_bare_date(request: Request, args: str) -> bool:
    """`/due 30 Nov` in reply to a card: the number belongs to the date."""
    line, frame = args.split("\n", 1)[0], scene.frame(request)
    head = reading_numbers.head(line, several=False)
    rest = line[head.end :]
    is_date = not due_said.read(line, frame).is_empty
    return is_date and (due_said.read(rest, frame).is_empty or not any(char.isdecimal() for char in rest))


@dataclass(frozen=True, slots=True)
class Carried:
    """Carries out lines as the command of this name means them."""

    name: str

    async def __call__(self, request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
        habit = HABITS[self.name]
        meant = replace(item, words=habit.words(item.words))
        return await _CARRY[habit.verb](request, work, said, meant)


async def _edited(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/edit 12 due 30 Nov` says what changes; any other words are the new title."""
    if item.words and not links_said.read(item.words):
        item = replace(item, words=f"rename to {item.words}")
    return await reports.carry(request, work, said, item)


_CARRY: dict[str, edits.Carry] = {
    "done": reports.carry_done,
    "update": reports.carry,
    "progress": reports.carry_progress,
    "note": reports.carry_note,
    "edit": _edited,
    "confirm": links.carry_confirmed,
    "return": links.carry_returned,
    "due": due_changes.carry,
    "assign": assign.carry,
}


def carrier(line: str) -> edits.Carry:
    """Who carries out a line as it is remembered: with its command, or plain."""
    name = line.removeprefix("/").partition(" ")[0]
    return Carried(name) if line.startswith("/") and name in HABITS else reports.carry
