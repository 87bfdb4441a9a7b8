"""A timeline as long as a picture takes, with the titles people write; for tests and the benchmark."""

from datetime import date, timedelta

from coordination import pictures
from coordination.pictures import Tone

TODAY = date(2026, 11, 24).toordinal()
TITLES = (
    "签订主会场合同",
    "展商手册排版印刷并分送各参展单位及场馆安保部门（含港澳台及国际参展商专用版本）",
    "Sign the main hall contract with the venue, the caterer and everybody else who has a say",
    "展位图定稿",
    "Ускорить доставку стендов",
)
OWNERS = ("李敏", "Tom Becker", "", "展览中心")
TONES = (Tone.MOVING, Tone.OPEN, Tone.BLOCKED, Tone.HELD, Tone.DONE)
KEYS = tuple(pictures.Key(tone, label) for tone, label in zip(Tone, "办核推未受暂逾原共", strict=True))
HEAD = pictures.Head("展览展示组　进度图", "11月24日（周二）　逾期 2 项", KEYS[:-1], "暂无可列内容")


def bar(number: int) -> pictures.Bar:
    """A task due two days after the one before; some of those in the past are late."""
    end = TODAY - 20 + 2 * number
    tone = TONES[number % len(TONES)]
    is_late = end < TODAY and tone in {Tone.MOVING, Tone.OPEN}
    return pictures.Bar(
        label=f"#{number} {TITLES[number % len(TITLES)]}",
        note=OWNERS[number % len(OWNERS)],
        start=end - 5 - number % 9,
        end=end,
        tone=tone,
        percent=60 if tone is Tone.MOVING else 0,
        late_to=TODAY if is_late else None,
        was=end - 6 if number % 4 == 0 else None,
    )


def timeline(rows: int = 30, *, phases: bool = True) -> pictures.Timeline:
    bars = tuple(bar(number) for number in range(rows))
    first, last = min([one.start for one in bars] or [TODAY]) - 3, max([one.end for one in bars] or [TODAY]) + 14
    days = (date.fromordinal(day) for day in range(first, last))
    ticks = tuple((day.toordinal(), f"{day.month}月{day.day}日") for day in days if day.weekday() == 0)
    found = (
        pictures.Phase("筹备期", first, TODAY - 1),
        pictures.Phase("Before the opening, all of it", TODAY, TODAY + 9),
        pictures.Phase("开幕", TODAY + 10, last + 90),
    )
    return pictures.Timeline(HEAD, pictures.Axis(first, last, TODAY, "今日", ticks), bars, found if phases else ())


def burnup(most: int = 30) -> pictures.Burnup:
    axis = pictures.Axis(TODAY - 40, TODAY + 30, TODAY, "今日", ((TODAY - 30, "10月25日"), (TODAY + 20, "12月14日")))
    lines = (
        pictures.Line(f"共 {most} 项", Tone.SCOPE, ((TODAY - 40, most // 2), (TODAY, most))),
        pictures.Line(f"原定 {most} 项", Tone.PLAN, ((TODAY - 40, 0), (TODAY - 9, most // 2), (TODAY + 30, most))),
        pictures.Line("办结", Tone.DONE, ((TODAY - 40, 0), (TODAY - 5, most // 3), (TODAY, most // 3))),
    )
    return pictures.Burnup(HEAD, axis, lines)


def shares(rows: int = 20) -> pictures.Shares:
    names = ("李敏", "Tom Becker von der Leyen-Hohenstein zu Sayn", "未明确责任人")
    found = (pictures.Row(names[n % 3], tuple((n * part) % 40 for part in range(1, 8))) for n in range(rows))
    return pictures.Shares(pictures.Head("各责任人任务", "共 300 项", KEYS[:7], "暂无"), tuple(found))


def weeks(most: int = 9) -> pictures.Weeks:
    day = date.fromordinal(TODAY) - timedelta(days=1)
    labels = ["此前", *(f"{one.month}月{one.day}日" for n in range(6) if (one := day + timedelta(weeks=n))), "此后"]
    found = tuple(pictures.Row(label, (n % 3, most * n, n % 2)) for n, label in enumerate(labels))
    return pictures.Weeks(pictures.Head("每周到期", "未办结", (KEYS[0], KEYS[2], KEYS[6]), "暂无"), found, current=1)
