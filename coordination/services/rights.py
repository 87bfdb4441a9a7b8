"""Who acts as a lead, who may speak for a task; a chat admin's right is Telegram's own and is not asked here."""

from dataclasses import dataclass

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, owners, people, permissions, reports, tasks
from coordination.services import changes


@dataclass(frozen=True, slots=True)
class Rights:
    """`leads`: acts as a lead of the group, since being one or while it has none; `alone`: nobody else does."""

    leads: bool
    alone: bool


async def of(work: ports.Work, group: groups.Group, actor: people.Person | None) -> Rights:
    """The actor's rights in the group; while it has no lead, every member acts as one (anonymous admins too)."""
    if group.kind is groups.GroupKind.PERSONAL:
        return Rights(leads=True, alone=True)
    members = await work.people.members(group.id)
    ids = [person.id for person, membership in members if membership.part in people.LEADING]
    own = next((membership.part for person, membership in members if actor is not None and person.id == actor.id), None)
    around = permissions.Circumstances(has_lead=bool(ids))
    leads = permissions.decide(permissions.Deed.LEAD, permissions.kinds(own), around) is permissions.Verdict.ALLOWED
    if not ids:
        return Rights(leads=leads, alone=_only(actor, [person.id for person, _ in members]))
    return Rights(leads=leads, alone=leads and len(ids) == 1)


def _only(actor: people.Person | None, ids: list[int]) -> bool:
    return actor is not None and all(person_id == actor.id for person_id in ids)


async def by(work: ports.Work, said: changes.Said, *, is_asked: bool) -> reports.By:
    """Who speaks, for the rules; the rights are looked up only where `is_asked`, for they cost a query."""
    if not is_asked:
        return reports.By(said.actor_id, said.at)
    rights = await of(work, said.group, said.actor)
    return reports.By(said.actor_id, said.at, leads=rights.leads, alone=rights.alone)


async def part(work: ports.Work, said: changes.Said) -> people.Part | None:
    """The actor's part in the group; a point read."""
    if said.actor is None:
        return None
    membership = await work.people.membership(said.group.id, said.actor.id)
    return None if membership is None or membership.left else membership.part


async def may_report(work: ports.Work, said: changes.Said, task: tasks.Task) -> bool:
    """Tell whether the actor's word about the task holds at once (see `owners.may_report`)."""
    if said.group.kind is groups.GroupKind.PERSONAL or owners.may_report(task, said.actor_id, None):
        return True
    return owners.may_report(task, said.actor_id, await part(work, said))


async def check_own(work: ports.Work, said: changes.Said, task: tasks.Task) -> None:
    """Refuse whoever neither owns, supports nor created the task, nor records or leads here."""
    if said.group.kind is groups.GroupKind.PERSONAL:
        return
    kinds = permissions.kinds(await part(work, said), task, said.actor_id)
    if permissions.decide(permissions.Deed.CHANGE, kinds, permissions.about(task)) is not permissions.Verdict.ALLOWED:
        owner = "" if task.owner is None else task.owner.name
        raise Refused(permissions.RULES[permissions.Deed.CHANGE].key, number=task.number, title=task.title, owner=owner)


async def check_creates(work: ports.Work, said: changes.Said) -> None:
    """Refuse whoever may not make tasks in the group; most groups let everybody, and then nothing is looked up."""
    chosen = said.group.settings
    rule = permissions.rule_of(permissions.Deed.CREATE, chosen)
    if rule.otherwise is permissions.Verdict.ALLOWED or said.group.kind is groups.GroupKind.PERSONAL:
        return
    found = permissions.kinds(await part(work, said)) | ({permissions.Kind.ADMIN} if said.is_admin else set())
    around = permissions.Circumstances(has_lead=await has_lead(work, said.group), chosen=chosen)
    if permissions.decide(permissions.Deed.CREATE, found, around) is not permissions.Verdict.ALLOWED:
        raise Refused(rule.key)


async def check_closes(work: ports.Work, said: changes.Said, task: tasks.Task) -> None:
    """Refuse whoever may not say of the task that it is over, where the group lets only some."""
    chosen = said.group.settings
    rule = permissions.rule_of(permissions.Deed.CLOSE, chosen)
    if rule.otherwise is not permissions.Verdict.REFUSED or said.group.kind is groups.GroupKind.PERSONAL:
        return
    found = permissions.kinds(await part(work, said), task, said.actor_id)
    around = permissions.about(task, chosen=chosen)
    if permissions.decide(permissions.Deed.CLOSE, found, around) is not permissions.Verdict.ALLOWED:
        owner = "" if task.owner is None else task.owner.name
        raise Refused(rule.key, number=task.number, title=task.title, owner=owner)


async def may_redate(work: ports.Work, said: changes.Said, task: tasks.Task) -> bool:
    """Tell whether the actor gives the task another date, or takes it away, without asking a lead."""
    if said.group.kind is groups.GroupKind.PERSONAL:
        return True
    found = permissions.kinds(await part(work, said), task, said.actor_id)
    around = permissions.about(task, has_lead=await has_lead(work, said.group), chosen=said.group.settings)
    return permissions.decide(permissions.Deed.REDATE, found, around) is permissions.Verdict.ALLOWED


async def has_lead(work: ports.Work, group: groups.Group) -> bool:
    return any(one.part in people.LEADING for _, one in await work.people.members(group.id))


async def may_configure(
    work: ports.Work,
    group: groups.Group,
    actor: people.Person | None,
    *,
    is_admin: bool,
    deed: permissions.Deed = permissions.Deed.CONFIGURE,
) -> bool:
    """Tell whether the actor may change what the group chose; `is_admin` is Telegram's word on them, now."""
    membership = None if actor is None else await work.people.membership(group.id, actor.id)
    own = None if membership is None or membership.left else membership.part
    found = permissions.kinds(own) | ({permissions.Kind.ADMIN} if is_admin else set())
    around = permissions.Circumstances(leads_configure=group.settings.leads_configure)
    return permissions.decide(deed, found, around) is permissions.Verdict.ALLOWED


async def check_leads(work: ports.Work, said: changes.Said) -> None:
    """Refuse whoever does not act as a lead."""
    if not (await of(work, said.group, said.actor)).leads:
        raise Refused(permissions.RULES[permissions.Deed.LEAD].key)
