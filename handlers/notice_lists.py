"""The groups of a notice one by one, as its committee sees them; it decides nothing."""

from datetime import datetime

from markupsafe import Markup

from coordination import messages
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from handlers import dates, notice_pages, presses, words
from handlers.notice_pages import button

LINES_A_PAGE = 9
CODES_A_PAGE = 12
A_ROW = 3


def picker(seen: service.Seen, page: int) -> tuple[Markup, messages.Rows]:
    """Groups that have not confirmed, to record it for one."""
    missing = seen.missing[page * CODES_A_PAGE :]
    buttons = [
        messages.Button(one.seat.code, presses.data("ntforit", seen.committee.id, seen.notice.id, one.group.id))
        for one in missing[:CODES_A_PAGE]
    ]
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    more = [button(seen, "ntlive")]
    if len(missing) > CODES_A_PAGE:
        more.append(button(seen, "ntfor", page + 1, label="notice.button.next"))
    return words.say(seen.committee.language, "notice.pick"), (*rows, tuple(more))


def everybody(seen: service.Seen, page: int, now: datetime) -> tuple[Markup, messages.Rows]:
    """Group by group: when it confirmed, and how."""
    language, begins = seen.committee.language, page * LINES_A_PAGE
    found = seen.seats[begins : begins + LINES_A_PAGE]
    values: dict[str, str | int] = {"number": seen.notice.number, "n_done": seen.confirmed, "n_all": len(seen.seats)}
    lines = [words.say(language, "notice.all", **values)]
    lines += [_line(seen, one, now) for one in found]
    turns = [button(seen, "ntlive")]
    if page:
        turns.append(button(seen, "ntall", page - 1, label="notice.button.before"))
    if begins + LINES_A_PAGE < len(seen.seats):
        turns.append(button(seen, "ntall", page + 1, label="notice.button.next"))
    return Markup("\n").join(lines), (tuple(turns),)


def _line(seen: service.Seen, one: programme_service.Seated, now: datetime) -> Markup:
    language, receipt = seen.committee.language, seen.receipts[one.group.id]
    if receipt.received_at is None:
        key = "notice.not_yet" if one.seat.joined_at is not None else "notice.not_yet_without"
        return words.say(language, key, code=one.seat.code)
    moment = dates.moment(receipt.received_at, seen.committee.zone, now, language)
    line = words.say(language, "notice.confirmed", code=one.seat.code, moment=moment)
    how = notice_pages.told_how(receipt, language)
    return line if how is None else words.join(language, "beside", [line, how])
