"""A sent notice as its committee and its groups see it; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, notices
from coordination.services import notice_holds
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from handlers import dates, presses, scene, words

MOST_CODES = 30


def slot(notice: notices.Notice) -> str:
    """The notice in a group's chat."""
    return f"notice:{notice.id}"


def file_slot(notice: notices.Notice) -> str:
    """The file that came with it, in a group's chat."""
    return f"notice_file:{notice.id}"


def reminder_slot(notice: notices.Notice) -> str:
    """The line that reminded a group of it."""
    return f"notice_reminder:{notice.id}"


def live_slot(notice: notices.Notice) -> str:
    """The count of receipts in the committee's chat."""
    return f"receipts:{notice.id}"


def shown(seen: service.Seen, group: groups.Group, now: datetime) -> tuple[Markup, messages.Rows]:
    """The notice in a group's chat: number and deed first, receipt last."""
    language, notice = group.language, seen.notice
    if notice.state is notices.State.WITHDRAWN:
        return withdrawn(notice, language), ()
    parts = [text(seen, language, group.zone, now)]
    held = [f"#{one.task.number}" for one in seen.held if one.group.id == group.id]
    if held:
        parts.append(words.say(language, "notice.held_here", tasks=some(held, language)))
    receipt = seen.receipts.get(group.id)
    if receipt is not None and receipt.received_at is not None:
        rows: messages.Rows = ((_group_button(group, notice, "ntquestion"),),)
        return Markup("\n\n").join([*parts, _confirmed(seen, group, receipt, now)]), rows
    moment = dates.moment(notice.confirm_by or now, group.zone, now, language)
    please = words.say(language, "notice.please", moment=moment)
    last = Markup("\n").join([please, words.say(language, "notice.not_yet", code=_code(seen, group))])
    return Markup("\n\n").join([*parts, last]), (_to_confirm(group, notice),)


def _to_confirm(group: groups.Group, notice: notices.Notice) -> tuple[messages.Button, ...]:
    verbs = ("ntgot", "ntnone", "ntquestion") if notice.urgent else ("ntgot", "ntquestion")
    return tuple(_group_button(group, notice, verb) for verb in verbs)


def _confirmed(seen: service.Seen, group: groups.Group, receipt: notices.Receipt, now: datetime) -> Markup:
    """When, and how where it was neither a tap nor a word of the group's own."""
    moment = dates.moment(receipt.received_at or now, group.zone, now, group.language)
    line = words.say(group.language, "notice.confirmed", code=_code(seen, group), moment=moment)
    how = told_how(receipt, group.language)
    return line if not how else words.join(group.language, "beside", [line, how])


def told_how(receipt: notices.Receipt, language: str) -> Markup | None:
    """`recorded by the committee (by phone)`, `nothing urgent`; `None` for a receipt of the usual kind."""
    if receipt.says_nothing_urgent:
        return words.say(language, "notice.says_nothing")
    if not receipt.is_on_behalf:
        return None
    if receipt.told is None:
        return words.say(language, "notice.on_behalf")
    return words.say(language, "notice.on_behalf_how", words=scene.shorten(receipt.told))


def _code(seen: service.Seen, group: groups.Group) -> str:
    return next((one.seat.code for one in seen.seats if one.group.id == group.id), group.code or "")


def withdrawn(notice: notices.Notice, language: str) -> Markup:
    """What is left of a notice that was taken back."""
    return words.say(language, "notice.is_withdrawn", number=notice.number, title=scene.shorten(notice.title))


def text(seen: service.Seen, language: str, zone: str, now: datetime) -> Markup:
    """The notice itself: number and title, who sent it and when, the rest of the words as they were written."""
    notice = seen.notice
    key = "notice.head_urgent" if notice.urgent else "notice.head"
    if not notice.number:
        key = "notice.head_draft_urgent" if notice.urgent else "notice.head_draft"
    head = words.say(language, key, number=notice.number, title=notice.title)
    moment = dates.moment(notice.sent_at or now, zone, now, language)
    by = words.say(language, "notice.by", committee=scene.shorten(seen.committee.name), moment=moment)
    if notice.version > 1:
        by = words.join(language, "beside", [by, words.say(language, "notice.is_changed")])
    lines = [head, by]
    if notice.body:
        lines += [Markup(), words.say(language, "notice.body", words=notice.body)]
    return Markup("\n").join(lines)


