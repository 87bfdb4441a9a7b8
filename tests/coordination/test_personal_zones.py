"""Which zone somebody's own list gets from their groups: one that all share, and none where that would be a guess."""

import pytest

from coordination.rules.groups import Group, GroupKind
from coordination.services import personal_zones


def _group(zone: str, *, confirmed: bool = True, kind: GroupKind = GroupKind.GROUP) -> Group:
    return Group(1, 1, None, "Exhibition", "en", zone, zone_confirmed=confirmed, kind=kind)


@pytest.mark.parametrize(
    ("groups", "zone"),
    [
        ([], None),
        ([_group("Asia/Shanghai")], "Asia/Shanghai"),
        ([_group("Asia/Shanghai"), _group("Asia/Shanghai", kind=GroupKind.COMMITTEE)], "Asia/Shanghai"),
        ([_group("Asia/Shanghai"), _group("UTC", confirmed=False)], "Asia/Shanghai"),
        ([_group("UTC", confirmed=False)], None),
        ([_group("Asia/Shanghai"), _group("Europe/Zurich")], None),
        ([_group("Asia/Shanghai", kind=GroupKind.PERSONAL)], None),
    ],
)
def test_a_list_goes_by_the_zone_that_all_groups_of_its_owner_share(groups: list[Group], zone: str | None) -> None:
    assert personal_zones.shared(groups) == zone
