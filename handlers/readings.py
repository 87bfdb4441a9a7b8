"""What was read in a message, carried out line by line: the certain done, the owner or the author asked of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import action_lines, reading_reports, reports, tasks, when
from coordination.rules.reading_values import Outcome, Question, Update, Why
from coordination.services import changes, deeds, lines, readings
from handlers import action_lines as action_handlers
from handlers import asking, deed_effects, due_changes, dues, edits, edits_questions, links_said, refusals, scene
from handlers import reports as report_handlers
from handlers.edits_items import Item
from handlers.request import Request


@dataclass(slots=True)
class Unit:
    """One line of a message that means something: what it says of tasks, what is to be asked, what it opens."""

    text: str
    updates: list[Update] = field(default_factory=list)
    asks: list[Question] = field(default_factory=list)
    actions: list[action_lines.Action] = field(default_factory=list)
    typed: Item | None = None
    """A line whose words behind its number say what only `/update` words can (links, tags, on behalf of whom)."""

    @property
    def item(self) -> Item:
        """The line as the questions about edited messages know lines."""
        return Item(tuple(dict.fromkeys(update.task for update in self.updates)), self.text, self.text)


def units(text: str, outcome: Outcome) -> list[Unit]:
    """What was read of a message, by its lines."""
    found: dict[int, Unit] = {}
    for update in outcome.updates:
        _unit(found, text, update.start).updates.append(update)
    for action in outcome.actions:
        _unit(found, text, action.start).actions.append(action)
    for ask in (outcome.ask, *outcome.asks_next):
        if ask is not None and ask.why is not Why.NEW_TASK:
            _unit(found, text, max(text.find(ask.quoted), 0)).asks.append(ask)
    return [found[start] for start in sorted(found) if not _is_bare(found[start])]


def _is_bare(unit: Unit) -> bool:
    """A task's number and nothing else says nothing."""
    if unit.asks or unit.actions or any(update.changes for update in unit.updates):
        return False
    behind = [reading_reports.words_behind(unit.text, update.task) for update in unit.updates]
    return not any(char.isalnum() for words in behind for char in words)


def _unit(found: dict[int, Unit], text: str, at: int) -> Unit:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return found.setdefault(start, Unit(text[start : len(text) if end < 0 else end].strip()))


