"""The page's parts as HTML and the state its script asks for; the world is only read, what was seen is marked."""

import json
from dataclasses import dataclass
from typing import Any

import jinja2

from playground import (
    page_bubbles,
    page_calls,
    page_chats,
    page_commands,
    page_deeds,
    page_faces,
    page_head,
    page_look,
    page_more,
    page_time,
    page_words,
)
from playground.clock import PlaygroundClock

SCRIPT_WORDS = (
    "lost", "answering", "editing", "attached", "copy", "text_box", "no_commands", "react_with", "message_gone",
)  # fmt: skip
"""Texts that the script fills in by itself; a value's place stands as `{name}`."""
FAVOURITES = ("👍", "❤", "🔥", "👏", "🎉", "🤔", "👀", "✍")
"""Reactions offered by the menu of a message, where the chat allows them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the page is on show: the chat (which is then read), the panel of calls, polls in it."""

    is_open: bool = False
    calls: bool = False
    polls: bool = False


class Views:
    """Draws the page and its parts."""

    def __init__(self, seen: page_chats.Seen, *, can_rehearse: bool = False) -> None:
        """Load the templates; `seen` says what is unread."""
        self.seen, self.can_rehearse = seen, can_rehearse
        self.env = jinja2.Environment(
            loader=jinja2.PackageLoader("playground"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, look: page_look.Look, *, has_chosen: bool) -> str:
        """Draw the whole page; `has_chosen`: a chat was asked for, so a narrow screen begins with it."""
        words, asked = look.words, look.asked()
        here = look.world.now().astimezone(look.zone)
        return self.env.get_template("page.html").render(
            t=words,
            asked=json.dumps(asked),
            other={**asked, "lang": "en" if words.language == "zh" else "zh"},
            script_words=json.dumps({key: page_words.text(key, words.language) for key in SCRIPT_WORDS}),
            pane="chat" if has_chosen else "chats",
            now=f"{page_time.day(here, here, words.language)} {here:%H:%M}",
            zones=page_time.offered(look.zone, words.language),
            languages=page_words.LANGUAGES,
            look=look,
            can_rehearse=self.can_rehearse,
            regions=self.regions(look, Wanted()),
        )

    def state(self, look: page_look.Look, wanted: Wanted) -> dict[str, Any]:
        """Give everything that can change on the page."""
        world = look.world
        if wanted.is_open:
            self.seen.mark(look)
        unread = page_chats.total_unread(world, self.seen)
        title = look.words("title") if look.chat is None else f"{look.chat.name} · {look.words('title')}"
        return {
            "count": world.changes.count,
            "look": look.asked(),
            "now": world.now().timestamp() * 1000,
            "is_running": not (isinstance(world.clock, PlaygroundClock) and world.clock.is_stopped),
            "title": f"({unread}) {title}" if unread else title,
            "writer": look.person.name if look.person else "",
            "menu": [(each.name, each.description, each.insert) for each in page_commands.menu(look)],
            "mentions": [(each.insert.strip(), each.name, each.insert) for each in page_commands.mentions(look)],
            "reactions": _favourites(look),
            "regions": self.regions(look, wanted),
        }

    def regions(self, look: page_look.Look, wanted: Wanted) -> dict[str, str]:
        """Draw the parts that change, by name."""
        lines, has_earlier = page_bubbles.lines(look)
        drawn: dict[str, dict[str, Any]] = {
            "chats": {"sections": page_chats.sections(look, self.seen)},
            "head": {"head": page_head.head(look)},
            "lines": {"lines": lines, "earlier": str(look.shown + page_look.SHOWN) if has_earlier else ""},
            "note": {"note": page_head.note(look)},
            "more": {"groups": page_more.groups(look), "chat": look.chat},
        }
        if wanted.calls:
            drawn["calls"] = {"panel": page_calls.panel(look, with_polls=wanted.polls)}
        return {
            name: self.env.get_template(f"{name}.html").render(t=look.words, **values) for name, values in drawn.items()
        }


def _favourites(look: page_look.Look) -> list[str]:
    allowed = page_deeds.allowed(look.chat) if look.chat else frozenset[str]()
    return [page_faces.coloured(each) for each in FAVOURITES if each in allowed]
