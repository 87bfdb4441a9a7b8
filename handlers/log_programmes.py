"""Changes of a programme as a line of the log: groups, sections, hands, archive, editions; it decides nothing."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from coordination.rules import events, people
from coordination.services import beginnings, departures, handovers, lives, sections
from handlers import card_lines, scene, words

People = Mapping[int, people.Person]


def what(event: events.Event, language: str, known: People) -> Markup | None:
    """What was changed; `None` for any other event."""
    told = _TOLD.get(event.kind)
    return None if told is None else told(event, language, known)


def _life(event: events.Event, language: str, known: People) -> Markup:
    return words.say(language, f"log.life.{(event.after or {}).get(lives.LIFE, 'running')}")


def _section(event: events.Event, language: str, known: People) -> Markup:
    name = scene.shorten(str((event.after or {}).get("section", "")))
    return words.say(language, "log.section", name=name)


def _placed(event: events.Event, language: str, known: People) -> Markup:
    after = event.after or {}
    code = str(after.get("group", ""))
    if after.get("in") is None:
        return words.say(language, "log.placed_nowhere", code=code)
    return words.say(language, "log.placed", code=code, section=str(after["in"]))


def _owner(event: events.Event, language: str, known: People) -> Markup:
    name = card_lines.person_name(known.get((event.after or {}).get("person") or 0), language)
    return words.say(language, "log.owner", name=name)


def _named(key: str) -> Callable[[events.Event, str, People], Markup]:
    def told(event: events.Event, language: str, known: People) -> Markup:
        return words.say(language, key, programme=scene.shorten(str((event.after or {}).get("programme", ""))))

    return told


_TOLD: dict[str, Callable[[events.Event, str, People], Markup]] = {
    lives.LIFE: _life,
    lives.ARCHIVED: _named("log.archived"),
    lives.REOPENED: _named("log.reopened"),
    lives.NEXT_BEGUN: _named("log.edition"),
    sections.MADE: _section,
    sections.PLACED: _placed,
    handovers.OWNER: _owner,
    handovers.MOVED: _named("log.moved"),
    departures.LEFT: _named("log.left_place"),
    beginnings.ENDED: _named("log.programme_undone"),
}
