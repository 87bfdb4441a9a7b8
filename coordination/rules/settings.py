"""What a group's admins may choose by button, and the values behind each choice; knows no text and no database."""

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any

from coordination.errors import Refused
from coordination.rules import groups, permissions

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of the panel: its name, and by the options' names the fields of `groups.Settings` that each sets.

    `deed`: the right it takes. `on_home`: whether the first page, which holds twelve lines, says what holds. `page`:
    the page that has its button and says what holds. `besides`: fields that are set too, and chosen elsewhere.
    `retired`: so many of the first options are offered no more; their buttons still act. `of`: the kind of group that
    is asked, where only one is.
    """

    name: str
    options: tuple[tuple[str, Values], ...]
    page: str
    deed: permissions.Deed = permissions.Deed.CONFIGURE
    on_home: bool = True
    besides: tuple[str, ...] = ()
    retired: int = 0
    of: groups.GroupKind | None = None

    def concerns(self, group: groups.Group) -> bool:
        """Tell whether a group of this kind is asked at all."""
        return self.of in (None, group.kind)

    @property
    def offered(self) -> tuple[tuple[int, str], ...]:
        """The options to be shown: the place of each among all, and its name."""
        return tuple((place, name) for place, (name, _) in enumerate(self.options) if place >= self.retired)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that any option sets."""
        return frozenset(name for _, values in self.options for name in values)

    def current(self, settings: groups.Settings) -> str | None:
        """The option that holds; `None` where the values are none of those offered."""
        offered = self.options[self.retired :]
        return next((name for name, values in offered if _holds(settings, values, self.besides)), None)


COMES, WORK, HERE, WHO, MORE = "comes", "work", "here", "who", "more"
"""The pages by what their questions are about: what comes by itself, the working days, the chat, who may do what, the
rest. The first page has a button for each, and no question is further than two taps away."""

COUNTRIES = ("CN", "HK", "SG", "JP", "AE", "GB", "DE", "FR", "CH", "US", "ES")
"""Offered by button. Only append: buttons hold the place."""


TOGETHER = (("workday_begins", "workday_ends"), ("quiet_from", "quiet_until"))
"""Fields of one question: whoever says one of them has seen the other beside it."""


def _ends(*hours: tuple[int, int]) -> tuple[tuple[str, Values], ...]:
    """What was offered before a working day had a beginning: its end alone."""
    return tuple((f"{hour}:{minute:02}", {"workday_ends": time(hour, minute)}) for hour, minute in hours)


def _hours(*offered: str) -> tuple[tuple[str, Values], ...]:
    """Working hours, `09:00-18:00`."""
    found = ((name, map(time.fromisoformat, name.split("-"))) for name in offered)
    return tuple((name, {"workday_begins": first, "workday_ends": last}) for name, (first, last) in found)


def _quiet(name: str, start: int, end: int) -> tuple[str, Values]:
    return name, {"quiet_from": time(start), "quiet_until": time(end)}


def _yes_no(field: str) -> tuple[tuple[str, Values], ...]:
    return ("yes", {field: True}), ("no", {field: False})


def _weekends(*offered: tuple[str, tuple[int, ...]]) -> tuple[tuple[str, Values], ...]:
    return tuple((name, {"weekend": days}) for name, days in offered)


def _ladders(*offered: tuple[str, tuple[int, ...]]) -> tuple[tuple[str, Values], ...]:
    """Working days late at which owner, lead, section and committee are told; named by the first two."""
    return tuple((name, {"escalation": days}) for name, days in offered)


def _country(code: str | None) -> tuple[str, Values]:
    return code or "none", {"country": code, "subdivision": None}


def _steps(*offered: tuple[str, tuple[int, ...]]) -> tuple[tuple[str, Values], ...]:
    """Working days before the date on which its owner is reminded."""
    return tuple((name, {"remind_before": days}) for name, days in offered)


def _who(field: str, deed: permissions.Deed) -> tuple[tuple[str, Values], ...]:
    return tuple((who.value, {field: who}) for who in permissions.CHOSEN[deed])


