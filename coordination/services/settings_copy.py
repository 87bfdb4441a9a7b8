"""What one group chose, copied to another: what would change, and the change, taken back as one; makes no text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from coordination import ports
from coordination.rules import groups
from coordination.services import changes
from coordination.services import groups as groups_service
from coordination.services import settings as service

FOR_ADMINS = frozenset({"leads_configure", "keep_texts_months"})
"""Fields that only an admin of the chat may set."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What differs: fields of the settings, the zone (`None`: the same, or not confirmed there), and by kind what is
    otherwise of the schedules; a check-in's own questions and days of the month stay as they are."""

    values: Mapping[str, Any] = field(default_factory=dict)
    zone: str | None = None
    schedules: Mapping[str, service.Other] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return not self.values and self.zone is None and not self.schedules


async def difference(work: ports.Work, source: groups.Group, group: groups.Group, *, is_admin: bool) -> Copy:
    """What copying the source's choices changes in the group. Names, language, tasks and people are never copied."""
    here, there = group.settings, source.settings
    values = {
        one.name: getattr(there, one.name)
        for one in fields(groups.Settings)
        if getattr(there, one.name) != getattr(here, one.name) and (is_admin or one.name not in FOR_ADMINS)
    }
    zone = source.zone if source.zone_confirmed and (source.zone != group.zone or not group.zone_confirmed) else None
    found = {kind: await _other(work, source, group, kind) for kind in service.SCHEDULES}
    return Copy(values, zone, {kind: other for kind, other in found.items() if other is not None})


async def _other(work: ports.Work, source: groups.Group, group: groups.Group, kind: str) -> service.Other | None:
    there, here = await service.when(work, source, kind), await service.when(work, group, kind)
    if not (there.weekly and here.weekly):
        return None
    other = service.Other(there.at, there.schedule.enabled, there.days)
    return None if other == service.Other(here.at, here.schedule.enabled, here.days) else other


async def apply(work: ports.Work, said: changes.Said, what: Copy) -> groups.Group:
    """Change what differs; every event has the same change, so that one tap takes all of it back."""
    if what.zone is not None:
        said = replace(said, group=await groups_service.confirm_zone(work, said, what.zone))
    if what.values:
        said = replace(said, group=await service.choose(work, said, dict(what.values)))
    for kind, other in what.schedules.items():
        await service.reschedule(work, said, kind, other)
    return await work.groups.get(said.group.id)
