"""The pages of `/settings` as text and buttons: what holds, what each choice means; it changes nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup

from coordination import messages
from coordination.rules import cities, countries, groups, settings_week
from coordination.rules import settings as rules
from coordination.services import settings as service
from handlers import dates, presses, scene, words
from handlers.words import catalogues

Page = tuple[Markup, messages.Rows]

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
"""Each in its own language, so that it is found by whoever reads no other."""

PAUSES = (("day", timedelta(days=1)), ("week", timedelta(days=7)), ("month", timedelta(days=30)), ("end", None))
"""How long a group may be left in peace by button. Only append: buttons hold the place."""

TIMED = frozenset({"quiet", "hours"})
"""Questions about hours: what would come next is shown before an answer is saved."""

HOURS = (time(7, 30), time(8, 0), time(8, 30), time(9, 0), time(9, 30), time(10, 0), time(14, 0), time(15, 0), time(17))
"""Local times offered for what comes by itself. Only append: buttons hold the place."""


_A_MONDAY = date(2026, 11, 23)


def home(group: groups.Group, posts: Sequence[Markup], language: str) -> Page:
    """What holds now, in a few lines, and a button for each page; `posts` say what comes by itself."""
    zone = dates.zone_name(group.zone, language)
    if not group.zone_confirmed:
        zone = words.plain(language, "settings.unconfirmed", zone=zone)
    lines = [words.say(language, "settings.head", group=scene.shorten(group.name))]
    lines.append(words.say(language, "settings.now.language", value=LANGUAGE_NAMES[group.language]))
    lines.append(words.say(language, "settings.now.zone", value=zone))
    lines += [*posts, *(now(group, choice, language) for choice in rules.CHOICES if choice.on_home)]
    return Markup("\n").join(lines), _home_rows(group, language)


def posted(shown: service.When, kind: str, language: str) -> Markup:
    """The hour and the days of what comes by itself, or that it is off."""
    if not shown.schedule.enabled:
        return words.say(language, f"settings.now.{kind}", value=words.plain(language, "settings.when.off"))
    hour = dates.hour(shown.at, language)
    if not shown.weekly:
        return words.say(language, f"settings.now.{kind}", value=hour)
    value = words.plain(language, "settings.when.on", hour=hour, days=days_named(shown.days, language))
    return words.say(language, f"settings.now.{kind}", value=value)


def days_named(days: Sequence[int], language: str) -> str:
    """Weekdays (Monday = 0), none of which means every working day."""
    if not days:
        return words.plain(language, "settings.when.workdays")
    named = [dates.weekday(date.fromordinal(_A_MONDAY.toordinal() + day), language) for day in days]
    return words.join(language, "listed", named)


def now(group: groups.Group, choice: rules.Choice, language: str) -> Markup:
    """What holds of one question."""
    return words.say(language, f"settings.now.{choice.name}", value=held(choice, group.settings, language))


def held(choice: rules.Choice, settings: groups.Settings, language: str) -> str:
    """The option that holds, as it is called; of hours those that were typed, of the holidays any country and part."""
    if choice.name == "country" and settings.country is not None:
        return where(settings, language)
    if choice.name == "hours":
        return between(settings.workday_begins, settings.workday_ends, language)
    if choice.name == "quiet" and choice.current(settings) is None:
        return between(settings.quiet_from, settings.quiet_until, language)
    return label(choice, choice.current(settings), language)


def between(first: time, last: time, language: str) -> str:
    """From one hour to another."""
    return words.plain(language, "settings.between", first=dates.hour(first, language), last=dates.hour(last, language))


def _home_rows(group: groups.Group, language: str) -> messages.Rows:
    """Nine buttons: what is chosen most stands here, everything else one page further."""
    named = (
        ("settings.page.language", "setlang"),
        ("settings.page.zone", "setcity"),
        ("settings.page.people", "people"),
        ("settings.page.comes", "setcomes"),
        ("settings.page.schedule", "sched"),
        ("settings.page.work", "setwork"),
        ("settings.page.here", "sethere"),
        ("settings.page.who", "setwho"),
        ("settings.page.more", "setmore"),
    )
    return in_rows([button(language, key, verb, group.id) for key, verb in named])


def options(group: groups.Group, place: int, language: str) -> Page:
    """One question: what it is about, and the options with the one that holds marked."""
    choice = rules.CHOICES[place]
    current = choice.current(group.settings)
    verb = "setlook" if choice.name in TIMED else "setto"
    text = words.say(language, f"settings.about.{choice.name}")
    buttons = [
        messages.Button(_marked(label(choice, name, language), name == current), presses.data(verb, group.id, place, n))
        for n, name in choice.offered
    ]
    if choice.name in TIMED:
        buttons.append(button(language, "settings.other_hour", "settype", group.id, place))
    more = _country_rows(group, language) if choice.name == "country" else ()
    return text, (*in_rows(buttons), *more, back(group, language, to=choice.page))


def _country_rows(group: groups.Group, language: str) -> messages.Rows:
    """Any other country, and the part of the one that holds."""
    other = button(language, "settings.other_country", "setctry", group.id)
    if group.settings.country is None or not countries.parts(group.settings.country):
        return ((other,),)
    return ((other, button(language, "settings.region", "setreg", group.id)),)


def languages(group: groups.Group, language: str) -> Page:
    """The languages the group can be spoken to in."""
    buttons = [
        messages.Button(_marked(LANGUAGE_NAMES[one], one == group.language), presses.data("setlangto", group.id, n))
        for n, one in enumerate(words.LANGUAGES)
    ]
    return words.say(language, "settings.about.language"), (tuple(buttons), back(group, language))


def pause(group: groups.Group, language: str, now: datetime) -> Page:
    """How long nothing is to come by itself."""
    buttons = [
        button(language, f"settings.pause.{name}", "setrest", group.id, place) for place, (name, _) in enumerate(PAUSES)
    ]
    lines = [words.say(language, "settings.about.pause"), rests(group, language, now)]
    until = button(language, "settings.pause.until", "setuntil", group.id)
    return Markup("\n").join(lines), (*in_rows([*buttons, until]), back(group, language, to=rules.COMES))


def rests(group: groups.Group, language: str, now: datetime) -> Markup:
    """Until when the group is left in peace, if it is."""
    if group.paused_until is None or group.paused_until <= now:
        return words.say(language, "settings.not_paused")
    return words.say(language, "settings.paused", moment=dates.moment(group.paused_until, group.zone, now, language))


def schedule(group: groups.Group, kind: str, shown: service.When, language: str, now: datetime) -> Page:
    """What comes by itself: on or off, its hour, the next three times (that it would have), and other hours."""
    is_on = shown.schedule.enabled
    key = "settings.next" if is_on else "settings.off_now"
    lines = [words.say(language, f"settings.about.{kind}"), _next(group, shown, language, now, key)]
    place = service.SCHEDULES.index(kind)
    buttons = [
        messages.Button(_marked(dates.hour(at, language), at == shown.at), presses.data("setseen", group.id, place, n))
        for n, at in enumerate(HOURS)
    ]
    switch = button(language, "settings.off" if is_on else "settings.on", "setswitch", group.id, place, int(not is_on))
    other = button(language, "settings.other_hour", "setask", group.id, place)
    bits = settings_week.as_bits(shown.days)
    days = [button(language, "settings.page.week", "setweek", group.id, place, bits)] if shown.weekly else []
    rows = in_rows([*buttons, other, *days, switch])
    return Markup("\n").join(lines), (*rows, back(group, language, to=rules.COMES))


def week(group: groups.Group, kind: str, shown: service.When, language: str, now: datetime) -> Page:
    """The weekdays it would come on, each a button, and the next three times before they are saved."""
    place, bits = service.SCHEDULES.index(kind), settings_week.as_bits(shown.days)
    lines = [words.say(language, f"settings.about.{kind}"), words.say(language, "settings.about.week")]
    lines += [coming(group, shown, language, now, is_on=True), words.say(language, "settings.not_saved")]
    days = [
        messages.Button(
            _marked(dates.weekday(date(2024, 1, 1 + day), language), day in shown.days),
            presses.data("setweek", group.id, place, bits ^ 1 << day),
        )
        for day in range(7)
    ]
    workdays = messages.Button(
        _marked(words.plain(language, "settings.workdays"), not shown.days), presses.data("setweek", group.id, place, 0)
    )
    save = button(language, "settings.save", "setdows", group.id, place, bits)
    again = button(language, "settings.back", "setwhen", group.id, place)
    return Markup("\n").join(lines), (*in_rows([*days, workdays]), (save, again))


def proposed(group: groups.Group, kind: str, shown: service.When, language: str, now: datetime) -> Page:
    """The next three times with another hour, before it is saved."""
    place, minute = service.SCHEDULES.index(kind), shown.at.hour * 60 + shown.at.minute
    lines = [words.say(language, f"settings.about.{kind}"), coming(group, shown, language, now, is_on=True)]
    lines.append(words.say(language, "settings.not_saved"))
    save = button(language, "settings.save", "setat", group.id, place, minute)
    again = button(language, "settings.back", "setwhen", group.id, place)
    return Markup("\n").join(lines), ((save, again),)


def coming(group: groups.Group, shown: service.When, language: str, now: datetime, *, is_on: bool) -> Markup:
    """The next three times."""
    if not is_on:
        return words.say(language, "settings.is_off")
    return _next(group, shown, language, now, "settings.next")


def _next(group: groups.Group, shown: service.When, language: str, now: datetime, key: str) -> Markup:
    moments = [dates.moment(at, group.zone, now, language) for at in shown.coming]
    return words.say(language, key, moments=words.join(language, "clauses", moments))


def candidates(group: groups.Group, zones: tuple[str, ...], language: str, now: datetime) -> Page:
    """Time zones that fit what was typed, each with its local time now; one of several is looked at first."""
    verb = "setzone" if len(zones) == 1 else "setzlook"
    buttons = [
        messages.Button(
            f"{dates.zone_name(zone, language)} {dates.hour(now.astimezone(ZoneInfo(zone)).time(), language)}",
            presses.data(verb, group.id, cities.key(zone)),
        )
        for zone in zones
    ]
    return words.say(language, "settings.which_zone"), tuple((button,) for button in buttons)


def done(group: groups.Group, text: Markup, change_id: int | None, language: str, *, to: str | None = None) -> Page:
    """What was changed, with the way back, to the first page or another; `None`: it was so already."""
    if change_id is None:
        return text, (back(group, language, to=to),)
    undo = button(language, "settings.undo", "setundo", group.id, change_id)
    return text, ((undo, *back(group, language, to=to)),)


def back(group: groups.Group, language: str, to: str | None = None) -> tuple[messages.Button, ...]:
    """To the first page, or to the page of that name."""
    return (button(language, "settings.back", f"set{to or ''}", group.id),)


def label(choice: rules.Choice, option: str | None, language: str) -> str:
    """An option that is offered as it is called: hours as they are written, a country by its name."""
    if option is None:
        return words.plain(language, "settings.other")
    if choice.name == "hours":
        first, last = map(time.fromisoformat, option.split("-"))
        return between(first, last, language)
    if choice.name == "country" and option != "none":
        return country(option, language)
    return option if choice.name == "ceiling" else words.plain(language, f"settings.option.{choice.name}.{option}")


def country(code: str, language: str) -> str:
    """A country by its name."""
    return str(Locale.parse(catalogues.LOCALES[language]).territories.get(code, code))


def where(settings: groups.Settings, language: str) -> str:
    """The country of the group's holidays, and the part of it."""
    name = country(settings.country or "", language)
    part = dict(countries.parts(settings.country or "")).get(settings.subdivision or "")
    return name if part is None else words.join(language, "listed", [name, part])


def in_rows(buttons: list[messages.Button]) -> messages.Rows:
    """Three to a row."""
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def button(language: str, key: str, verb: str, *numbers: int) -> messages.Button:
    """A button of the panel: its label's key, and what it does with which numbers."""
    return messages.Button(words.plain(language, key), presses.data(verb, *numbers))


def _marked(text: str, is_current: bool) -> str:
    return f"{text} ✓" if is_current else text
