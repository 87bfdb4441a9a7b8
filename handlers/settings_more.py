"""Further pages of the panel: who may do what; it shows what holds and changes nothing itself."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.rules import settings as rules
from handlers import presses, settings, words
from handlers import settings_pages as pages
from handlers.request import Request


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who may do what here: a line and a button each."""
    group = await settings.configured(request, work, press.number(0))
    return settings.turned(request, _who(group, request.language))


def _who(group: groups.Group, language: str) -> pages.Page:
    asked = [(place, choice) for place, choice in enumerate(rules.CHOICES) if choice.page == rules.WHO]
    lines = [words.say(language, "settings.about.who")]
    lines += [pages.now(group, choice, language) for _, choice in asked]
    buttons = [
        messages.Button(words.plain(language, f"settings.page.{choice.name}"), presses.data("setpage", group.id, place))
        for place, choice in asked
    ]
    return Markup("\n").join(lines), (*pages.in_rows(buttons), pages.back(group, language))
