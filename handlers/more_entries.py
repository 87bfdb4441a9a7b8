"""The history of a task, page by page: what was said, what was changed, by whom and for whom; it changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coordination import ports
from coordination.rules import events, fields, groups, people, tasks
from coordination.services import lists, summary_sources
from handlers import card_lines, dates, html, message_links, scene, words
from handlers.request import Request

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the history: words (an update), a change without words (an event), or both."""

    at: datetime
    update: events.Update | None = None
    event: events.Event | None = None

    @property
    def is_creation(self) -> bool:
        return self.event is not None and self.event.kind in events.CREATIONS

    @property
    def author_id(self) -> int | None:
        return self.update.author_id if self.update is not None else self.event.actor_id if self.event else None

    @property
    def source(self) -> events.Source | None:
        """The message it was said in; none for a press or an import."""
        return self.update.source if self.update is not None else self.event.source if self.event else None

    @property
    def on_behalf(self) -> str | None:
        return self.update.on_behalf if self.update is not None else self.event.on_behalf if self.event else None


async def lines(request: Request, work: ports.Work, found: Sequence[Entry]) -> list[Markup]:
    """A line an entry; one line where there is none."""
    if not found:
        return [words.say(request.language, "task.details.silent")]
    names = await lists.people_of(work, {entry.author_id for entry in found})
    ids = sorted({entry.source.chat_id for entry in found if entry.source})
    chats = {one: await summary_sources.chat_of(work, one) for one in ids}
    return [_line(request, names, entry, _moment(request, chats, entry)) for entry in found]


def _moment(request: Request, chats: Mapping[int, groups.Chat | None], entry: Entry) -> Markup:
    """When it was said, as a link to the message where Telegram has one."""
    group = scene.group_of(request)
    moment = dates.inline_moment(entry.at, group.zone, request.now, request.language)
    if entry.source is None:
        return html.escape(moment)
    chat = chats[entry.source.chat_id]
    topic_id = group.topic_id if entry.source.chat_id == group.chat_id else None
    address = message_links.address(chat, entry.source.message_id, topic_id)
    return html.escape(moment) if address is None else html.link(moment, address)


async def entries(work: ports.Work, task: tasks.Task, most: int) -> list[Entry]:
    """The newest `most` entries: words, and changes that came without any."""
    updates = await work.updates.of_task(task.group_id, task.id, limit=most)
    log = await work.events.of_task(task.group_id, task.id, limit=2 * most)
    worded = {(one.change_id, one.source) for one in updates}
    silent = [
        one for one in log if one.kind in _ALWAYS or (one.kind in _TOLD and (one.change_id, one.source) not in worded)
    ]
    found = [Entry(one.at, update=one) for one in updates] + [Entry(one.at, event=one) for one in silent]
    return sorted(found, key=_age, reverse=True)[:most]


def _age(entry: Entry) -> tuple[datetime, int]:
    """Telegram's dates have whole seconds; within one, what was kept later is newer."""
    kept = entry.update or entry.event
    return entry.at.replace(microsecond=0), 0 if kept is None else kept.id


_ALWAYS = frozenset({"held_all", "due", "granted", "owner", "merged", "moved", events.NUDGED, *events.PASSED_UP})
"""Changes that are told beside the words which came with them."""

_TOLD = _ALWAYS | frozenset(
    {
        "created",
        "moved_in",
        "amended",
        "corrected",
        "undone",
        "not_granted",
        "waits",
        "parent",
        "renamed",
        "key",
        "tags",
        "snoozed",
        "shifted",
        "shift_accepted",
        "gate",
        "opening",
    }
    | {"done", "claimed", "confirmed", "returned", "dropped", "reopened", "freed", "blocked", "held", "progress"}
)


def _line(request: Request, names: dict[int, people.Person], entry: Entry, moment: Markup) -> Markup:
    language = request.language
    if entry.event is not None and entry.event.kind in events.PASSED_UP:
        return words.say(language, "history.by_itself", moment=moment, what=_changed(request, entry.event))
    who = card_lines.person_name(names.get(entry.author_id or 0), language)
    if entry.on_behalf:
        who = words.say(language, "history.behalf", who=who, behalf=entry.on_behalf)
    what = _said(request, entry.update) if entry.update is not None else _changed(request, entry.event)
    return words.say(language, "history.line", moment=moment, who=who, what=what)


def _said(request: Request, update: events.Update) -> Markup:
    """The words, with the state they led to where they tell it; a file by its kind."""
    text = html.escape(scene.shorten(update.text, LONGEST))
    if update.file_id is not None:
        kind = words.plain(request.language, f"file.{update.file_kind or 'document'}")
        return (
            words.say(request.language, "history.file_text", file=kind, text=text) if update.text else html.escape(kind)
        )
    if update.text:
        return text
    return html.escape(words.plain(request.language, f"state.{update.state or 'open'}"))


def _changed(request: Request, event: events.Event | None) -> Markup:
    """What an event changed: both dates, both owners, else its kind."""
    assert event is not None
    language, before, after = request.language, event.before or {}, event.after or {}
    if "due" in after and event.kind not in events.CREATIONS:
        return _dates(request, fields.due_of(before.get("due")), fields.due_of(after["due"]))
    if "owner" in after and event.kind not in events.CREATIONS:
        old, new = fields.owner_of(before.get("owner")), fields.owner_of(after["owner"])
        return words.say(language, "history.owner", old=_owner(language, old), new=_owner(language, new))
    if "title" in after and event.kind not in events.CREATIONS:
        return words.say(language, "history.title_was", old=scene.shorten(str(before.get("title", ""))))
    return html.escape(words.plain(language, f"history.kind.{event.kind}"))


def _dates(request: Request, old: tasks.Due | None, new: tasks.Due | None) -> Markup:
    today = scene.today(request)
    none = words.plain(request.language, "history.no_date")
    shown = [none if due is None else dates.short_day(due.on, today, request.language) for due in (old, new)]
    return words.say(request.language, "history.due", old=shown[0], new=shown[1])


def _owner(language: str, owner: tasks.Owner | None) -> Markup:
    if owner is None:
        return words.say(language, "history.nobody")
    return card_lines.owner_name(owner, language=language)
