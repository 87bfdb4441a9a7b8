"""The greeting as text and buttons: what it is, what the bot sees and posts, what an admin is to check; kept true.

It decides nothing and asks nobody what we may do: that is told to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import departures, programmes
from coordination.services import groups as service
from coordination.services import settings as settings_service
from handlers import dates, presses, settings_pages, words

RECIPE = "greeting"
"""The maker of a greeting that is edited where nobody has told what we may do in its chat: it asks Telegram."""

ZONES = ("Asia/Shanghai", "UTC", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Singapore")
"""Zones of the greeting's buttons, of all versions; any other city is typed. Only append: buttons hold the place."""

_POSTED = (service.DIGEST, service.SUMMARY)

SET_UP = "setup"
"""What the greeting's link to the private chat says."""

_TOLD = frozenset(
    {
        service.ZONE,
        service.LANGUAGE,
        service.PAUSED,
        settings_service.SETTING,
        settings_service.SCHEDULE,
        settings_service.UNDONE,
        programmes.JOINED,
        departures.LEFT,
    }
)
"""Kinds of the events of a group after which its greeting says something else."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What we may do in a chat: read everything that is said there, pin; and our user name."""

    sees_all: bool
    may_pin: bool
    bot: str


def slot(group: groups.Group) -> str:
    """The name of the newest greeting."""
    return f"greeting:{group.id}"


async def touched(work: ports.Work) -> Sequence[messages.Edit]:
    """The greetings of which the update in hand made something untrue, wherever that was said; made when sent."""
    changed = {one.group_id for one in work.events.of_update() if one.kind in _TOLD}
    found = [await work.groups.get(group_id) for group_id in sorted(changed)]
    return [_edit(one) for one in found if await stands(work, one)]


async def stands(work: ports.Work, group: groups.Group) -> bool:
    """Whether there is a greeting, be it one that is still to be sent."""
    return await work.slots.get(group.chat_id, slot(group)) is not None


def _edit(group: groups.Group) -> messages.Edit:
    place = messages.Place(group.chat_id, group.topic_id)
    values = {"group": str(group.id)}
    return messages.Edit(place, slot(group), purpose=messages.Purpose.ANSWER, recipe=RECIPE, values=values)


async def shown(work: ports.Work, group: groups.Group, sight: Sight) -> tuple[Markup, messages.Rows]:
    """The greeting as it would be said now."""
    language = group.language
    today = work.now.astimezone(ZoneInfo(group.zone)).date()
    kinds = {one.kind for one in await work.schedules.of_group(group.id)}
    comes = [await settings_service.when(work, group, kind) for kind in _POSTED if kind in kinds]
    parts = [
        words.say(language, "welcome.group", day=dates.inline_day(today + timedelta(days=7), today, language)),
        Markup("\n").join([seen(group, sight), posted(group, sight, comes)]),
        await _checked(work, group),
    ]
    return Markup("\n\n").join(parts), _rows(work, group, sight)


def seen(group: groups.Group, sight: Sight) -> Markup:
    """What is sent to us, and what is kept of it as the group lets us listen."""
    key = "welcome.sees_all" if sight.sees_all else "welcome.sees_commands"
    return words.say(group.language, key, bot=sight.bot, kept=kept(group.settings.listening, group.language))


def kept(listening: groups.Listening, language: str) -> str:
    """What is kept of a chat of which we see everything, by where the group lets us listen."""
    return words.plain(language, f"welcome.kept.{listening.value}")


def posted(group: groups.Group, sight: Sight, comes: Sequence[settings_service.When]) -> Markup:
    """What comes by itself, as the group chose: the board, the morning message, the summary, and the peace at night."""
    language, chosen = group.language, group.settings
    told: list[str] = []
    if chosen.board:
        told.append(words.plain(language, "welcome.post.board" if sight.may_pin else "welcome.post.board_unpinned"))
    told += [_comes(one, language) for one in comes if one.schedule.enabled]
    if told and chosen.quiet_from != chosen.quiet_until:
        told.append(words.plain(language, "welcome.post.night"))
    if not told:
        return words.say(language, "welcome.posts_nothing")
    return words.say(language, "welcome.posts", what=words.join(language, "clauses", told))


