"""How long a group keeps what people wrote about its tasks; knows no database and no text."""

from calendar import monthrange
from datetime import datetime, timedelta

CONSIDERED = timedelta(days=1)
"""A choice takes effect so long after it was made: until then a slip is taken back without a loss."""


def cutoff(now: datetime, months: int) -> datetime | None:
    """Words said before that instant (aware, UTC) are not kept; `None` where all are (`months` 0).

    The same day of an earlier month, or its last day where there is none.
    """
    if months <= 0:
        return None
    years, month = divmod(now.month - 1 - months, 12)
    year = now.year + years
    if year < 1:
        return None
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))
