"""How a programme stands by its plan, and the links to join by, as text; it decides nothing."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination.rules import programmes
from coordination.services import programmes as programme_service
from handlers import dates, scene, words

MOST_GROUPS = 6
LONGEST_NAME = 32


def panel(
    programme: programmes.Programme,
    seats: Sequence[programme_service.Seated],
    language: str,
    today: date,
    more: Sequence[Markup] = (),
) -> Markup:
    """The programme's groups in plan order, who has joined, what else there is to say (`more`), and what to send."""
    lines = [words.say(language, "plan.programme", name=programme.name)]
    if programme.opens_on is not None:
        day, first = dates.day(programme.opens_on, today, language), programme.first_opens_on
        if first in (None, programme.opens_on):
            lines.append(words.say(language, "plan.opens_on", day=day))
        else:
            was = dates.day(first or programme.opens_on, today, language)
            lines.append(words.say(language, "plan.opens_was", day=day, was=was))
    waiting = [one for one in seats if one.seat.joined_at is None]
    if seats:
        lines.append(words.say(language, "plan.joined", number=len(seats) - len(waiting), n_all=len(seats)))
    if waiting:
        names = [words.say(language, "plan.group", code=one.seat.code, name=_name(one)) for one in waiting]
        shown: list[Markup] = [*names[:MOST_GROUPS]]
        if len(names) > MOST_GROUPS:
            shown.append(words.count(language, "plan.more", len(names) - MOST_GROUPS))
        lines.append(words.say(language, "plan.waiting", names=words.join(language, "listed", shown)))
    if programme.archived_at is not None:
        return Markup("\n").join([*lines, *more, words.say(language, "panel.is_archived")])
    return Markup("\n").join([*lines, *more, words.say(language, "plan.ask_again")])


def links(seats: Sequence[programme_service.Seated], bot: str, language: str) -> Markup:
    """A link for each group that has no chat yet; whoever opens it adds the bot to their chat with its code."""
    waiting = [one for one in seats if one.seat.joined_at is None]
    if not waiting:
        return words.say(language, "plan.no_links")
    lines = [
        words.say(language, "plan.link", code=one.seat.code, name=_name(one), address=_address(one.seat, bot))
        for one in waiting
    ]
    return Markup("\n").join([words.say(language, "plan.links"), *lines])


def _address(seat: programmes.Seat, bot: str) -> str:
    return f"https://t.me/{bot}?startgroup={seat.join_code}&admin=pin_messages"


def _name(one: programme_service.Seated) -> str:
    return scene.shorten(one.group.name, LONGEST_NAME)
