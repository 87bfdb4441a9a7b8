"""Who may do what: one table of deeds and kinds of people, from which checks and their page are made; no database."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from coordination.rules import groups, people, tasks


class Kind(StrEnum):
    """What somebody is in a group or for a task; a person is several of these at once, and at least a member.

    Whoever writes in the chat is present by that; who has left it holds no part until they are back.
    """

    ADMIN = "admin"  # of the Telegram chat
    ANONYMOUS = "anonymous"  # an admin behind the chat's own name: a right without a person
    LEAD = "lead"
    DEPUTY = "deputy"
    LIAISON = "liaison"
    SECRETARY = "secretary"
    OWNER = "owner"
    SUPPORTER = "supporter"
    CREATOR = "creator"
    MEMBER = "member"
    LEFT = "left"
    STRANGER = "stranger"  # of another chat: knows the group by guessing at best
    STAND_IN = "stand_in"  # an id that Telegram shows for channels and the like


class Deed(StrEnum):
    READ = "read"
    CREATE = "create"
    NOTE = "note"
    ASSIGN = "assign"
    REPORT = "report"
    CLOSE = "close"
    CHANGE = "change"
    REDATE = "redate"
    REMOVE_DATE = "remove_date"
    HAND_OVER = "hand_over"
    LEAD = "lead"
    CONFIGURE = "configure"
    APPOINT = "appoint"
    EXPORT = "export"


class Verdict(StrEnum):
    ALLOWED = "allowed"
    ASKS = "asks"  # it is kept, and the one whose word counts is asked
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do it, what becomes of anybody else's, and the key of the refusal.

    `by_leads`: while a group has no lead, everybody acts as one. `unasked`: it is allowed to everybody where the
    task's owner can't be asked, since it has none or Telegram does not know them. `if_leads_may`: leads too, where the
    group's admins let them.
    """

    allowed: frozenset[Kind]
    otherwise: Verdict = Verdict.ALLOWED
    key: str = ""
    by_leads: bool = False
    unasked: bool = False
    if_leads_may: bool = False


NOBODY = frozenset({Kind.LEFT, Kind.STRANGER, Kind.STAND_IN})
_EVERYBODY = frozenset(Kind) - NOBODY
_LEADS = frozenset({Kind.LEAD, Kind.DEPUTY})
_ADMINS = frozenset({Kind.ADMIN, Kind.ANONYMOUS})
_RECORDERS = _LEADS | {Kind.LIAISON, Kind.SECRETARY}
_THEIRS = _RECORDERS | {Kind.OWNER, Kind.SUPPORTER}
_REFUSED = Verdict.REFUSED

_ANYBODY = Rule(_EVERYBODY)
_REPORTS = Rule(_THEIRS, Verdict.ASKS, unasked=True)
_MOVES_DATES = Rule(_LEADS, Verdict.ASKS, by_leads=True)
_TAKES_DATES = Rule(_LEADS, _REFUSED, "refused.lead_removes_date", by_leads=True)

RULES: dict[Deed, Rule] = {
    **dict.fromkeys((Deed.READ, Deed.CREATE, Deed.NOTE, Deed.ASSIGN), _ANYBODY),
    **dict.fromkeys((Deed.REPORT, Deed.CLOSE), _REPORTS),
    Deed.CHANGE: Rule(_THEIRS | {Kind.CREATOR}, _REFUSED, "refused.owner_or_lead", unasked=True),
    Deed.REDATE: _MOVES_DATES,
    Deed.REMOVE_DATE: _TAKES_DATES,
    **dict.fromkeys((Deed.HAND_OVER, Deed.LEAD), Rule(_LEADS, _REFUSED, "refused.leads_only", by_leads=True)),
    Deed.CONFIGURE: Rule(_ADMINS, _REFUSED, "refused.admins_only", if_leads_may=True),
    Deed.APPOINT: Rule(_ADMINS, _REFUSED, "refused.admins_only"),
    Deed.EXPORT: Rule(_ADMINS, _REFUSED, "refused.export_admins"),
}
"""The table (product.md, People and rights). A chat admin is not a lead by that, nor a lead an admin."""

