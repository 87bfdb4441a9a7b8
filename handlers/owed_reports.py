"""Reports in a private reminder, below the tasks that come due at the same moment; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages
from coordination.rules import duties
from coordination.services.reminded import Owed
from handlers import dates, duty_boards, presses, scene, words

MOST = 3


def height(owed: Sequence[Owed]) -> int:
    """How many lines they take."""
    return min(len(owed), MOST) + (len(owed) > MOST) + 1 if owed else 0


def lines(owed: Sequence[Owed], now: datetime, language: str) -> list[Markup]:
    """How many are still to be handed in, and a line for each."""
    if not owed:
        return []
    found = [words.count(language, "duty.remind", len(owed)), *(_line(one, now, language) for one in owed[:MOST])]
    more = [words.count(language, "plan.more", len(owed) - MOST)] if len(owed) > MOST else []
    return [*found, *more]


def _line(one: Owed, now: datetime, language: str) -> Markup:
    moment = dates.moment(one.due_at, one.zone, now, language)
    if one.is_turn:
        return words.say(language, "round.remind_line", code=one.code, title=scene.shorten(one.what), moment=moment)
    return words.say(language, "duty.remind_line", code=one.code, reading=_reading(one, language), moment=moment)


def _reading(one: Owed, language: str) -> str:
    return duty_boards.reading(language, duties.Reading(one.what))


def rows(owed: Sequence[Owed], language: str) -> messages.Rows:
    """A button each that opens its draft."""
    return tuple((_button(one, language),) for one in owed[:MOST])


def _button(one: Owed, language: str) -> messages.Button:
    what = scene.shorten(one.what, 32) if one.is_turn else _reading(one, language)
    label = words.plain(language, "duty.open", code=one.code, reading=what)
    return messages.Button(label, presses.data("rpshow" if one.is_turn else "dyshow", one.group_id, one.id))
