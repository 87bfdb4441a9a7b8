"""Live a script through the playground: each step as people do it, and what the bot posted because of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import singledispatchmethod
from zoneinfo import ZoneInfo

from coordination.rules import events, tasks
from playground import client_deeds, views
from tests.paths import people, records, steps, week
from tests.stage import Stage

ZONE = ZoneInfo("Asia/Shanghai")
FILES = {
    "photo": client_deeds.Sent(b"\x89PNG\r\n\x1a\n", "photo.png", "photo"),
    "voice": client_deeds.Sent(b"OggS", "voice.ogg", "voice"),
}


@dataclass(slots=True)
class Life:
    """The group with its people, and what was said and posted so far, by the names of the script.

    `meant` are messages that the bot may answer, `idle` those it must leave alone, `asked` posts that came of a press.
    """

    scene: Stage
    chat: views.ChatView
    who: dict[steps.Who, views.UserView]
    adder: steps.Who
    said: dict[str, views.MessageView] = field(default_factory=dict)
    posts: dict[str, views.MessageView] = field(default_factory=dict)
    meant: dict[int, str] = field(default_factory=dict)
    idle: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    buttons: dict[int, dict[str, str]] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    newest: int = 0
    lived: Counter[type] = field(default_factory=Counter)

    async def live(self, step: steps.Step) -> None:
        self.lived[type(step)] += 1
        await self._live(step)

    def count(self, *kinds: type) -> int:
        """How many steps of these kinds there were."""
        return sum(self.lived[kind] for kind in kinds)

    async def settle(self) -> list[views.MessageView]:
        """Wait until everything is handled and sent; what the bot posted since the last time."""
        await self.scene.quiet()
        new = await self.scene.client.sent(self.chat, after=self.newest)
        for post in new:
            self.newest = max(self.newest, post.id)
            name = self.meant.get(post.reply_to or 0)
            if name and (post.buttons or name not in self.posts):
                self.posts[name] = post
        return new

    @singledispatchmethod
    async def _live(self, step: steps.Step) -> None:
        raise TypeError(f"nobody can live {step}")

    @_live.register
    async def _(self, step: steps.At) -> None:
        await self.settle()
        there = datetime.combine(week.FIRST + timedelta(days=step.day), time.fromisoformat(step.hour), ZONE)
        await self.scene.advance(there - await self.scene.client.now())
        new = await self.settle()
        if step.name:
            (self.posts[step.name],) = (one for one in new if one.reply_to is None)

    @_live.register
    async def _(self, step: steps.Say) -> None:
        message = await self._say(step)
        self.meant[message.id] = step.name
        if step.name:
            self.said[step.name] = message

    @_live.register
    async def _(self, step: steps.Chat) -> None:
        message = await self._say(step)
        self.idle.add(message.id)
        if step.name:
            self.said[step.name] = message

    async def _say(self, step: steps.Say | steps.Chat) -> views.MessageView:
        client, who = self.scene.client, self.who[step.who]
        answered = await self._named(step.to) if step.to else None
        if step.file == "album":
            return (await client.album(self.chat, who, [FILES["photo"]] * 2, text=step.text, reply_to=answered))[0]
        if step.file:
            return await client.send(self.chat, who, FILES[step.file], text=step.text, reply_to=answered)
        return await client.say(self.chat, who, step.text, reply_to=answered)

    async def _named(self, name: str) -> views.MessageView:
        """The bot's post of this name, else what somebody said."""
        await self.settle()
        return self.posts[name] if name in self.posts else self.said[name]

    @_live.register
    async def _(self, step: steps.Forward) -> None:
        message = await self.scene.client.forward(self.chat, self.who[step.who], self.said[step.name])
        self.idle.add(message.id)

    @_live.register
    async def _(self, step: steps.Edit) -> None:
        await self.scene.client.edit(self.said[step.name], step.text)

    @_live.register
    async def _(self, step: steps.Press) -> None:
        post = await self._named(step.on)
        shown = next(one for one in await self.scene.client.sent(self.chat) if one.id == post.id)
        here = {button.data.split(":")[1]: button.data for row in shown.buttons for button in row if button.data}
        known = self.buttons.setdefault(post.id, {})
        known |= here
        press = await self.scene.client.press(shown, known[step.button], self.who[step.who])
        self.asked |= {one.id for one in await self.settle() if one.reply_to is None}
        answer = await self.scene.client.answer(press.id)
        assert answer is not None, f"{step} was not answered"
        self.toasts.append(str(answer.get("text", "")))

    @_live.register
    async def _(self, step: steps.Event) -> None:
        await self.settle()
        await _EVENTS[step](self)

    async def records(self) -> records.Records:
        assert self.scene.app.parts is not None
        found = await records.of_chat(self.scene.app.parts.database, self.chat.id)
        assert found is not None
        return found

    async def noticed(self) -> list[str]:
        """Small talk of which something came."""
        shown = await self.scene.client.messages(self.chat)
        answered = {one.reply_to for one in shown if one.bot_id is not None}
        touched = {one.id for one in shown if any(each.user_id == self.scene.bot.id for each in one.reactions)}
        return [one.text for one in shown if one.id in self.idle & (answered | touched)]

    async def unasked(self) -> list[str]:
        """The posts that answer no command, no press, no line that is meant for the bot."""
        shown = await self.scene.client.sent(self.chat)
        return [one.text for one in shown if one.reply_to not in self.meant and one.id not in self.asked]