CHOSEN: dict[Deed, dict[groups.Who, Rule]] = {
    Deed.CREATE: {
        groups.Who.EVERYONE: _ANYBODY,
        groups.Who.LEADS: Rule(_RECORDERS | _ADMINS, _REFUSED, "refused.leads_create", by_leads=True),
        groups.Who.ADMINS: Rule(_ADMINS, _REFUSED, "refused.admins_create"),
    },
    Deed.CLOSE: {
        groups.Who.EVERYONE: _REPORTS,
        groups.Who.OWNERS: Rule(_THEIRS, _REFUSED, "refused.owners_close", unasked=True),
    },
    Deed.REDATE: {
        groups.Who.LEADS: _MOVES_DATES,
        groups.Who.OWNERS: replace(_MOVES_DATES, allowed=_THEIRS, unasked=True),
        groups.Who.EVERYONE: _ANYBODY,
    },
    Deed.REMOVE_DATE: {
        groups.Who.LEADS: _TAKES_DATES,
        groups.Who.OWNERS: replace(_TAKES_DATES, allowed=_THEIRS, unasked=True),
        groups.Who.EVERYONE: _ANYBODY,
    },
}
"""Instead of the table, what a group's admins chose of these (`Circumstances.chosen`); the first of each is usual."""

_FIELDS = {
    Deed.CREATE: "may_create",
    Deed.CLOSE: "may_close",
    Deed.REDATE: "may_set_dates",
    Deed.REMOVE_DATE: "may_set_dates",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else decides: whether the group has a lead, whether the task has an owner who can be asked, and whether the
    group's admins let leads change its settings; and the settings, for what else they chose."""

    has_lead: bool = True
    owner_known: bool = True
    leads_configure: bool = False
    chosen: groups.Settings = groups.USUAL


USUAL = Circumstances()


def decide(deed: Deed, kinds: Collection[Kind], around: Circumstances = USUAL) -> Verdict:
    """What becomes of the deed of somebody who is all of `kinds`: the best that one of these gives.

    Whoever is not of the group gets nothing, whatever is chosen: who left or never came is told the same whether it
    exists or not, what a stand-in says is not read at all.
    """
    if not NOBODY.isdisjoint(kinds):
        return Verdict.REFUSED
    rule = rule_of(deed, around.chosen)
    allowed = rule.allowed | _LEADS if rule.if_leads_may and around.leads_configure else rule.allowed
    if not allowed.isdisjoint(kinds):
        return Verdict.ALLOWED
    if (rule.by_leads and not around.has_lead) or (rule.unasked and not around.owner_known):
        return Verdict.ALLOWED
    return rule.otherwise


def rule_of(deed: Deed, chosen: groups.Settings = groups.USUAL) -> Rule:
    """The rule in force where the group's admins chose so. A choice that this deed does not know counts as none."""
    field = _FIELDS.get(deed)
    return RULES[deed] if field is None else CHOSEN[deed].get(getattr(chosen, field), RULES[deed])


def kinds(part: people.Part | None, task: tasks.Task | None = None, person_id: int | None = None) -> frozenset[Kind]:
    """What a person is by their part (`None`: none here) and for the task; nobody has a share in a task."""
    found = {Kind.MEMBER if part is None else Kind(part.value)}
    if task is None or person_id is None:
        return frozenset(found)
    if task.owner is not None and task.owner.person_id == person_id:
        found.add(Kind.OWNER)
    if any(one.person_id == person_id for one in task.supporters):
        found.add(Kind.SUPPORTER)
    if task.created_by == person_id:
        found.add(Kind.CREATOR)
    return frozenset(found)


def about(task: tasks.Task, *, has_lead: bool = True, chosen: groups.Settings = groups.USUAL) -> Circumstances:
    """The circumstances of a task."""
    is_known = task.owner is not None and task.owner.person_id is not None
    return Circumstances(has_lead, is_known, chosen=chosen)