def _comes(shown: settings_service.When, language: str) -> str:
    """When one of them comes: in the usual words as long as its days are the usual ones."""
    kind, hour = shown.schedule.kind, dates.hour(shown.at, language)
    is_usual = not shown.days if kind == service.DIGEST else len(shown.days) == 1
    days = settings_pages.days_named(shown.days, language)
    key = f"welcome.post.{kind}" if is_usual or not shown.weekly else f"welcome.post.{kind}_on"
    return words.plain(language, key, hour=hour, days=days)


async def _checked(work: ports.Work, group: groups.Group) -> Markup:
    """What is still to be confirmed, else when something comes."""
    language = group.language
    if _is_silent(work, group):
        assert group.paused_until is not None
        until = dates.moment(group.paused_until, group.zone, work.now, language)
        return words.say(language, "welcome.silent", moment=until)
    if not group.zone_confirmed:
        return words.say(language, "welcome.confirm_zone")
    head = words.say(language, "welcome.zone_set", zone=dates.zone_name(group.zone, language))
    return Markup("\n").join([head, *await coming(work, group)])


def _is_silent(work: ports.Work, group: groups.Group) -> bool:
    return group.paused_until is not None and group.paused_until > work.now


async def coming(work: ports.Work, group: groups.Group) -> list[Markup]:
    """When what comes by itself comes next."""
    return [
        words.say(
            group.language,
            f"welcome.next.{schedule.kind}",
            moment=dates.moment(schedule.next_due_at, group.zone, work.now, group.language),
        )
        for schedule in await work.schedules.of_group(group.id)
        if schedule.next_due_at is not None and schedule.kind in settings_service.SCHEDULES
    ]


def _rows(work: ports.Work, group: groups.Group, sight: Sight) -> messages.Rows:
    """Language, zone, the way to the panel, silence, and what the chat is."""
    language, is_silent = group.language, _is_silent(work, group)
    tongues = tuple(
        messages.Button(
            f"{settings_pages.LANGUAGE_NAMES[one]}{' ✓' if one == language else ''}",
            presses.data("hilang", group.id, place),
        )
        for place, one in enumerate(words.LANGUAGES)
    )
    other = messages.Button(words.plain(language, "welcome.other_city"), presses.data("setcity", group.id))
    hush = words.plain(language, "welcome.speak_again" if is_silent else "welcome.stay_silent")
    private = messages.Button(
        words.plain(language, "welcome.set_up_in_private"), url=f"https://t.me/{sight.bot}?start={SET_UP}"
    )
    silence = messages.Button(hush, presses.data("hush", group.id, int(not is_silent)))
    kind = messages.Button(words.plain(language, "settings.page.kind"), presses.data("setkind", group.id))
    return (tongues, (*zones(group), other), (private, silence, kind), *_next(group, is_silent=is_silent))


def _next(group: groups.Group, *, is_silent: bool) -> messages.Rows:
    """What is set up next, once the zone holds: when the morning message comes, and who leads."""
    if not group.zone_confirmed or is_silent:
        return ()
    place = settings_service.SCHEDULES.index(service.DIGEST)
    digest = messages.Button(words.plain(group.language, "welcome.hour"), presses.data("setwhen", group.id, place))
    lead = messages.Button(words.plain(group.language, "welcome.lead"), presses.data("people", group.id))
    return ((digest, lead),)


def zones(group: groups.Group) -> tuple[messages.Button, ...]:
    """The two zones likeliest for who reads this language, each with its place.

    Where another one holds, or the one of a programme, none is offered: a tap in passing would break it.
    """
    likely = ("Asia/Shanghai", "Asia/Singapore") if group.language == "zh" else ("Asia/Shanghai", "UTC")
    if group.zone_confirmed and (group.zone not in likely or group.parent_id is not None):
        return ()
    return tuple(
        messages.Button(_zone_label(group, one), presses.data("zone", group.id, ZONES.index(one))) for one in likely
    )


def _zone_label(group: groups.Group, zone: str) -> str:
    name = dates.zone_name(zone, group.language)
    return f"{name} ✓" if group.zone_confirmed and group.zone == zone else name
