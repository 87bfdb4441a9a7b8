"""What goes into Telegram HTML: values escaped, names made safe, lengths as a reader sees them; knows no message."""

import html

from markupsafe import Markup

from coordination.rules import text
from handlers import markup


def escape(value: object) -> Markup:
    """Any value as visible text, its direction kept to itself (F031); what is `Markup` already stays as it is."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(text.isolated(str(value)), quote=False))


def bold(value: object) -> Markup:
    return _tagged("b", value)


def italic(value: object) -> Markup:
    return _tagged("i", value)


def code(value: object) -> Markup:
    return _tagged("code", value)


def link(label: object, address: str) -> Markup:
    """A link to `address`; a label that cannot be seen would lose it, so the address takes its place (F028)."""
    shown = address if text.is_blank(visible(escape(label))) else label
    return Markup('<a href="%s">%s</a>') % (Markup(html.escape(address)), escape(shown))


def person(name: str, user_id: int | None, fallback: str) -> Markup:
    """A person's name on one line, or `fallback` where it is empty or invisible (F024, F028, F029, F032).

    With `user_id` (Telegram's) the name is a link that notifies the person, user name or not; without it nobody is.
    """
    shown = text.one_line(name)
    label = fallback if text.is_blank(shown) else shown
    return escape(label) if user_id is None else link(label, f"tg://user?id={user_id}")


def visible(html_text: str) -> str:
    """What a reader sees of Telegram HTML."""
    return markup.parse(html_text).text


def visible_length(html_text: str) -> int:
    """Length after parsing, in UTF-16 units: what Telegram's limits on text are about (F038)."""
    return text.utf16_length(visible(html_text))


def _tagged(tag: str, value: object) -> Markup:
    return Markup(f"<{tag}>%s</{tag}>") % escape(value)
