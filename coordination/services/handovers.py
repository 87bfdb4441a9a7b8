"""In whose hands a programme is, and how it goes into others': to a person, or to another chat; makes no text.

A programme goes to another chat with its committee: the committee's group takes that chat, with its tasks, rounds and
notices as they are. What is asked for it is kept as a question, whose number and secret are the code of the link.
"""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, programmes
from coordination.services import changes, lives, places
from coordination.services import programmes as programme_service

KIND, OWNER, MOVED = "handover", "owner_of_programme", "committee_moved"
"""The kind of the question, and of the events by which the owner changes, and the chat of the committee."""

STANDS = timedelta(days=7)
TAKEN, CALLED_OFF = "taken", "called_off"
SHOWN, MOST_SHOWN = "shown_in", 20
_CODE = re.compile(r"HO_(\d{1,19})_([A-Z0-9]{10})")


@dataclass(frozen=True, slots=True)
class Handed:
    """The programme in its new hands: its committee as it is now, and where it was before."""

    programme: programmes.Programme
    committee: groups.Group
    before: messages.Place


def check(programme: programmes.Programme, actor: people.Person | None, *, is_admin: bool) -> None:
    """Raises `Refused` for whoever neither has the programme in hand nor is an admin of its committee's chat."""
    if not is_admin and (actor is None or programme.owner_id != actor.id):
        raise Refused("panel.owner_only")


async def to_person(work: ports.Work, said: changes.Said, person_id: int) -> programmes.Programme:
    """Give the committee's programme into the hands of one of its people. Raises `Refused` for anybody else."""
    programme = await work.programmes.of_committee(said.group.id)
    membership = await work.people.membership(said.group.id, person_id)
    if programme is None or membership is None or membership.left:
        raise Refused("refused.old_button")
    lives.check_open(programme)
    if programme.owner_id == person_id:
        return programme
    handed = replace(programme, owner_id=person_id)
    work.programmes.save(handed)
    values = ({"person": programme.owner_id}, {"person": person_id})
    changes.add_group_event(work, said, OWNER, values)
    return handed


def offer(work: ports.Work, said: changes.Said, programme: programmes.Programme) -> str:
    """The code by which an admin of another chat takes the programme over within a week."""
    lives.check_open(programme)
    secret = "".join(secrets.choice(programme_service.JOIN_SIGNS) for _ in range(10))
    question = ports.Question(
        id=work.new_id(),
        group_id=said.group.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        person_id=said.actor_id,
        values={"secret": secret},
    )
    work.questions.save(question)
    return f"HO_{question.id}_{secret}"


def is_code(typed: str) -> bool:
    """Whether somebody opened a link of `offer`."""
    return _CODE.fullmatch(typed.strip().upper()) is not None


async def offered(work: ports.Work, here: groups.Group, typed: str) -> tuple[ports.Question, programmes.Programme]:
    """What a code offers to the group. Raises `Refused` where it is nobody's, old, or the chat has work of its own."""
    found = _CODE.fullmatch(typed.strip().upper())
    question = None if found is None else await work.questions.get(int(found[1]))
    if question is None or found is None or question.kind != KIND or question.values["secret"] != found[2]:
        raise Refused("programme.no_such_code")
    programme = await _open(work, here, question)
    return show(work, here, question), programme


def show(work: ports.Work, here: groups.Group, question: ports.Question) -> ports.Question:
    """Keep that the link was opened in this group: its buttons hold there, and nowhere else by guessing (rule 7)."""
    shown = [*question.values.get(SHOWN, ()), here.id][-MOST_SHOWN:]
    question = replace(question, values={**question.values, SHOWN: shown})
    work.questions.save(question)
    return question


def check_shown(here: groups.Group, question: ports.Question) -> None:
    """Raises `Refused` where the link was not opened in this group."""
    if here.id not in question.values.get(SHOWN, ()):
        raise Refused("refused.old_button")


async def _open(work: ports.Work, here: groups.Group, question: ports.Question) -> programmes.Programme:
    programme = await work.programmes.of_committee(question.group_id)
    if programme is None or question.answered_at is not None or question.expires_at <= work.now:
        raise Refused("handover.over")
    lives.check_open(programme)
    if here.kind is not groups.GroupKind.GROUP or await work.programmes.seat_of(here.id) is not None:
        raise Refused("programme.not_a_group")
    if (await work.groups.get(here.id)).next_number > 1:
        raise Refused("handover.not_empty")
    return programme


async def take(work: ports.Work, said: changes.Said, question_id: int) -> Handed:
    """Take the offered programme over into the chat of `said`: its committee is there from now on."""
    question = await work.questions.get(question_id)
    if question is None or question.kind != KIND:
        raise Refused("refused.old_button")
    check_shown(said.group, question)
    programme = await _open(work, said.group, question)
    committee = await work.groups.get(programme.committee_id)
    before = programme_service.place_of(committee)
    moved = await places.settle(work, committee, await work.groups.get(said.group.id))
    handed = replace(programme, owner_id=said.actor_id)
    work.programmes.save(handed)
    work.questions.save(replace(question, answered_at=work.now, answer=TAKEN))
    values = ({"person": programme.owner_id}, {"person": said.actor_id, "programme": programme.name})
    changes.add_group_event(work, replace(said, group=moved), MOVED, values)
    return Handed(handed, moved, before)


async def decline(work: ports.Work, here: groups.Group, question_id: int) -> None:
    """Nothing is handed over. Raises `Refused` where it was not offered to this group."""
    question = await work.questions.get(question_id)
    if question is None or question.kind != KIND or question.answered_at is not None:
        raise Refused("refused.old_button")
    check_shown(here, question)
    work.questions.save(replace(question, answered_at=work.now, answer=CALLED_OFF))
