"""The days that cells and headings of a plan name, read as in chats but with the years of a plan; it reads no clock."""

import functools
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.rules import when
from coordination.rules.plans import day_words, numeric, offsets, values

_UTC = ZoneInfo("UTC")
_EXPLICIT = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d\s*月\s*\d|\d{1,2}(?:st|nd|rd|th|\.|º)?\s*(?:de\s+)?[^\W\d_]{3,}|[^\W\d_]{3,}\.?\s+\d{1,2}",
)
_CLOCK = re.compile(
    r"(\d{1,2})[:：.h](\d{2})(?:\s*h|\s*Uhr)?(?:\s*[-–—~至到]\s*(\d{1,2})[:：.h](\d{2})(?:\s*h|\s*Uhr)?)?"
)
_TRAILING_CLOCK = re.compile(r"(.+?)[\s,，]*([01]?\d|2[0-3])[:：]([0-5]\d)$")
_ISO = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?: \d{1,2}:\d{2})?(?![\w-])")
_ABOUT = re.compile(
    r"^(?:around|about|approx\.?|ca\.?|circa|~|约|大约|etwa|vers|около)\s*|\s*(?:左右|前后|上下)$", re.IGNORECASE
)
_DAY_ALONE = re.compile(r"(?:the )?\d{1,2}(?:日|号|st|nd|rd|th|\.)", re.IGNORECASE)
_FROM = re.compile(
    r"(?:from|starting|ab|à partir du|desde el|с|a partir de)\s+(?P<day>.+)|(?P<zh>.+\d[日号])[起始]", re.IGNORECASE
)
_HOUR = re.compile(r"\d{1,2}[:：h]\d{2}.*")
_MARKED = re.compile(
    r"(?:\b(?:by|due|on|until|before|deadline|bis|am|le|avant|до|el|até|em)|截止|截至)\s*[:：]?\s*$", re.IGNORECASE
)
_SERIALS = range(20000, 80000)


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell says of time: its words where it names no day, the kind of report, the count from the opening."""

    due: date | None = None
    start: date | None = None
    at: time | None = None
    text: str | None = None
    trouble: str | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of one column: its order of day and month, and the day its bare hours belong to."""

    setting: values.Setting
    order: numeric.Order = field(default_factory=numeric.Order)
    chinese: bool = False
    hours_on: date | None = None

    def cell(self, cell: values.Cell) -> Day:
        """Read a cell; an empty one says nothing."""
        if isinstance(cell, datetime):
            return Day(cell.date(), at=cell.time() if cell.time() != time() else None)
        if isinstance(cell, date):
            return Day(cell)
        if isinstance(cell, time):
            return self._hour(cell, 0)
        if isinstance(cell, float):
            return self._serial(cell)
        return self.words(" ".join(cell.split()))

    def words(self, text: str) -> Day:
        """Read words: a day, days, a range, a count from the opening, or what they are instead."""
        if not text:
            return Day()
        if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
            return self._serial(float(text))
        if text.startswith("#") and text.endswith(("!", "?", "A")):
            return Day(text=text, trouble="unreadable_date")
        if day_words.ONGOING.fullmatch(text):
            return Day(text=text, trouble="recurring")
        if day_words.UNSET.fullmatch(text) or day_words.FRACTION.search(text):
            return Day(text=text, trouble="imprecise_date")
        if (clock := _CLOCK.fullmatch(text)) and self.hours_on:
            return self._clock(clock)
        if self.hours_on and (found := self._read(text)).due is None:
            return Day(self.hours_on, text=text, trouble="imprecise_time")
        about = _ABOUT.sub("", text).strip()
        if about and about != text:
            day = self.words(about)
            return replace(day, text=text if not day.due else None, trouble=day.trouble or "unsure_date")
        spelt = numeric.spell(re.sub(r"^(\d{1,2})-(\d{1,2})$", r"\1/\2", text), self.order)
        if spelt.trouble in ("ambiguous_date", "impossible_date"):
            return Day(text=text, trouble=spelt.trouble)
        found = self._several(spelt.text) or self._one(spelt.text)
        told = found.trouble or spelt.trouble
        return replace(found, trouble=told, text=text if told and not found.due else None)

    def heading(self, text: str) -> Day:
        """Read a heading: only a count from the opening day dates what stands under it."""
        if offsets.offset(text):
            return self.words(text)
        return Day(text=text, trouble="imprecise_date") if offsets.is_loose(text) else Day()

    def inside(self, line: str) -> tuple[Day, str]:
        """The one explicit day in a line, and the line without it; no day where it only seems to be one."""
        if counted := offsets.inside(line):
            return self.words(counted[0]), counted[1]
        spelt = numeric.spell(line, self.order, _MARKED)
        found = when.find(spelt.text, self._frame(self._base()))
        if found is None and (iso := _ISO.search(line)):
            return self.words(iso[0]), line
        if found is None or not _EXPLICIT.search(spelt.text[found.start : found.end]):
            if last := self._last_part(line):
                return last
            vague = found is not None and found.marker and found.reading.values
            return Day(text=line, trouble="imprecise_date") if vague else Day(), line
        day = self.words(spelt.text[found.start : found.end])
        return replace(day, trouble=day.trouble or spelt.trouble), found.rest

    def _last_part(self, line: str) -> tuple[Day, str] | None:
        """The day that stands alone behind the last dash or comma, in any language; and what stands before."""
        match = day_words.LAST_PART.match(line)
        day = self.words(match["day"]) if match else Day()
        return (day, match["rest"]) if match and day.due and not day.trouble else None

    def _several(self, text: str) -> Day | None:
        """Days parted by semicolons: the last one counts; by a slash: other words for the first."""
        for pattern, chosen in ((r"[;；\n]", -1), (r"\s/\s|\bor\b|或", 0)):
            parts = [part.strip() for part in re.split(pattern, text) if part.strip()]
            read = [day for part in parts if (day := self._one(part)).due]
            if len(parts) > 1 and len(read) > 1:
                return replace(read[chosen], trouble="several_dates")
        return None

    def _one(self, text: str) -> Day:
        if counted := offsets.offset(text):
            return self._counted(counted)
        if match := _FROM.fullmatch(text):
            since = self._read(match["zh"] or match["day"])
            return Day(start=since.due, trouble=since.trouble) if since.due else since
        if (clock := _TRAILING_CLOCK.match(text)) and (counted := offsets.offset(clock[1])):
            return replace(self._counted(counted), at=time(int(clock[2]), int(clock[3])))
        if day := offsets.week_of(text):
            return self._whole_week(self._one(day))
        if calendar := offsets.calendar_weeks(text):
            first, last = (self._whole_week(Day(self._of_calendar_week(week))) for week in calendar)
            return replace(last, start=first.start)
        if weeks := offsets.numbered_week(text):
            return self._numbered(*weeks)
        sure = re.sub(r"\s*[?？]+$", "", text)
        found = self._read(sure)
        if found.due and _DAY_ALONE.fullmatch(sure):
            return replace(found, trouble="unsure_date")
        if not found.due and found.trouble == "unreadable_date":
            found = self._within(sure) or found
        return replace(found, trouble="unsure_date") if sure != text and found.due else found

    def _within(self, text: str) -> Day | None:
        """A day among other words, remarks in brackets left out."""
        bare = re.sub(r"[(（][^()（）]*[)）]", " ", text).strip()
        found = self._read(bare) if bare != text else Day()
        if found.due:
            return found
        inside = when.find(bare, self._frame(self._base()))
        if inside and inside.reading.values and _EXPLICIT.search(bare[inside.start : inside.end]):
            return self._read(bare[inside.start : inside.end])
        return None

    def _read(self, text: str) -> Day:
        now = _reading(text, self._frame(self.hours_on or self.setting.today))
        dated = self.hours_on or not now.values or re.search(r"\d{4}", text)
        reading = now if dated else self._years(now, _reading(text, self._frame(self._base())))
        if len(reading.values) == 1:
            return _day_of(reading.values[0], self.hours_on)
        bare = " ".join(day_words.WEEKDAY.sub(" ", text).split()).strip(" ,，")
        if len(reading.values) > 1 and bare and bare != text and re.search(r"\d", bare):
            return replace(self._read(bare), trouble="conflict")
        return Day(
            trouble=_TROUBLES.get(reading.problem, "imprecise_date") if reading.problem or reading.values else None
        )

    def _years(self, now: when.Reading, early: when.Reading) -> when.Reading:
        """A day without a year is that of the plan's run, also when it has passed: 28 August, read in September."""
        if len(now.values) != len(early.values):
            return now
        same = all(_same_day(a, b) for a, b in zip(now.values, early.values, strict=True))
        return early if same else now

    def _base(self) -> date:
        """The first day of the twelve months that days without a year belong to."""
        today, opens = self.setting.today, self.setting.opens_on
        early = today - timedelta(days=180)
        if opens is None:
            return early
        return min(max(opens - timedelta(days=300), today - timedelta(days=300)), today - timedelta(days=60))

    def _frame(self, today: date) -> when.Frame:
        now = datetime(today.year, today.month, today.day, tzinfo=_UTC)
        return when.Frame(now, _UTC, "zh" if self.chinese else "en", opens_on=self.setting.opens_on)

    def _counted(self, counted: offsets.Offset) -> Day:
        due = self._read(counted.due)
        start = self._read(counted.start).due if counted.start else None
        return Day(due.due, start, trouble=None if due.due else due.trouble, counted=counted.due)

    def _whole_week(self, day: Day) -> Day:
        if not day.due or not 1900 < day.due.year < 9000:
            return day
        monday = day.due - timedelta(days=day.due.weekday())
        return Day(monday + timedelta(days=6), monday)

    def _of_calendar_week(self, week: int) -> date | None:
        """A day of the ISO week, of the plan's twelve months."""
        base = self._base()
        for year in (base.year, base.year + 1):
            try:
                day = date.fromisocalendar(year, week, 1)
            except ValueError:
                continue
            if day >= base:
                return day
        return None

    def _numbered(self, first: int, last: int) -> Day:
        one = self.setting.week_one
        if one is None:
            return Day(trouble="week_unknown")
        return Day(one + timedelta(weeks=last, days=-1), one + timedelta(weeks=first - 1))

    def _clock(self, match: re.Match[str]) -> Day:
        """`25:00` is one o'clock in the night after."""
        hour, minute = int(match[3] or match[1]), int(match[4] or match[2])
        if hour > 29 or minute > 59:
            return Day(self.hours_on, text=match[0], trouble="odd_time")
        late = self._hour(time(hour % 24, minute), hour // 24)
        return replace(late, trouble="odd_time") if hour > 23 else late

    def _hour(self, at: time, later: int) -> Day:
        return Day(self.hours_on + timedelta(days=later), at=at) if self.hours_on else Day(trouble="unreadable_date")

    def _serial(self, number: float) -> Day:
        if int(number) in _SERIALS:
            return Day(self.setting.epoch + timedelta(days=int(number)), trouble="unsure_date")
        return Day(text=f"{number:g}", trouble="unreadable_date")


@functools.lru_cache(maxsize=4096)
def _reading(text: str, frame: when.Frame) -> when.Reading:
    """Columns repeat their words; reading them costs a millisecond."""
    return when.read(text, frame)


_TROUBLES: dict[when.Problem | None, str] = {
    when.Problem.NO_DATE: "unreadable_date",
    when.Problem.NO_SUCH_DAY: "impossible_date",
    when.Problem.NO_SUCH_HOUR: "odd_time",
    when.Problem.NO_OPENING_DAY: "no_opening_day",
    when.Problem.BACKWARDS: "impossible_date",
    when.Problem.NEVER: "impossible_date",
}


def _day_of(value: when.Value, hours_on: date | None) -> Day:
    if isinstance(value, when.Recurrence):
        return Day(trouble="recurring")
    if isinstance(value, when.Span):
        start, end = value.start, value.end
        same_day = start.on == end.on and start.at is not None
        return Day(end.on, None if same_day else start.on, _at(end))
    return Day(value.on, at=_at(value))


def _at(moment: when.Moment) -> time | None:
    return moment.at.time().replace(second=0, microsecond=0) if moment.at else None


def _same_day(a: when.Value, b: when.Value) -> bool:
    """Tell whether two readings differ by years only."""
    if isinstance(a, when.Moment) and isinstance(b, when.Moment):
        return (a.on.month, a.on.day) == (b.on.month, b.on.day)
    if isinstance(a, when.Span) and isinstance(b, when.Span):
        return _same_day(a.start, b.start) and _same_day(a.end, b.end)
    return False


def looks_like_hour(cell: values.Cell) -> bool:
    """Tell whether a cell holds an hour of a day and no day."""
    return isinstance(cell, time) or (
        isinstance(cell, str)
        and _HOUR.fullmatch(cell.strip()) is not None
        and _CLOCK.fullmatch(cell.strip()) is not None
    )
