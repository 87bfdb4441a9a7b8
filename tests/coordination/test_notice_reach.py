"""Which groups a notice is for, and how sections and groups are picked, as values."""

from dataclasses import replace

import pytest

from coordination.errors import Refused
from coordination.rules import groups, notices, programmes
from coordination.services import notice_reach
from coordination.services import programmes as programme_service
from tests.coordination import samples

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
