"""On which days holidays fall that people name in dates; it knows no language and not which of them are days off.

Fixed ones by month and day; Easter and what hangs on it by computation; Chinese ones of the lunar year from a table
(2024 to 2050, checked against the `holidays` library, whose lunar calendar is the Hong Kong Observatory's).
"""

from datetime import date, timedelta

from dateutil import easter

FIXED = {
    "christmas": (12, 25),
    "christmas_eve": (12, 24),
    "boxing_day": (12, 26),
    "new_year": (1, 1),
    "new_year_eve": (12, 31),
    "epiphany": (1, 6),
    "valentine": (2, 14),
    "womens_day": (3, 8),
    "labour_day": (5, 1),
    "childrens_day": (6, 1),
    "party_day": (7, 1),
    "army_day": (8, 1),
    "teachers_day": (9, 10),
    "china_national_day": (10, 1),
    "double_eleven": (11, 11),
    "halloween": (10, 31),
    "all_saints": (11, 1),
    "armistice": (11, 11),
    "assumption": (8, 15),
    "bastille_day": (7, 14),
    "german_unity": (10, 3),
    "st_nicholas": (12, 6),
    "spain_national_day": (10, 12),
    "brazil_independence": (9, 7),
    "victory_day": (5, 9),
    "russia_day": (6, 12),
    "unity_day": (11, 4),
    "orthodox_christmas": (1, 7),
}

_FROM_EASTER = {
    "maundy_thursday": -3,
    "good_friday": -2,
    "easter": 0,
    "easter_monday": 1,
    "ascension": 39,
    "pentecost": 49,
    "whit_monday": 50,
}

_FIRST_YEAR = 2024
_LUNAR = {
    "spring_festival": (
        "0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130"
        " 0217 0206 0126 0214 0202 0123"
    ),
    "dragon_boat": (
        "0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607 0527 0614 0603 0622 0611 0531"
        " 0619 0608 0529 0615 0604 0623"
    ),
    "mid_autumn": (
        "0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0920 0910 0928 0917 1005"
        " 0925 0915 1004 0922 0911 0930"
    ),
    "qingming": (
        "0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0404 0405 0404"
        " 0404 0404 0405 0404 0404 0404"
    ),
}
_FROM_SPRING = {"spring_eve": -1, "lantern": 14}

BREAKS = {"china_national_day": 7, "labour_day": 5, "spring_festival": 7}
"""Days of the usual Chinese break that begins on the holiday; the true one is published shortly before each year."""


def day_of(key: str, year: int) -> date | None:
    """The day of a holiday in `year`; `None` beyond the table of lunar years."""
    if key in FIXED:
        return date(year, *FIXED[key])
    if key in _FROM_EASTER:
        return easter.easter(year) + timedelta(days=_FROM_EASTER[key])
    if key == "orthodox_easter":
        return easter.easter(year, easter.EASTER_ORTHODOX)
    if key == "thanksgiving":
        return date(year, 11, 22) + timedelta(days=(3 - date(year, 11, 22).weekday()) % 7)
    if key in _FROM_SPRING:
        spring = _lunar("spring_festival", year)
        return spring and spring + timedelta(days=_FROM_SPRING[key])
    return _lunar(key, year)


def _lunar(key: str, year: int) -> date | None:
    days = _LUNAR[key].split()
    if not 0 <= year - _FIRST_YEAR < len(days):
        return None
    text = days[year - _FIRST_YEAR]
    return date(year, int(text[:2]), int(text[2:]))


def next_of(key: str, today: date) -> date | None:
    """The next time a holiday falls on `today` or later."""
    for year in (today.year, today.year + 1):
        day = day_of(key, year)
        if day is not None and day >= today:
            return day
    return None
