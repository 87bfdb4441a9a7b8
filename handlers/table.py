"""The table of what answers what: commands, buttons, events, plain lines; nothing else."""

from collections.abc import Awaitable, Callable, Sequence

from coordination import messages, ports
from coordination.errors import Refused
from handlers import (
    aliases,
    arrivals,
    asking,
    away,
    board_presses,
    card_presses,
    charts,
    check_ins,
    entrance,
    erasing,
    escalation_presses,
    exports,
    forgetting,
    lists,
    log,
    me,
    more,
    more_history,
    more_owner,
    mydata,
    nudge,
    parts,
    people,
    people_deeds,
    personal,
    plain,
    presses,
    privacy,
    programme_table,
    question_presses,
    remind,
    reminder_presses,
    reminder_prompts,
    repeats,
    round_briefings,
    round_ups,
    settings,
    settings_areas,
    settings_back,
    settings_copy,
    settings_country,
    settings_days,
    settings_hours,
    settings_kind,
    settings_pause,
    settings_topic,
    settings_week,
    silence,
    summaries,
    summary_deeds,
    summary_pages,
    tasks,
    timetable,
    undo,
    welcome,
)
from handlers.request import Kind, Request
from handlers.routes import Route

Pressed = Callable[[Request, ports.Work, presses.Press], Awaitable[Sequence[messages.Answer]]]
Typed = Callable[[Request, ports.Work, ports.Question], Awaitable[Sequence[messages.Answer]]]

RECORDING: dict[str, Route] = {
    **dict.fromkeys(aliases.HABITS, Route(aliases.command, opens_group=True, reaches=True)),
    **dict.fromkeys(tasks.NAMES, Route(tasks.new, opens_group=True)),
}
"""Commands that record something, in every name people have for them: their edits are read again."""

_LISTED = ("list", "tasks", "ls", "show", "view", "card", "find", "search")
_LISTED_BY_NAME = ("late", "overdue", "unowned")

