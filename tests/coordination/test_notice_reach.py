"""Which groups a notice is for, and how sections and groups are picked, as values."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from coordination.errors import Refused
from coordination.rules import groups, notices, programmes, tasks
from coordination.services import links, notice_holds, notice_reach, sections
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from tests.coordination import samples
from tests.coordination.committees import Committee, committee

EXH, LOG, GUE, OLD = 11, 12, 13, 14
STANDS, WELCOME = 21, 22


def seated(group_id: int, code: str, life: groups.Life = groups.Life.RUNNING) -> programme_service.Seated:
    name = "后勤组" if code == "LOG" else code
    group = groups.Group(group_id, 1, None, name, "en", "UTC", zone_confirmed=True, code=code, life=life)
    return programme_service.Seated(programmes.Seat(group_id, 1, group_id, group_id, code, code), group)


AMONG = notice_reach.Choices(
    (seated(EXH, "EXH"), seated(LOG, "LOG"), seated(GUE, "GUE"), seated(OLD, "OLD", groups.Life.CONCLUDED)),
    (
        notice_reach.Section(STANDS, "STANDS", frozenset({EXH, LOG})),
        notice_reach.Section(WELCOME, "接待", frozenset({GUE, OLD}), "接待板块"),
    ),
)
NOTICE = notices.Notice(1, 1, "Photos", samples.NOW)


@pytest.mark.parametrize(
    ("codes", "left_out"),
    [
        (None, (OLD,)),
        (("EXH",), (LOG, GUE, OLD)),
        (("STANDS",), (GUE, OLD)),
        (("接待",), (EXH, LOG, OLD)),
        (("接待", "EXH"), (LOG, OLD)),
        (("接待板块",), (EXH, LOG, OLD)),
        (("后勤组",), (EXH, GUE, OLD)),
        (("OLD",), (EXH, LOG, GUE)),
        (AMONG.codes, ()),
    ],
)
def test_groups_are_meant_by_their_code_or_their_sections(codes: tuple[str, ...] | None, left_out: tuple[int]) -> None:
    assert notice_reach.left_out(AMONG, codes) == left_out


def test_codes_and_chinese_names_may_stand_in_front_and_latin_names_are_words() -> None:
    assert AMONG.codes == ("EXH", "LOG", "GUE", "OLD", "STANDS", "接待", "后勤组", "接待板块")


def test_a_press_leaves_a_group_a_section_or_all_out_and_takes_them_in_again() -> None:
    def pressed(*wanted: int) -> tuple[int, ...]:
        notice = NOTICE
        for one in wanted:
            notice = notice_reach.toggled(notice, AMONG, one)
        return notice.left_out

    assert pressed(EXH) == (EXH,)
    assert pressed(EXH, EXH) == ()
    assert pressed(STANDS) == (EXH, LOG)
    assert pressed(EXH, STANDS) == ()
    assert pressed(0) == (EXH, LOG, GUE, OLD)
    assert pressed(0, WELCOME, EXH) == (LOG,)


def test_a_group_of_nobody_is_refused_and_one_that_is_gone_is_forgotten() -> None:
    with pytest.raises(Refused):
        notice_reach.toggled(NOTICE, AMONG, 99)
    assert notice_reach.toggled(replace(NOTICE, left_out=(99,)), AMONG, EXH).left_out == (EXH,)


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as made:
        yield made


async def test_a_notice_goes_to_a_section_and_holds_all_that_hangs_on_a_task_whosever_it_is(opened: Committee) -> None:
    # given a section of two groups, and a task of one group that waits for one of another
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        venue = await sections.make(work, said, "Venue", code="VEN")
        for code in ("EXH", "MED"):
            await sections.put(work, said, opened.seats[code].group.id, venue.group.id)
    async with hall.tell("Li") as (work, said):
        far = await work.tasks.by_number(opened.seats["GUE"].group.id, 1)
        assert far is not None
        await links.wait_for(work, said, 1, [], beyond=[far])

    # when a notice is drafted for the section, and one group of another is picked besides
    async with opened.room.tell("Ann") as (work, said):
        draft = await service.draft(work, said, "urgent VEN hold GUE-1 and all on it: Hall closed\nWait.")
        assert [one.seat.code for one in draft.seats] == ["EXH", "MED"]
        assert [one.reference for one in draft.held] == ["GUE-1", "EXH-1"]
        draft = await service.choose(work, draft, opened.seats["GUE"].group.id)
        draft = await service.choose(work, draft, venue.group.id)
        assert [one.seat.code for one in draft.seats] == ["GUE"]
        nobody = await service.choose(work, draft, opened.seats["GUE"].group.id)
        with pytest.raises(Refused, match="nobody"):
            await service.send(work, nobody)
        for wrong in ("GUE-77", "XXX-1"):
            with pytest.raises(Refused, match="no_such_task"):
                await service.hold(work, draft, wrong)

    # then only those that were picked have it, and each task is on hold once, and set free once
    def why(group: groups.Group) -> str:
        return f"notice of {group.name}"

    async with opened.room.tell("Ann") as (work, said):
        sent = await service.send(work, draft)
        held = await notice_holds.carry_out(work, said, sent.notice, why)
        assert {one.task.state for one in held} == {tasks.State.ON_HOLD} and len(held) == 2
        assert await notice_holds.carry_out(work, said, sent.notice, why) == []
    async with opened.room.tell("Ann") as (work, said):
        assert [one.seat.code for one in (await service.of_number(work, said.group, 1)).seats] == ["GUE"]
        freed = await notice_holds.release(work, said, sent.notice, lambda reason: reason.startswith("notice of"))
        assert len(freed) == 2
        with pytest.raises(Refused, match="nothing_held"):
            await notice_holds.release(work, said, sent.notice, lambda reason: True)