@dataclass(frozen=True, slots=True)
class Reader:
    """A message being carried out: who, where, and what it was read against."""

    request: Request
    work: ports.Work
    ground: readings.Ground
    asks_tasks: bool = False

    async def handle(self, found: Sequence[Unit]) -> list[messages.Answer]:
        """Each new or changed line by itself; what was refused is said in one reply at the end."""
        said = scene.said(self.request, self.work)
        aligned = await lines.align(self.work, said, [unit.text for unit in found])
        gone = [line for line in aligned.removed if line.text not in self.request.text]
        return await self.each(list(zip(found, aligned.readings, strict=True)), gone)

    async def each(
        self, found: Sequence[tuple[Unit, lines.Reading]], gone: Sequence[ports.Line] = ()
    ) -> list[messages.Answer]:
        """Lines that were compared with what the message said before, and those that are `gone` from it."""
        effect, refused = edits.NOTHING, []
        for unit, reading in found:
            if reading.fate is lines.Fate.SAME:
                continue
            try:
                effect += await self._line(reading, unit)
            except Refused as refusal:
                changes.mark_line(self.work, reading.said, None)
                refused.append(refusal)
        asked = await edits_questions.ask_removed(self.request, self.work, gone)
        effect += edits.Effect(posts=(*self._refused(refused), *asked))
        return await edits.said(self.request, self.work, effect)

    def _refused(self, refused: Sequence[Refused]) -> list[messages.Answer]:
        if len(refused) < 2:
            return [answer for one in refused for answer in refusals.answer(self.request, one)]
        texts = [refusals.text_of(self.request, one) for one in refused]
        return [scene.answer(self.request, Markup("\n").join(texts))]

    async def _line(self, reading: lines.Reading, unit: Unit) -> edits.Effect:
        effect = edits.NOTHING
        makes = bool(unit.actions) and reading.was is not None
        if not makes:
            back = await lines.make_way(self.work, reading)
            if back.contest is not None:
                asked = await edits_questions.ask_contest(self.request, self.work, reading, (unit.item, back.contest))
                return edits.Effect(posts=(asked,))
            effect += edits.Effect(changed=tuple(task for _, task in back.changed))
        if unit.typed is not None:
            return effect + await report_handlers.carry(self.request, self.work, reading.said, unit.typed)
        for update in unit.updates:
            effect += await self._update(reading.said, unit, update)
        for question in unit.asks:
            effect += await self._ask(reading.said, question)
        for action in unit.actions:
            effect += await action_handlers.carry(self.request, self.work, reading.said, action)
        return effect

    async def _update(self, said: changes.Said, unit: Unit, update: Update) -> edits.Effect:
        change = self._change(unit.text if len(unit.updates) == 1 else self._part(unit, update), update)
        if change is None:
            item = Item((update.task,), reading_reports.words_behind(unit.text, update.task), unit.text)
            return await report_handlers.carry(self.request, self.work, said, item)
        if update.promised and change.due is not None:
            return await self._promised(said, change)
        return await deed_effects.carry(self.request, self.work, said, change)

    async def _promised(self, said: changes.Said, change: deeds.Change) -> edits.Effect:
        """A day said of the work moves no due date (rule 5): a later one is offered, any other is a remark."""
        due, task = change.due, self.ground.numbered[change.number]
        report = change.report or reports.Report(reports.Kind.NOTE, said.text.strip())
        effect = await deed_effects.carry(self.request, self.work, said, deeds.Change(change.number, report))
        if due is None or task.due is None or due.on <= task.due.on:
            return effect
        return effect + await due_changes.offer(self.request, self.work, said, (change.number, due))

    def _part(self, unit: Unit, update: Update) -> str:
        """Of a line that speaks of several tasks, what it says of one."""
        return self.request.text[update.start : update.end].strip() or unit.text

    def _change(self, typed: str, update: Update) -> deeds.Change | None:
        """The update as a change; `None` where the words behind a number say more, as behind `/update 12`."""
        task = self.ground.numbered[update.task]
        behind = reading_reports.words_behind(typed, update.task)
        states = not update.changes and behind != typed.strip() and reading_reports.is_plain(behind)
        if states and (links_said.read(behind) or reading_reports.says_more(behind, self.ground.board.frame)):
            return None
        report = reading_reports.report(update, task, behind, self.ground.board.frame)
        due = None if update.due is None else dues.due_of(update.due)
        owner = None if update.owner is None else self.ground.owner(update.owner)
        return deeds.Change(update.task, report, due, owner, reason="" if report is not None else behind)

    async def _ask(self, said: changes.Said, question: Question) -> edits.Effect:
        about = asking.About(self.request, self.work, said, question.quoted or said.text)
        if question.why is Why.NO_DAY:
            reading = when.read(question.quoted, self.ground.board.frame)
            dues.options(self.request, reading, question.quoted)
        if question.why is Why.NO_SUCH_TASK:
            if not self.asks_tasks:
                return edits.NOTHING
            raise Refused("refused.task.unseen", task=question.quoted)
        offers = [(self.ground.numbered[offer.task], offer) for offer in question.offers]
        changed = [(task, self._change(question.quoted or said.text, offer)) for task, offer in offers]
        sure = [(task, change) for task, change in changed if change is not None]
        if not sure:
            return edits.NOTHING
        return await self._asked(about, question.why, sure)

    async def _asked(
        self, about: asking.About, why: Why, sure: Sequence[tuple[tasks.Task, deeds.Change]]
    ) -> edits.Effect:
        task, change = sure[0]
        if why in (Why.OTHERS_TASK, Why.BEHALF) and len(sure) == 1:
            noted = change.report and replace(change.report, text=change.report.text or about.said.text)
            change = replace(change, report=noted)
            return await deed_effects.carry(self.request, self.work, about.said, change)
        if len({one.number for one, _ in sure}) > 1 or why in (Why.WHICH_TASK, Why.NUMBER_OR_TITLE):
            post = asking.which_task(about, sure)
        elif len(sure) > 1:
            post = asking.which_day(about, task, [one for _, one in sure])
        elif why is Why.HANDOVER:
            post = asking.hand_over(about, task, change)
        else:
            post = asking.is_it(about, task, change)
        return edits.Effect(posts=(post,))
