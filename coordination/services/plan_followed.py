"""Plans that were taken over go on naming tasks that went into a chat with new ids; makes no text."""

from collections.abc import Mapping

from coordination import ports
from coordination.rules import programmes


async def rename(work: ports.Work, committee_id: int, new_ids: Mapping[int, int]) -> None:
    """Put new ids of tasks in the place of old ones, in what rows of the committee's plans became."""
    accepted = programmes.PlanState.ACCEPTED
    first = await work.plans.first(committee_id, accepted)
    plans = {one.id: one for one in await work.plans.all(committee_id, accepted)}
    for plan in ({**plans, first.id: first} if first is not None else plans).values():
        became = programmes.became(plan)
        if not new_ids.keys().isdisjoint(became.values()):
            renamed = {place: new_ids.get(id_, id_) for place, id_ in became.items()}
            work.plans.save(programmes.with_tasks(plan, renamed))
