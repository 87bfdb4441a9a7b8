"""Which tasks are meant by the words behind `/list`, in both languages; it shows nothing."""

from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import names, people, plan_groups, tasks
from coordination.rules import text as text_rules
from coordination.services import charts
from coordination.services import lists as service
from handlers import lists_scopes, scene, words
from handlers.request import Request

_NAMED = {
    "live": "open live todo 在办 未办结 待办",
    "late": "late overdue 逾期 已逾期 逾期任务",
    "blocked": "blocked stuck 受阻 卡住 受阻任务",
    "unowned": "unowned nobody 未明确责任人 无责任人 无人负责 未分配",
    "mine": "mine me my 我的 我的任务 本人",
    "done": "done finished closed 已办结 办结 完成",
    "all": "all everything 全部 全部任务 所有",
    "claimed": "claimed confirm unconfirmed 待核验 待确认",
    "on_hold": "hold paused 暂缓",
}


FILTERS: dict[str, str] = {word: name for name, words_ in _NAMED.items() for word in words_.split()}
"""Words that may stand behind `/list`, in both languages, and which list they mean."""


PAGED = ("live", "late", "blocked", "unowned", "mine", "done", "all", "claimed", "on_hold")
"""Lists that turn pages by button; the place in this row is the button's number, so only append."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for and what the list is called.

    `page` is its place in `PAGED`; a list without one keeps its question in the database (`kept` is that record's id).
    `groups`: of these alone, by id; empty: of the chat's own, in private what is the person's own anywhere.
    """

    where: ports.TaskFilter
    title: str
    page: int | None = None
    kept: int | None = None
    groups: tuple[int, ...] = ()


async def wanted_by(request: Request, work: ports.Work, args: str) -> Wanted:
    """Which tasks the words mean, and of which groups where they name one, or somebody else in private."""
    found, rest = await lists_scopes.named(request, work, args)
    wanted = await _wanted(request, work, rest)
    if found is not None:
        title = f"{found.code or scene.shorten(found.name)} · {wanted.title}"
        return replace(wanted, title=title, page=None, groups=(found.id,))
    if request.is_private and _is_of_others(request, wanted.where):
        return replace(wanted, page=None, groups=await lists_scopes.of_person(request, work))
    return wanted


def _is_of_others(request: Request, where: ports.TaskFilter) -> bool:
    """What nobody owns, or somebody else does."""
    own = None if request.actor is None else request.actor.id
    return where.unowned or where.owner_username is not None or where.owner_id not in (None, own)


async def _wanted(request: Request, work: ports.Work, args: str) -> Wanted:
    """One word that names a list; else every word narrows: a list, a person, a tag, what the title says."""
    name = FILTERS.get(args.casefold())
    if not args or name is not None:
        return paged(request, work, name or "live")
    person = await _exactly(request, work, args)
    if person is not None:
        return Wanted(ports.TaskFilter(owner_id=person.id), person.name)
    wanted = Wanted(ports.TaskFilter(), "")
    left: list[str] = []
    for word in args.split():
        narrowed = await _narrowed(request, work, wanted, word)
        wanted, left = (wanted, [*left, word]) if narrowed is None else (narrowed, left)
    if not left:
        return wanted
    phase = await _phase(request, work, " ".join(left))
    if phase is not None:
        return _and(wanted, replace(wanted.where, tag=phase), " ".join(left))
    terms = tuple(text_rules.query_terms(" ".join(left)))
    if not terms:
        raise Refused("refused.list_form")
    live = wanted.where.live and bool(wanted.title)
    return _and(wanted, replace(wanted.where, live=live, terms=terms), f"“{scene.shorten(' '.join(left))}”")


async def _phase(request: Request, work: ports.Work, said: str) -> str | None:
    """The tag under which a plan's phase of this name stands (`Phase 2`, `第二阶段`), if any task has it."""
    tag = "".join(said.split()).casefold()  # as an imported plan files its phases
    planned = await charts.planned(work, scene.group_of(request))
    if tag not in planned and not plan_groups.is_time(said):
        return None
    where = ports.TaskFilter(live=False, tag=tag)
    if request.is_private and request.actor is not None:
        return tag if (await work.tasks.of_person(request.actor.id, where, limit=1)).total else None
    if (await work.tasks.find(scene.group_of(request).id, where, limit=1)).total:
        return tag
    below = await lists_scopes.below(request, work)
    return tag if below and (await work.overviews.find(below, where, limit=1)).total else None


async def _narrowed(request: Request, work: ports.Work, wanted: Wanted, word: str) -> Wanted | None:
    """The list narrowed by one word; `None` for a word of titles."""
    where = wanted.where
    if word[0] in "@＠" and len(word) > 1:
        return await _of_person(request, work, wanted, word[1:])
    if word[0] in "#＃" and len(word) > 1:
        return _and(wanted, replace(where, tag=word[1:].casefold()), f"#{word[1:]}")
    name = FILTERS.get(word.casefold())
    if name is None:
        return None
    other = paged(request, work, name)
    states = other.where.states if other.where.states else where.states
    narrowed = replace(
        where,
        live=where.live and other.where.live,
        states=states,
        late_on=other.where.late_on or where.late_on,
        late_at=other.where.late_at or where.late_at,
        unowned=other.where.unowned or where.unowned,
        owner_id=other.where.owner_id if other.where.owner_id is not None else where.owner_id,
    )
    return _and(wanted, narrowed, other.title)


def _and(wanted: Wanted, where: ports.TaskFilter, title: str) -> Wanted:
    return Wanted(where, f"{wanted.title} · {title}" if wanted.title else title)


async def _of_person(request: Request, work: ports.Work, wanted: Wanted, username: str) -> Wanted:
    person = await lists_scopes.person(request, work, username)
    if person is None:
        person = await _exactly(request, work, username)
    if person is not None:
        return _and(wanted, replace(wanted.where, owner_id=person.id), person.name)
    return _and(wanted, replace(wanted.where, owner_username=username.casefold()), f"@{username}")


async def _exactly(request: Request, work: ports.Work, name: str) -> people.Person | None:
    """A member who is called exactly so."""
    if any(char in name for char in "@#＠＃"):
        return None
    roster = await scene.roster(request, work)
    found = [ids for key in names.keys(name)[:1] if (ids := roster.whole.get(key)) is not None]
    return await work.people.get(found[0][0]) if found and len(found[0]) == 1 else None


def paged(request: Request, work: ports.Work, name: str) -> Wanted:
    day = service.day_of(work, scene.group_of(request))
    filters = {
        "live": ports.TaskFilter(),
        "late": service.late(day),
        "blocked": ports.TaskFilter(states=(tasks.State.BLOCKED,)),
        "unowned": ports.TaskFilter(unowned=True),
        "done": ports.TaskFilter(live=False, states=(tasks.State.DONE,)),
        "all": ports.TaskFilter(live=False),
        "claimed": ports.TaskFilter(states=(tasks.State.CLAIMED,)),
        "on_hold": ports.TaskFilter(states=(tasks.State.ON_HOLD,)),
    }
    where = filters.get(name) or ports.TaskFilter(owner_id=0 if request.actor is None else request.actor.id)
    return Wanted(where, words.plain(request.language, f"list.named.{name}"), PAGED.index(name))
