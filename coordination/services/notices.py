"""Notices of a committee to its groups, and who has confirmed them; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, notice_heads, notices, people, programmes, quiet
from coordination.services import changes, notice_holds, notice_reach
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service

State = notices.State


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice with its committee, the groups it is for in plan order, and their receipts by group."""

    notice: notices.Notice
    committee: groups.Group
    seats: tuple[programme_service.Seated, ...]
    receipts: Mapping[int, notices.Receipt]
    asleep: tuple[programme_service.Seated, ...] = ()  # groups in their quiet hours now
    held: tuple[notice_holds.Held, ...] = ()  # tasks that it puts on hold
    reminds_at: datetime | None = None  # when groups without a receipt are reminded by themselves; `None`: no more

    @property
    def missing(self) -> tuple[programme_service.Seated, ...]:
        """Groups that have not confirmed."""
        return tuple(one for one in self.seats if self.receipts[one.group.id].received_at is None)

    @property
    def confirmed(self) -> int:
        return len(self.seats) - len(self.missing)


async def draft(
    work: ports.Work, said: changes.Said, typed: str, *, file: changes.Evidence | None = None, answered: str = ""
) -> Seen:
    """Keep a notice that is not sent yet; `answered` are its words where none were typed, `file` goes with it.

    What is typed may begin with `urgent`, with codes, and with tasks to hold (`rules.notice_heads`). Raises `Refused`
    without words, for words that are too long, for codes and tasks of nobody, and without groups.
    """
    programme = await rounds_service.programme_of(work, said.group)
    among = await notice_reach.choices(work, programme)
    head = notice_heads.read(typed, among.codes)
    words = notices.checked(head.words or answered)
    notice = notices.Notice(
        id=work.new_id(),
        programme_id=programme.id,
        words=words,
        created_at=work.now,
        urgent=head.urgent,
        by=said.actor_id,
        confirm_by=_confirm_by(work, said.group),
        left_out=notice_reach.left_out(among, head.codes),
        file_id=None if file is None else file.file_id,
        file_kind=None if file is None else file.kind,
    )
    if head.holding is not None:
        notice = replace(notice, holds=await _holds(work, programme, head.holding))
    work.notices.save(notice)
    return await seen(work, said.group, notice)


async def _holds(
    work: ports.Work, programme: programmes.Programme, asked: notice_heads.Holding
) -> tuple[tuple[int, int], ...]:
    found = await notice_holds.find(work, programme, asked)
    return tuple((one.group.id, one.task.id) for one in found)


async def hold(work: ports.Work, of: Seen, typed: str) -> Seen:
    """Other tasks for an urgent draft to put on hold; without words none. Raises `Refused` for what can't be read."""
    check_draft(of.notice)
    programme = await rounds_service.programme_of(work, of.committee)
    asked = notice_heads.read_tasks(typed)
    if asked is None:
        raise Refused("notice.which_tasks")
    changed = replace(of.notice, holds=await _holds(work, programme, asked))
    work.notices.save(changed)
    return await seen(work, of.committee, changed)


async def choose(work: ports.Work, of: Seen, wanted: int) -> Seen:
    """Leave a group or a section out of a draft, or take it in again; 0: all, or none (`notice_reach.toggled`)."""
    check_draft(of.notice)
    programme = await rounds_service.programme_of(work, of.committee)
    chosen = notice_reach.toggled(of.notice, await notice_reach.choices(work, programme), wanted)
    work.notices.save(chosen)
    return await seen(work, of.committee, chosen)


def check_draft(notice: notices.Notice) -> None:
    """Raises `Refused` for one that was decided."""
    if notice.state is not State.DRAFT:
        raise Refused("notice.sent_already")


def _confirm_by(work: ports.Work, committee: groups.Group) -> datetime:
    calendar = groups_service.calendar_of(committee)
    return notices.confirm_by(work.now, committee.zone, committee.settings.workday_ends, calendar)


async def seen(work: ports.Work, committee: groups.Group, notice: notices.Notice) -> Seen:
    """A draft is for all groups of the programme that are not left out; a sent one for those it went to."""
    by_group = {one.group_id: one for one in await work.notices.receipts(notice.id)}
    programme = await work.programmes.get(notice.programme_id)
    places = [] if programme is None else await programme_service.seated(work, programme)
    shown = tuple(one for one in places if _is_for(notice, one.group.id, by_group))
    receipts = {one.group.id: by_group.get(one.group.id, notices.Receipt(notice.id, one.group.id)) for one in shown}
    asleep = tuple(one for one in shown if one.seat.joined_at is not None and _is_asleep(one.group, work.now))
    held = await notice_holds.kept(work, notice)
    return Seen(notice, committee, shown, receipts, asleep, held, await _reminds_at(work, notice))


def _is_for(notice: notices.Notice, group_id: int, receipts: Mapping[int, notices.Receipt]) -> bool:
    return group_id not in notice.left_out if notice.state is State.DRAFT else group_id in receipts


async def _reminds_at(work: ports.Work, notice: notices.Notice) -> datetime | None:
    if notice.state is not State.SENT or notice.confirm_by is None or notice.confirm_by <= work.now:
        return None
    return None if await work.ledger.has(*_reminded(notice)) else notice.confirm_by - notices.REMINDED


