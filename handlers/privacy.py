"""`/privacy`: what is kept, why, how long and who sees it; it reads and changes nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from handlers import scene, words
from handlers.request import Request


async def privacy(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The same words in a group and in private; docs/privacy.md tells it at length."""
    return [scene.answer(request, words.say(request.language, "privacy.kept"))]
