"""A notice as its committee and its groups see it; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, notices
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from handlers import dates, presses, scene, words

MOST_CODES = 30
CODES_A_PAGE = 12
A_ROW = 3


def slot(notice: notices.Notice) -> str:
    """The notice in a group's chat."""
    return f"notice:{notice.id}"


def live_slot(notice: notices.Notice) -> str:
    """The count of receipts in the committee's chat."""
    return f"receipts:{notice.id}"


def preview(seen: service.Seen, now: datetime) -> tuple[Markup, messages.Rows]:
    """How it will look, to whom it goes, and whom it wakes."""
    language = seen.committee.language
    lines = [_text(seen, language, seen.committee.zone, now), Markup()]
    without = [one for one in seen.seats if one.seat.joined_at is None]
    lines.append(words.count(language, "notice.to", len(seen.seats) - len(without)))
    if without:
        lines.append(words.say(language, "notice.without_chat", codes=codes(without, language)))
    if seen.asleep:
        key = "notice.wakes" if seen.notice.urgent else "notice.held"
        lines.append(words.say(language, key, codes=codes(seen.asleep, language)))
    send = _button(seen, "ntsend")
    return Markup("\n").join(lines), ((send, _button(seen, "ntdrop")),)


def shown(seen: service.Seen, group: groups.Group, now: datetime) -> tuple[Markup, messages.Rows]:
    """The notice in a group's chat: number and deed first, receipt last."""
    language, notice = group.language, seen.notice
    text = _text(seen, language, group.zone, now)
    if notice.state is notices.State.WITHDRAWN:
        return words.say(language, "notice.is_withdrawn", number=notice.number, title=scene.shorten(notice.title)), ()
    receipt = seen.receipts.get(group.id)
    code = next((one.seat.code for one in seen.seats if one.group.id == group.id), group.code or "")
    if receipt is not None and receipt.received_at is not None:
        moment = dates.moment(receipt.received_at, group.zone, now, language)
        last = words.say(language, "notice.confirmed", code=code, moment=moment)
        rows: messages.Rows = ((_group_button(group, notice, "ntquestion"),),)
    else:
        moment = dates.moment(notice.confirm_by or now, group.zone, now, language)
        last = Markup("\n").join(
            [words.say(language, "notice.please", moment=moment), words.say(language, "notice.not_yet", code=code)]
        )
        rows = ((_group_button(group, notice, "ntgot"), _group_button(group, notice, "ntquestion")),)
    return Markup("\n\n").join([text, last]), rows


def _text(seen: service.Seen, language: str, zone: str, now: datetime) -> Markup:
    notice = seen.notice
    key = "notice.head_urgent" if notice.urgent else "notice.head"
    if not notice.number:
        key = "notice.head_draft_urgent" if notice.urgent else "notice.head_draft"
    head = words.say(language, key, number=notice.number, title=notice.title)
    moment = dates.moment(notice.sent_at or now, zone, now, language)
    by = words.say(language, "notice.by", committee=scene.shorten(seen.committee.name), moment=moment)
    lines = [head, by]
    if notice.body:
        lines += [Markup(), words.say(language, "notice.body", words=notice.body)]
    return Markup("\n").join(lines)


def live(seen: service.Seen, now: datetime) -> tuple[Markup, messages.Rows]:
    """What the committee sees: how many have it, who has not."""
    language, notice = seen.committee.language, seen.notice
    if notice.state is notices.State.WITHDRAWN:
        return words.say(language, "notice.is_withdrawn", number=notice.number, title=scene.shorten(notice.title)), ()
    values: dict[str, str | int] = {
        "number": notice.number,
        "title": scene.shorten(notice.title),
        "n_done": seen.confirmed,
        "n_all": len(seen.seats),
        "moment": dates.moment(notice.confirm_by or now, seen.committee.zone, now, language),
    }
    lines = [words.say(language, "notice.live", **values)]
    if seen.missing:
        lines.append(words.say(language, "notice.missing", codes=codes(seen.missing, language)))
    first = [_button(seen, "ntremind"), _button(seen, "ntfor")] if seen.missing else []
    rest = (_button(seen, "ntword"), _button(seen, "ntback"))
    return Markup("\n").join(lines), (*((tuple(first),) if first else ()), rest)


def picker(seen: service.Seen, page: int) -> tuple[Markup, messages.Rows]:
    """Groups that have not confirmed, to record it for one."""
    missing = seen.missing[page * CODES_A_PAGE :]
    buttons = [
        messages.Button(one.seat.code, presses.data("ntforit", seen.committee.id, seen.notice.id, one.group.id))
        for one in missing[:CODES_A_PAGE]
    ]
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    more = [_button(seen, "ntlive")]
    if len(missing) > CODES_A_PAGE:
        more.append(_button(seen, "ntfor", page + 1))
    return words.say(seen.committee.language, "notice.pick"), (*rows, tuple(more))


def reminder(seen: service.Seen, group: groups.Group, now: datetime) -> Markup:
    """One line to a group that has not confirmed."""
    notice = seen.notice
    moment = dates.moment(notice.confirm_by or now, group.zone, now, group.language)
    return words.say(
        group.language, "notice.reminder", number=notice.number, title=scene.shorten(notice.title), moment=moment
    )


def codes(found: Sequence[programme_service.Seated], language: str) -> Markup:
    shown: list[str] = [one.seat.code for one in found[:MOST_CODES]]
    if len(found) > MOST_CODES:
        shown.append(words.count(language, "plan.more", len(found) - MOST_CODES))
    return words.join(language, "listed", shown)


def _button(seen: service.Seen, verb: str, *numbers: int) -> messages.Button:
    label = words.plain(seen.committee.language, f"notice.button.{verb}")
    return messages.Button(label, presses.data(verb, seen.committee.id, seen.notice.id, *numbers))


def _group_button(group: groups.Group, notice: notices.Notice, verb: str) -> messages.Button:
    label = words.plain(group.language, f"notice.button.{verb}")
    return messages.Button(label, presses.data(verb, group.id, notice.id))
