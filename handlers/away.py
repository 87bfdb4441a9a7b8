"""`/away 1 Dec - 5 Dec @bo`, `/away off`: people say of themselves when they are away and who stands in."""

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import absence, groups, names, people, when
from coordination.services import absences as service
from coordination.services import directory
from handlers import dates as shown
from handlers import html, scene, task_lines, words
from handlers.request import EntityKind, Request

_OFF = frozenset({"off", "end", "back", "stop", "cancel", "取消", "结束", "回来", "返岗", "销假"})
_FORM = re.compile(
    r"(?:^|\s)(?:from\b|with\b|stand-in:?|自|从|由|代班[:：]?|代理[:：]?)\s*|(?:代班|代理)\s*$", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\s+(?:to|until|till|through)\s+"
    r"|(?<=[\d日号天末一二三四五六])\s*起?\s*(?:至|到|~|～|—+|–)\s*(?=[\d明后今本这下周星礼])",
    re.IGNORECASE,
)
"""Between the first day and the last: read as a span only where it stands so."""

_WEEKDAY = re.compile(r"(?<=[\d日号])\s*[(（](?:周|星期|礼拜)[一二三四五六日天][)）]")
_ENDS = re.compile(r"(?<=[\d日号天一二三四五六])\s*止")
_HANDLE = re.compile(r"[@＠][A-Za-z0-9_]{3,32}")
_MOST_NAMED = 5
_EDGES = " \t,，;；:：.。()（）"


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Days and perhaps a stand-in; `off`; alone: which days are kept. Only for oneself."""
    if request.actor is None:
        raise Refused("refused.away_anonymous")
    typed = request.args.split("\n", 1)[0].strip()
    if not typed:
        return [scene.answer(request, await _kept(request, work, request.actor))]
    if typed.casefold() in _OFF:
        was_away = await service.call_off(work, request.actor.id, scene.today(request))
        key = "away.ended" if was_away else "away.none"
        return [scene.answer(request, words.say(request.language, key, name=_name(request.actor)))]
    kept = await _read(request, work, request.actor, typed)
    await service.go(work, kept, scene.today(request))
    lines = [await _line(request, work, kept), *await _left_alone(request, work, request.actor)]
    return [scene.answer(request, Markup("\n").join(lines))]


async def _read(request: Request, work: ports.Work, actor: people.Person, typed: str) -> absence.Absence:
    """The days, then whoever else is named. Raises `Refused` where either is not clear."""
    marked = [one for one in request.entities if one.kind == EntityKind.TEXT_MENTION and one.person is not None]
    for one in marked:
        typed = typed.replace(request.text[one.start : one.end], " ", 1)
    handle = _HANDLE.search(typed)
    if handle is not None:
        typed = typed[: handle.start()] + " " + typed[handle.end() :]
    first, last, rest = days(request, typed)
    stand_in_id: int | None = None
    if marked and marked[0].person is not None:
        stand_in_id = marked[0].person.id
    elif handle is not None or rest:
        stand_in_id = await _stand_in(request, work, rest if handle is None else handle[0])
    return absence.Absence(actor.id, first, last, stand_in_id)


def days(request: Request, typed: str) -> tuple[date, date, str]:
    """The first and the last day, and what is left of the words; one day alone unless it says "until".

    Raises `Refused` also for words that may mean several days (next week, 3/4): they are to be typed out.
    """
    plain = " ".join(_FORM.sub(" ", _ENDS.sub("", _WEEKDAY.sub("", typed))).split()).strip(_EDGES)
    frame = scene.frame(request)
    found = when.find(_BETWEEN.sub(" - ", plain), frame)
    if found is None or len(found.reading.values) != 1 or isinstance(found.reading.values[0], when.Recurrence):
        raise Refused("refused.away_form", words=scene.shorten(typed))
    value = found.reading.values[0]
    rest = found.rest.strip(_EDGES)
    if isinstance(value, when.Span):
        return value.start.on, value.end.on, rest
    return (value.on if value.bound is when.Bound.ON else scene.today(request)), value.on, rest


async def _stand_in(request: Request, work: ports.Work, typed: str) -> int:
    """Somebody of the group, in private of any group that the person belongs to."""
    found = names.match(typed, await _people(request, work)).one
    if found is None:
        raise Refused("refused.away_unknown", name=scene.shorten(typed))
    return found


async def _people(request: Request, work: ports.Work) -> names.Roster:
    if scene.group_of(request).kind is not groups.GroupKind.PERSONAL or request.actor is None:
        return await scene.roster(request, work)
    here: dict[int, names.Known] = {}
    for one in await work.people.memberships(request.actor.id):
        if not one.left:
            here |= {known.id: known for known in (await directory.roster(work, one.group_id)).people}
    return names.Roster(tuple(here.values()))


async def _kept(request: Request, work: ports.Work, actor: people.Person) -> Markup:
    found = await service.of_person(work, actor.id, scene.today(request))
    if not found:
        return words.say(request.language, "away.none", name=_name(actor))
    return Markup("\n").join([await _line(request, work, one) for one in found[:10]])


async def _line(request: Request, work: ports.Work, kept: absence.Absence) -> Markup:
    person = await work.people.get(kept.person_id)
    values = {
        "name": _name(person),
        "days": shown.span(kept.first, kept.last, scene.today(request), request.language),
    }
    if kept.stand_in_id is None:
        return words.say(request.language, "away.kept", **values)
    stand_in = _name(await work.people.get(kept.stand_in_id))
    line = words.say(request.language, "away.kept_stand_in", stand_in=stand_in, **values)
    open_days = await _gaps(request, work, kept)
    if not open_days:
        return line
    return Markup("\n").join([line, words.say(request.language, "away.gap", stand_in=stand_in, days=open_days)])


async def _gaps(request: Request, work: ports.Work, kept: absence.Absence) -> str:
    """The days on which the stand-in, too, is away; empty for none."""
    today = scene.today(request)
    found = await service.gaps(work, kept, today)
    return words.join(
        request.language, "listed", [shown.span(first, last, today, request.language) for first, last in found]
    )


async def _left_alone(request: Request, work: ports.Work, actor: people.Person) -> list[Markup]:
    """For whom the person was to stand in: in the group spoken in, in private in any group of theirs."""
    among = [scene.group_of(request)]
    if request.is_private:
        mine = await work.people.memberships(actor.id)
        among = [await work.groups.get(one.group_id) for one in mine if not one.left]
    found = await service.left_alone(work, among, actor.id, scene.today(request))
    return [
        words.say(
            request.language,
            "away.left_alone",
            name=_name(await work.people.get(one.person_id)),
            stand_in=_name(actor),
            days=await _gaps(request, work, one),
        )
        for one in found[:_MOST_NAMED]
    ]


def _name(person: people.Person | None) -> Markup:
    return html.person("", None, "?") if person is None else task_lines.name(person.name)