async def _bot_comes(life: Life) -> None:
    await life.scene.client.join(life.chat, life.scene.bot, by=life.who[life.adder])


async def _parts(life: Life) -> None:
    for who in week.LEADS:
        await people.appoint(life.scene, life.who[who], "lead")


async def _bot_sees_all(life: Life) -> None:
    await life.scene.client.promote(life.chat, life.scene.bot, ["can_pin_messages"], by=life.who[week.ANN])


async def _reactions_off(life: Life) -> None:
    await life.scene.client.allow_reactions(life.chat, [])


async def _reactions_on(life: Life) -> None:
    await life.scene.client.allow_reactions(life.chat, None)


async def _restart(life: Life) -> None:
    await life.scene.restart()


async def _repeat(life: Life) -> None:
    await life.scene.client.bring_back(6)


_EVENTS = {
    steps.Event.BOT_COMES: _bot_comes,
    steps.Event.PARTS: _parts,
    steps.Event.BOT_SEES_ALL: _bot_sees_all,
    steps.Event.REACTIONS_OFF: _reactions_off,
    steps.Event.REACTIONS_ON: _reactions_on,
    steps.Event.RESTART: _restart,
    steps.Event.REPEAT: _repeat,
}


async def begin(scene: Stage, *, adder: steps.Who) -> Life:
    """A group of the four without the bot, which one of the leads will add."""
    who = {
        one: await scene.client.user(
            str(one).split()[0],
            last_name=" ".join(str(one).split()[1:]),
            username=week.USERNAMES[one][0],
            language_code=week.USERNAMES[one][1],
        )
        for one in steps.Who
    }
    members = [user for one, user in who.items() if one not in week.LEADS]
    admins = [who[one] for one in week.LEADS]
    chat = await scene.client.chat("supergroup", title="Exhibition", members=members, admins=admins)
    return Life(scene, chat, who, adder)


def told(found: records.Records) -> dict[int, steps.Record]:
    """The tasks as the script tells of them."""
    numbers = {task.id: task.number for task in found.tasks.values()}
    return {number: _told(task, found, numbers) for number, task in found.tasks.items()}


def _told(task: tasks.Task, found: records.Records, numbers: dict[int, int]) -> steps.Record:
    assert task.owner is not None
    assert task.owner.person_id is not None, f"#{task.number} has an owner whom nobody knows"
    return steps.Record(
        title=task.title,
        owner=steps.Who(task.owner.name),
        state=task.state.value,
        due=_day(task.due),
        original=_day(task.original_due),
        percent=task.percent,
        key=task.key,
        tags=task.tags,
        supporters=tuple(steps.Who(one.name) for one in task.supporters),
        reason=task.reason or "",
        waits_for=tuple(numbers[one] for one in task.waits_for),
        merged_into=None if task.merged_into is None else numbers[task.merged_into],
        said=tuple(_said(update, found) for _, update in sorted(found.updates.items()) if update.task_id == task.id),
    )


def _day(due: tasks.Due | None) -> int | None:
    assert due is None or (due.at, due.on.year, due.on.month) == (None, 2026, 12)
    return None if due is None else due.on.day


def _said(update: events.Update, found: records.Records) -> tuple[steps.Who, str]:
    """Who said it, and the words behind whom they were said for, or behind the kind of the file they came with."""
    before = [part for part in (update.on_behalf, update.file_kind) if part]
    return steps.Who(found.people[update.author_id or 0]), ": ".join([*before, *([update.text] if update.text else [])])
