"""When a request of one group to another is reminded of and when it goes up, as instants; no database and no text."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from coordination.rules import calendars, instants

REMINDED_AFTER = 2
"""Working days of whoever is to answer, without an answer, after which they are reminded, once."""

UP_AFTER = 4
"""Working days after which it goes to whoever stands above both groups, once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Since when whom an answer is waited for, and by whose days that is counted; both steps come as work begins."""

    since: datetime
    zone: str
    calendar: calendars.WorkCalendar
    begins: time = time(9, 0)  # local time, in the zone of whoever is to answer

    @property
    def reminds_at(self) -> datetime:
        """Aware, UTC."""
        return self._after(REMINDED_AFTER)

    @property
    def goes_up_at(self) -> datetime:
        """Aware, UTC."""
        return self._after(UP_AFTER)

    def _after(self, workdays: int) -> datetime:
        asked_on = self.since.astimezone(ZoneInfo(self.zone)).date()
        return instants.resolve(calendars.add_workdays(self.calendar, asked_on, workdays), self.begins, self.zone)
