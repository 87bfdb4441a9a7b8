"""The days of an absence, as people write them in either language; whatever is left of the words is a name."""

from datetime import date

import pytest

from coordination.errors import Refused
from coordination.rules import groups
from handlers import away
from tests.handlers import scenes

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "first", "last", "rest"),
    [
        ("1 Dec - 5 Dec", (12, 1), (12, 5), ""),
        ("1 Dec to 5 Dec", (12, 1), (12, 5), ""),
        ("until 5 Dec", (11, 24), (12, 5), ""),
        ("12月1日至12月5日", (12, 1), (12, 5), ""),
        ("12月1日至5日", (12, 1), (12, 5), ""),
        ("12月1日到12月5日 李敏代班", (12, 1), (12, 5), "李敏"),
        ("自12月1日起至12月5日止", (12, 1), (12, 5), ""),
        ("12月1日（周二）至12月5日（周六）", (12, 1), (12, 5), ""),
        ("12月1号～3号", (12, 1), (12, 3), ""),
        ("明天到周五", (11, 25), (11, 27), ""),
        ("本周三至下周二", (11, 25), (12, 1), ""),
        ("下周一到下周三 由李敏代班", (11, 30), (12, 2), "李敏"),
        ("到周五", (11, 24), (11, 27), ""),
        ("12月1日", (12, 1), (12, 1), ""),
    ],
)
def test_the_first_and_the_last_day_are_those_written(
    typed: str, first: tuple[int, int], last: tuple[int, int], rest: str
) -> None:
    language = "zh" if any(char > "\u3000" for char in typed) else "en"
    group = groups.Group(1, 1, None, "签证组", language, "Asia/Shanghai")

    assert away.days(scenes.request(group), typed) == (date(2026, *first), date(2026, *last), rest)


@pytest.mark.parametrize("typed", ["12/1至12/5", "whenever", "下周"])
def test_days_that_may_be_several_are_refused(typed: str) -> None:
    group = groups.Group(1, 1, None, "签证组", "zh", "Asia/Shanghai")
    with pytest.raises(Refused):
        away.days(scenes.request(group), typed)
