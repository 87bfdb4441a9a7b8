"""`/mydata`: everything kept about whoever asks, as a file to read and one for programs, to them alone."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from coordination import messages, ports
from handlers import export_orders, private_places, words
from handlers.request import Request

RECIPE = "mydata"
"""Name of the recipe of both files."""

START = "mydata"
"""What the link to the private chat says; pressing it asks again."""

_FILES = (("txt", "mydata.caption"), ("json", "mydata.caption_json"))


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Two files in private; in a group only that they went there, or the way there."""
    place = await private_places.of(request, work, start=START)
    assert request.actor is not None  # who has a private chat is somebody
    zone = "UTC" if request.group is None else request.group.zone
    day = request.now.astimezone(ZoneInfo(zone)).date()
    language = request.actor.language or request.language
    files: list[messages.Answer] = []
    for kind, caption in _FILES:
        asked = export_orders.Asked(kind, language, day, person_id=request.actor.id)
        files.append(messages.Document(place, RECIPE, export_orders.values(asked), words.say(language, caption)))
    return files if request.is_private else [*files, private_places.told(request)]
