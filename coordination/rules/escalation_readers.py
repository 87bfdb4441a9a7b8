"""Who answers for a late task on a day, and who is told above them; knows no message and no database."""

from collections.abc import Sequence
from datetime import date

from coordination.rules import absence, people, tasks
from coordination.rules.escalation import Person

Members = Sequence[tuple[people.Person, people.Membership]]
"""All who belong to the group and have not left."""


def asked(
    task: tasks.Task, members: Members, absences: absence.Absences, today: date
) -> tuple[Person, people.Person | None]:
    """Whether the owner, a stand-in or nobody answers for the task today, and the person where Telegram knows them.

    An owner who is a name alone answers by what others record. One who has left the group is nobody.
    """
    if task.owner is None:
        return Person.NOBODY, None
    if task.owner.person_id is None:
        return Person.OWNER, None
    here = {person.id: person for person, _ in members}
    acting = absence.acting(absences, task.owner.person_id, today)
    if task.owner.person_id not in here or acting is None:
        return Person.NOBODY, None
    return Person.OWNER if acting == task.owner.person_id else Person.STAND_IN, here.get(acting)


def above(
    members: Members, asked_: people.Person | None, absences: absence.Absences, today: date
) -> tuple[people.Person, ...]:
    """Who is told when it goes to the lead: leads and deputies, in the place of one who is away their stand-in.

    Nobody is told of what they answer for themselves, and what a lead owns does not go to their deputy. A lead who is
    away without a stand-in is told all the same: there is nobody else.
    """
    here = {person.id: person for person, _ in members}
    own = asked_.id if asked_ is not None else 0
    owner_leads = any(person.id == own and its.part is people.Part.LEAD for person, its in members)
    parts = {people.Part.LEAD} if owner_leads else people.LEADING
    leads = [person.id for person, its in members if its.part in parts and person.id != own]
    present = [absence.acting(absences, one, today) for one in leads]
    told = [one for one in present if one is not None and one != own and one in here] or leads
    return tuple(here[one] for one in dict.fromkeys(told))
