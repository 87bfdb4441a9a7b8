"""What a bot in the same process would send, as text of the page; it rehearses nothing itself."""

from collections.abc import Sequence
from datetime import datetime

from playground import page_look, page_time


def told(sent: Sequence[tuple[datetime, str, str]], look: page_look.Look) -> str:
    """Tell what a rehearsal says would be sent: when in the zone shown, to whom, the text."""
    today = look.world.now().astimezone(look.zone)
    lines = [look.words("rehearsed" if sent else "rehearsed_none")]
    for at, chat, text in sent:
        here = at.astimezone(look.zone)
        lines.append(f"{page_time.day(here, today, look.language)} {page_time.minute(here)} · {chat}\n{text}")
    return "\n\n".join(lines)
