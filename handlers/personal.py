"""`/mention off`, or "never mention me in groups": whether a person's name notifies them, as they choose themselves."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from handlers import scene, words
from handlers.request import Request

_OFF = frozenset({"off", "never", "no", "none", "关闭", "关", "不要", "停止"})
_ON = frozenset({"on", "yes", "always", "开启", "开", "恢复"})

_GROUPS = r"(?: (?:in|from) (?:the )?(?:groups?|chats?))?"
_NEVER = re.compile(
    r"(?:please )?(?:never|do not|don'?t|don’t|stop) (?:mention(?:ing)?|tag(?:ging)?|ping(?:ing)?) me"
    rf"{_GROUPS}(?: again| any ?more)?"
    r"|(?:请)?(?:以后|今后)?(?:不要|别|不用|请勿)(?:再)?(?:在群(?:里|内|聊里|聊中|组里)?)?(?:提及|提到|提|@|艾特)我(?:了)?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"(?:please )?(?:you may )?(?:mention|tag|ping) me(?: again)?{_GROUPS}(?: again)?"
    r"|(?:请)?(?:恢复|可以|重新)(?:在群(?:里|内|聊里|聊中|组里)?)?(?:提及|提到|提|@|艾特)我(?:了)?",
    re.IGNORECASE,
)
_EDGES = " \t\n.。!！"


async def mention(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Off: names stand plain everywhere; on: they notify again; alone: what holds."""
    typed = request.args.strip().casefold()
    if typed and typed not in _OFF | _ON:
        raise Refused("refused.mention_form", words=scene.shorten(typed))
    return _chosen(request, work, never=typed in _OFF if typed else None)


async def wished(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """The same said in plain words, in private; `None` for any other words."""
    typed = " ".join(request.text.split()).strip(_EDGES)
    if not request.is_private or request.actor is None:
        return None
    if _NEVER.fullmatch(typed):
        return _chosen(request, work, never=True)
    return _chosen(request, work, never=False) if _AGAIN.fullmatch(typed) else None


def _chosen(request: Request, work: ports.Work, *, never: bool | None) -> Sequence[messages.Answer]:
    """`None`: nothing is chosen, what holds is told."""
    if request.actor is None:
        raise Refused("refused.away_anonymous")
    holds = request.actor.never_mention if never is None else never
    if holds != request.actor.never_mention:
        work.people.save(replace(request.actor, never_mention=holds))
    return [scene.answer(request, words.say(request.language, "mention.off" if holds else "mention.on"))]