def _reminded(notice: notices.Notice) -> tuple[str, str, str]:
    return f"notice:{notice.id}", "reminded", ""


def peace_of(group: groups.Group) -> quiet.Peace:
    """The group's quiet hours."""
    return quiet.Peace(group.zone, group.settings.quiet_from, group.settings.quiet_until)


def _is_asleep(group: groups.Group, now: datetime) -> bool:
    return quiet.is_quiet(peace_of(group), now)


async def of_committee(work: ports.Work, committee: groups.Group, notice_id: int) -> Seen:
    """The committee's notice; refused alike whether another committee has it or nobody."""
    notice = await work.notices.get(notice_id)
    programme = None if notice is None else await work.programmes.get(notice.programme_id)
    if notice is None or programme is None or programme.committee_id != committee.id:
        raise Refused("refused.old_button")
    return await seen(work, committee, notice)


async def of_number(work: ports.Work, committee: groups.Group, number: int) -> Seen:
    """Raises `Refused` where the committee sent none of this number."""
    programme = await rounds_service.programme_of(work, committee)
    notice = await work.notices.of_number(programme.id, number) if 0 < number <= notices.HIGHEST else None
    if notice is None:
        raise Refused("notice.none_of_number", number=number)
    return await seen(work, committee, notice)


async def recent(work: ports.Work, committee: groups.Group) -> Sequence[notices.Notice]:
    """The committee's newest notices that hold, the newest first."""
    programme = await rounds_service.programme_of(work, committee)
    return await work.notices.recent(programme.id)


async def of_group(work: ports.Work, group_id: int, notice_id: int) -> tuple[Seen, notices.Receipt]:
    """A notice that the group was sent, as that group sees it, and its receipt; refused alike for any other.

    Of the others nothing is read: two hundred groups that confirm at once would read forty thousand.
    """
    notice = await work.notices.get(notice_id)
    receipt = None if notice is None else await work.notices.receipt(notice_id, group_id)
    programme = None if notice is None else await work.programmes.get(notice.programme_id)
    seat = await work.programmes.seat_of(group_id)
    if notice is None or receipt is None or programme is None or seat is None:
        raise Refused("refused.old_button")
    committee, group = await work.groups.get(programme.committee_id), await work.groups.get(group_id)
    own = programme_service.Seated(seat, group)
    held = await notice_holds.kept(work, notice, group_id)
    return Seen(notice, committee, (own,), {group_id: receipt}, held=held), receipt


async def send(work: ports.Work, of: Seen) -> Seen:
    """Give it its number and a receipt to come from every group it is for; once."""
    check_draft(of.notice)
    if not of.seats:
        raise Refused("notice.nobody")
    number = 1 + await work.notices.highest_number(of.notice.programme_id)
    sent = replace(
        of.notice,
        number=number,
        state=State.SENT,
        sent_at=work.now,
        confirm_by=_confirm_by(work, of.committee),
    )
    work.notices.save(sent)
    for one in of.seats:
        work.notices.save_receipt(notices.Receipt(sent.id, one.group.id))
    return await seen(work, of.committee, sent)


def cancel(work: ports.Work, of: Seen) -> None:
    """A draft is dropped."""
    check_draft(of.notice)
    work.notices.save(replace(of.notice, state=State.CANCELLED))


async def receive(
    work: ports.Work,
    notice: notices.Notice,
    receipt: notices.Receipt,
    by: people.Person | None,
    note: str | None = None,
) -> bool:
    """The group has it; `False` where that was known. `note`: how it was told on the group's behalf."""
    if notice.state is not State.SENT:
        raise Refused("notice.withdrawn")
    if receipt.received_at is not None:
        return False
    received = replace(receipt, received_at=work.now, by=None if by is None else by.id, note=note)
    work.notices.save_receipt(received)
    return True


async def reword(work: ports.Work, of: Seen, words: str) -> Seen:
    """Other words for a notice that was sent; receipts stay, for they say who has seen its number."""
    if of.notice.state is not State.SENT:
        raise Refused("notice.withdrawn")
    changed = replace(of.notice, words=notices.checked(words), version=of.notice.version + 1)
    work.notices.save(changed)
    return await seen(work, of.committee, changed)


async def withdraw(work: ports.Work, of: Seen) -> Seen:
    """It holds no longer; nobody is asked to confirm it any more."""
    if of.notice.state is not State.SENT:
        raise Refused("notice.withdrawn")
    gone = replace(of.notice, state=State.WITHDRAWN)
    work.notices.save(gone)
    return await seen(work, of.committee, gone)


async def to_remind(work: ports.Work, of: Seen, *, at_once: bool = False) -> Sequence[programme_service.Seated]:
    """Groups that are reminded now, each once by itself; by a person's press as often as they press."""
    if of.notice.state is not State.SENT:
        raise Refused("notice.withdrawn")
    if not at_once:
        if await work.ledger.has(*_reminded(of.notice)):
            return []
        work.ledger.add(*_reminded(of.notice))
    return of.missing
