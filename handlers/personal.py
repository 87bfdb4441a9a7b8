"""`/mention off`: whether a person's name notifies them in groups, as they choose for themselves."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from handlers import scene, words
from handlers.request import Request

_OFF = frozenset({"off", "never", "no", "none", "关闭", "关", "不要", "停止"})
_ON = frozenset({"on", "yes", "always", "开启", "开", "恢复"})


async def mention(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Off: names stand plain everywhere; on: they notify again; alone: what holds."""
    if request.actor is None:
        raise Refused("refused.away_anonymous")
    typed = request.args.strip().casefold()
    never = request.actor.never_mention
    if typed:
        if typed not in _OFF | _ON:
            raise Refused("refused.mention_form", words=scene.shorten(typed))
        never = typed in _OFF
        if never != request.actor.never_mention:
            work.people.save(replace(request.actor, never_mention=never))
    key = "mention.off" if never else "mention.on"
    return [scene.answer(request, words.say(request.language, key))]