def live(seen: service.Seen, now: datetime) -> tuple[Markup, messages.Rows]:
    """What the committee sees: how many have it, who has not, when they are reminded, what is on hold."""
    language, notice = seen.committee.language, seen.notice
    holds = _holds(seen)
    if notice.state is notices.State.WITHDRAWN:
        lines = [withdrawn(notice, language), *holds]
        return Markup("\n").join(lines), (((button(seen, "ntfree"),),) if holds else ())
    values: dict[str, str | int] = {
        "number": notice.number,
        "title": scene.shorten(notice.title),
        "n_done": seen.confirmed,
        "n_all": len(seen.seats),
        "moment": dates.moment(notice.confirm_by or now, seen.committee.zone, now, language),
    }
    lines = [words.say(language, "notice.live", **values), *_missing(seen, now), *holds]
    first = [button(seen, "ntremind"), button(seen, "ntfor")] if seen.missing else []
    rest = [button(seen, "ntword"), button(seen, "ntaway")]
    if holds:
        rest.append(button(seen, "ntfree"))
    return Markup("\n").join(lines), ((*first, button(seen, "ntall")), tuple(rest))


def _missing(seen: service.Seen, now: datetime) -> list[Markup]:
    if not seen.missing:
        return []
    language = seen.committee.language
    missing = words.say(language, "notice.missing", codes=codes(seen.missing, language))
    if seen.reminds_at is None or seen.reminds_at <= now:
        return [missing]
    moment = dates.moment(seen.reminds_at, seen.committee.zone, now, language)
    return [words.join(language, "beside", [missing, words.say(language, "notice.reminds_at", moment=moment)])]


def _holds(seen: service.Seen) -> list[Markup]:
    """How many tasks are on hold still, of those that it held."""
    held = notice_holds.still_held(seen.held, lambda reason: is_reason(seen.notice, reason))
    return [words.count(seen.committee.language, "notice.still_held", len(held))] if held else []


def reason(notice: notices.Notice, group: groups.Group) -> str:
    """Why a task of the group is on hold: `notice 16: Hall closed`."""
    head = words.plain(group.language, "notice.reason", number=notice.number)
    return f"{head}{' ' if head.isascii() else ''}{scene.shorten(notice.title)}"


def is_reason(notice: notices.Notice, given: str) -> bool:
    """Whether a task is on hold by this notice, however it was worded then."""
    heads = (words.plain(language, "notice.reason", number=notice.number) for language in words.LANGUAGES)
    return given.startswith(tuple(heads))


def reminder(seen: service.Seen, group: groups.Group, now: datetime) -> tuple[Markup, messages.Rows]:
    """A line to a group that has not confirmed, which confirms by the same button or the same word."""
    notice = seen.notice
    moment = dates.moment(notice.confirm_by or now, group.zone, now, group.language)
    line = words.say(
        group.language, "notice.reminder", number=notice.number, title=scene.shorten(notice.title), moment=moment
    )
    return line, ((_group_button(group, notice, "ntgot"),),)


def reminded(seen: service.Seen, group: groups.Group, now: datetime) -> Markup:
    """The same line once the group has confirmed, or where nothing is to be confirmed any more."""
    notice, receipt = seen.notice, seen.receipts.get(group.id)
    if notice.state is notices.State.WITHDRAWN or receipt is None or receipt.received_at is None:
        return withdrawn(notice, group.language)
    head = words.say(group.language, "notice.head", number=notice.number, title=scene.shorten(notice.title))
    return Markup("\n").join([head, _confirmed(seen, group, receipt, now)])


def codes(found: Sequence[programme_service.Seated], language: str) -> Markup:
    return some([one.seat.code for one in found], language)


def some(found: Sequence[str], language: str) -> Markup:
    """As many of them as can be read, and how many more."""
    listed: list[str] = list(found[:MOST_CODES])
    if len(found) > MOST_CODES:
        listed.append(words.count(language, "plan.more", len(found) - MOST_CODES))
    return words.join(language, "listed", listed)


def button(seen: service.Seen, verb: str, *numbers: int, label: str = "") -> messages.Button:
    """A button in the committee's chat."""
    shown_as = words.plain(seen.committee.language, label or f"notice.button.{verb}")
    return messages.Button(shown_as, presses.data(verb, seen.committee.id, seen.notice.id, *numbers))


def _group_button(group: groups.Group, notice: notices.Notice, verb: str) -> messages.Button:
    label = words.plain(group.language, f"notice.button.{verb}")
    return messages.Button(label, presses.data(verb, group.id, notice.id))