CHOICES = (
    Choice(
        "hours",
        (
            *_ends((17, 0), (17, 30), (18, 0), (18, 30), (19, 0), (20, 0)),
            *_hours("08:00-17:00", "08:30-17:30", "09:00-17:00", "09:00-18:00", "09:30-18:30", "10:00-19:00"),
        ),
        WORK,
        retired=6,
    ),
    Choice("quiet", (_quiet("21_8", 21, 8), _quiet("20_9", 20, 9), _quiet("22_7", 22, 7), _quiet("none", 0, 0)), COMES),
    Choice("ceiling", tuple((str(count), {"unasked_posts_a_day": count}) for count in (0, 1, 2, 3)), COMES),
    Choice("listening", tuple((one.value, {"listening": one}) for one in groups.Listening), HERE),
    Choice("closing", tuple((one.value, {"closing_needs_lead": one}) for one in groups.Closing), WHO),
    Choice("react", _yes_no("react"), HERE, on_home=False),
    Choice("board", _yes_no("board"), HERE, on_home=False),
    Choice("country", tuple(_country(code) for code in (None, *COUNTRIES)), WORK, besides=("subdivision",)),
    Choice("leads", _yes_no("leads_configure"), WHO, deed=permissions.Deed.APPOINT, on_home=False),
    Choice(
        "weekend",
        _weekends(("usual", ()), ("sat_sun", (5, 6)), ("fri_sat", (4, 5)), ("fri", (4,)), ("sun", (6,))),
        WORK,
        on_home=False,
    ),
    Choice("create", _who("may_create", permissions.Deed.CREATE), WHO, on_home=False),
    Choice("close", _who("may_close", permissions.Deed.CLOSE), WHO, on_home=False),
    Choice("dates", _who("may_set_dates", permissions.Deed.REDATE), WHO, on_home=False),
    Choice(
        "escalation",
        _ladders(
            ("1_3", (1, 3, 5, 8)), ("1_2", (1, 2, 3, 4)), ("2_5", (2, 5, 8, 12)), ("3_8", (3, 8, 12, 15)), ("off", ())
        ),
        COMES,
        on_home=False,
    ),
    Choice("sprint", _yes_no("sprint"), COMES, on_home=False),
    Choice(
        "before",
        _steps(("3_1_0", (3, 1, 0)), ("5_3_1_0", (5, 3, 1, 0)), ("1_0", (1, 0)), ("0", (0,)), ("off", ())),
        COMES,
        on_home=False,
    ),
    Choice(
        "texts",
        tuple((f"m{months}", {"keep_texts_months": months}) for months in (0, 3, 6, 12, 24)),
        MORE,
        deed=permissions.Deed.APPOINT,
        on_home=False,
    ),
    Choice(
        "papers",
        (("one", {"two_languages": False}), ("two", {"two_languages": True})),
        MORE,
        on_home=False,
        of=groups.GroupKind.COMMITTEE,
    ),
)
"""In the order of the panel. Only append, to the options too: buttons hold the place."""


def changed(settings: groups.Settings, values: Values) -> groups.Settings:
    """The settings with these fields as given."""
    return replace(settings, **values)


def whole(settings: groups.Settings, values: Values) -> Values:
    """The values with those of the same question that stay as they are, so that what is kept says all of it."""
    besides = [name for pair in TOGETHER if not values.keys().isdisjoint(pair) for name in pair]
    return {**{name: getattr(settings, name) for name in besides}, **values}


def check(settings: groups.Settings, values: Values) -> None:
    """Raises `Refused` for working hours that would end before they begin; other values are all in order."""
    chosen = changed(settings, values)
    if not values.keys().isdisjoint(TOGETHER[0]) and chosen.workday_begins >= chosen.workday_ends:
        raise Refused("settings.hours_refused")


def fields_of(settings: groups.Settings, names: Values) -> Values:
    """These fields as JSON values: times as ISO text, choices by their value."""
    return {name: _plain(getattr(settings, name)) for name in names}


def from_json(values: Values) -> Values:
    """The fields of `fields_of`, as the settings hold them."""
    usual = groups.Settings()
    return {name: _typed(value, getattr(usual, name)) for name, value in values.items()}


def _holds(settings: groups.Settings, values: Values, besides: tuple[str, ...]) -> bool:
    return all(getattr(settings, name) == value for name, value in values.items() if name not in besides)


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value.value if isinstance(value, StrEnum) else value


def _typed(value: Any, usual: Any) -> Any:
    if isinstance(usual, time):
        return time.fromisoformat(value)
    if isinstance(usual, tuple):
        return tuple(value)
    return type(usual)(value) if isinstance(usual, StrEnum) else value