COMMANDS: dict[str, Route] = {
    **RECORDING,
    "start": Route(welcome.start, opens_group=True, needs_admin=True, shows_sight=True),
    "help": Route(welcome.help_, shows_sight=True),
    "status": Route(welcome.status, opens_group=True, shows_sight=True),
    "privacy": Route(privacy.privacy),
    "forgetme": Route(forgetting.command),
    "language": Route(me.language, opens_group=True, needs_admin=True),
    **dict.fromkeys(("zone", "timezone"), Route(me.zone, opens_group=True, needs_admin=True)),
    "id": Route(entrance.number),
    **dict.fromkeys(_LISTED, Route(lists.show, opens_group=True)),
    **dict.fromkeys(_LISTED_BY_NAME, Route(lists.show_named, opens_group=True)),
    **dict.fromkeys(("mine", "my"), Route(lists.mine, opens_group=True)),
    **dict.fromkeys(("undo", "revert"), Route(undo.undo, opens_group=True, needs_admin=True, reaches=True)),
    **dict.fromkeys(("settings", "config"), Route(settings.settings, opens_group=True)),
    **programme_table.COMMANDS,
    "summary": Route(summaries.summary, opens_group=True),
    "export": Route(exports.command, opens_group=True, needs_admin=True),
    "mydata": Route(mydata.command),
    **dict.fromkeys(("nudge", "chase"), Route(nudge.command, opens_group=True)),
    **dict.fromkeys(("chart", "charts", *charts.OF_COMMANDS), Route(charts.chart, opens_group=True)),
    **dict.fromkeys(("remind", "remindme", "reminder", "reminders"), Route(remind.command, opens_group=True)),
    **dict.fromkeys(("schedule", "schedules"), Route(timetable.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(("checkin", "checkins", "standup"), Route(check_ins.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(("repeat", "repeating", "recurring"), Route(repeats.command, opens_group=True)),
    "people": Route(people.command, opens_group=True, needs_admin=True),
    **dict.fromkeys(("away", "leave", "vacation"), Route(away.command, opens_group=True)),
    **dict.fromkeys(("mention", "mentions"), Route(personal.mention, opens_group=True)),
    "quiet": Route(silence.quiet, opens_group=True, needs_admin=True),
    **dict.fromkeys(parts.PARTS, Route(parts.command, opens_group=True, needs_admin=True)),
}

_SETTINGS: dict[str, Pressed] = {
    "set": settings.home,
    "setpage": settings.page,
    "setto": settings.choose,
    "setlang": settings.languages,
    "setlangto": settings.choose_language,
    "setcity": settings.ask_city,
    "setzone": settings.choose_zone,
    "setwhen": settings.when,
    "setseen": settings.see,
    "setsave": settings.save,
    "setswitch": settings.switch,
    **settings_areas.PRESSED,
    **settings_back.PRESSED,
    **settings_days.PRESSED,
    **settings_hours.PRESSED,
    **settings_kind.PRESSED,
    **settings_pause.PRESSED,
    **settings_topic.PRESSED,
    **settings_week.PRESSED,
    **settings_copy.PRESSED,
    **settings_country.PRESSED,
}
"""The panel: buttons name their group, and act for an admin of its chat alone."""

_TIMETABLE: dict[str, Pressed] = {
    **timetable.PRESSED,
}
"""The schedule in the panel, for whoever may change the settings."""

_PEOPLE: dict[str, Pressed] = {
    "people": people.page,
    "person": people.person,
    "partto": people.give,
    **people_deeds.PRESSED,
    **log.PRESSED,
    **erasing.PRESSED,
}

_GREETING: dict[str, Pressed] = {
    "zone": welcome.zone,
    "hilang": welcome.language,
    "hush": welcome.hush,
    "resume": welcome.resume,
}

_DOOR: dict[str, Pressed] = {"admit": entrance.answer}
"""Buttons of the operator's chat, which may have no group itself."""

_REMINDERS: dict[str, Pressed] = {
    **reminder_presses.PRESSED,
}
"""The buttons of a private reminder: they name the group of the task, to which the presser has to belong."""

_PRESSED: dict[str, Pressed] = {
    **exports.PRESSED,
    "done": card_presses.done,
    "sure": card_presses.sure,
    "reopen": card_presses.reopen,
    "freed": card_presses.freed,
    "confirm": card_presses.confirm,
    "return": card_presses.returned,
    "update": card_presses.update,
    "blocked": card_presses.blocked,
    "take": card_presses.take,
    "card": card_presses.card,
    "more": more.more,
    "due": more.due,
    "dueon": more.due_on,
    "owner": more_owner.owner,
    "own": more_owner.own,
    "hold": more.hold,
    "drop": more.drop,
    "key": more.key,
    "history": more_history.history,
    "yes": question_presses.yes,
    "no": question_presses.no,
    "pick": question_presses.pick,
    "choose": asking.choose,
    "found": lists.turn_found,
    "list": lists.turn,
    "mine": board_presses.mine,
    "lights": board_presses.lights,
    "sum": summary_pages.turn,
    **summary_deeds.PRESSED,
    **timetable.READ,
    "remstop": remind.stop,
    "checkin": check_ins.press,
    **round_ups.PRESSED,
    "repstop": repeats.stop,
    **charts.PRESSED,
    **escalation_presses.PRESSED,
    **_GREETING,
    **programme_table.COMMITTEE,
    **programme_table.GROUP,
    **programme_table.PRIVATE,
    **_SETTINGS,
    **_TIMETABLE,
    **_PEOPLE,
    **me.PRESSED,
    **forgetting.PRESSED,
    **_REMINDERS,
    **_DOOR,
}
PROMPTS: dict[str, Typed] = {
    settings.CITY: settings.city,
    **settings_days.PROMPTS,
    **settings_hours.PROMPTS,
    **settings_kind.PROMPTS,
    **settings_pause.PROMPTS,
    **settings_topic.PROMPTS,
    settings_country.COUNTRY: settings_country.typed,
    **programme_table.PROMPTS,
    timetable.MOVE: timetable.typed,
    "remupdate": reminder_prompts.updated,
    "remblocked": reminder_prompts.blocked,
    "remtime": reminder_prompts.more_time,
}
"""What reads a typed answer, by what was asked (`prompts.ask`)."""
PROMPTS |= {**people_deeds.PROMPTS, **log.PROMPTS, **me.PROMPTS, **erasing.PROMPTS, **summary_deeds.PROMPTS}

ADMIN_VERBS = frozenset({*_SETTINGS, *_TIMETABLE, *_PEOPLE, *_GREETING, *programme_table.COMMITTEE, *exports.ADMIN})
_OF_CARDS = ("done", "sure", "reopen", "freed", "confirm", "return", "update", "blocked", "take", "card")
_OF_PANELS = ("more", "due", "dueon", "owner", "own", "hold", "drop", "key", "history")
_BY_CHAT = frozenset(
    {
        *programme_table.PRIVATE,
        *timetable.READ,
        *charts.PRESSED,
        *_SETTINGS,
        *_TIMETABLE,
        *_PEOPLE,
        *_GREETING,
        *_DOOR,
        *_OF_CARDS,
        *_OF_PANELS,
    }
)
_BY_CHAT |= escalation_presses.PRESSED.keys() | exports.PRESSED.keys() | summary_deeds.PRESSED.keys()
_BY_CHAT |= set(round_briefings.PRESSED)
"""Buttons that name their group themselves, for Telegram does not always say in which topic a message stands."""

EVENTS: dict[str, Route] = {
    "membership": Route(arrivals.membership, opens_group=True),
    "left": Route(arrivals.left),
    "migrated_to": Route(arrivals.noted),
    "migrated_from": Route(arrivals.noted),
    "title": Route(arrivals.noted),
}


async def _press(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Whoever presses acts as themselves; data that no version made gets a kind answer (F046, F053)."""
    press = presses.read(request.data)
    if press is None or press.verb not in _PRESSED or (request.group is None and press.verb not in _BY_CHAT):
        raise Refused("refused.old_button")
    if request.actor is None and request.kind is Kind.PRESS:
        raise Refused("refused.old_button")  # one of Telegram's stand-ins: never somebody (F017)
    return await question_presses.in_turn(_PRESSED[press.verb], request, work, press)


SHUT = Route(entrance.shut)
"""In the place of every other, in a chat that may not be used."""

PRESS = Route(_press, reaches=True)
ADMIN_PRESS = Route(_press, needs_admin=True, reaches=True)
GREETING_PRESS = Route(_press, needs_admin=True, shows_sight=True)
TWO_GROUPS = Route(_press, needs_admin=True, of_two=True)


def press_route(data: str) -> Route:
    press = presses.read(data)
    if press is not None and press.verb in settings_copy.OF_TWO:
        return TWO_GROUPS
    if press is not None and press.verb in _GREETING:
        return GREETING_PRESS
    return ADMIN_PRESS if press is not None and press.verb in ADMIN_VERBS else PRESS


async def _unknown(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    raise Refused("refused.unknown_command", command=f"/{request.command}")


UNKNOWN_COMMAND = Route(_unknown)
EMPTIED = Route(plain.emptied, reaches=True)
ADDRESSED = Route(plain.addressed, opens_group=True, reaches=True)
PLAIN = Route(plain.unaddressed)
