"""`/quiet 24h`, `/quiet until Monday`, `/quiet off`: nothing is posted by itself for a while; it decides nothing."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, instants, when
from coordination.services import groups as service
from handlers import dates, scene, words
from handlers.request import Request

USUAL = timedelta(hours=24)
LONGEST = timedelta(days=92)
_LENGTH = re.compile(
    r"(?:for\s+)?(\d{1,4})\s*(?:(h|hours?|hrs?|小时|个小时|钟头)|(d|days?|天|日)|(w|weeks?|周|星期|个星期))",
    re.IGNORECASE,
)
_OFF = frozenset({"off", "end", "stop", "resume", "0", "关闭", "取消", "恢复", "结束"})
_UNTIL = re.compile(r"(?:until|till|to|到|至|直到)\s*", re.IGNORECASE)


async def quiet(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A chat admin silences what comes by itself, or ends the silence; answers come all the same."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("refused.part_in_private")
    if not request.is_chat_admin:
        raise Refused("refused.admins_only")
    typed = request.args.strip()
    until = None if typed.casefold() in _OFF else end_of(request, typed)
    await service.pause(work, scene.said(request, work, request.text), until)
    if until is None:
        return [scene.answer(request, words.say(request.language, "quiet.ended"))]
    moment = dates.moment(until, group.zone, request.now, request.language)
    return [scene.answer(request, words.say(request.language, "quiet.until", moment=moment))]


def end_of(request: Request, typed: str) -> datetime:
    """When the silence ends: after a length of time, else when quiet hours end on the day named."""
    if not typed:
        return request.now + USUAL
    if found := _LENGTH.fullmatch(typed):
        length = (
            timedelta(days=int(found[1]) * (7 if found[4] else 1)) if not found[2] else timedelta(hours=int(found[1]))
        )
        return _checked(request, request.now + length)
    reading = when.read(_UNTIL.sub("", typed, count=1), scene.frame(request))
    if len(reading.values) != 1 or not isinstance(reading.values[0], when.Moment):
        raise Refused("refused.quiet_form", words=scene.shorten(typed))
    named, group = reading.values[0], scene.group_of(request)
    return _checked(request, named.at or instants.resolve(named.on, group.settings.quiet_until, group.zone))


def _checked(request: Request, until: datetime) -> datetime:
    if not request.now < until <= request.now + LONGEST:
        day = (request.now + USUAL).astimezone(ZoneInfo(scene.group_of(request).zone)).date()
        raise Refused("refused.quiet_length", days=LONGEST.days, day=dates.short_day(day, day, request.language))
    return until
