"""What is shown of a plan: its reading, what taking it over does, the buttons for both; it decides nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, plan_changes, programmes
from coordination.services import plan_links
from coordination.services import plans as service
from coordination.services import programmes as programme_service
from handlers import dates, plan_columns, presses, scene, words

MOST_LINES = 12
MOST_GROUPS = 6
MOST_NAMED = 2
LONGEST_NAME = 32
LONGEST_WORDS = 40

NO_NEW, NO_CHANGED, GONE = 1, 2, 4
"""Bits by which a button says what of a difference is left out, and that what is gone is dropped."""

KINDS = frozenset(
    (
        "after_event",
        "ambiguous_date",
        "ambiguous_number",
        "became_date",
        "conflict",
        "impossible_date",
        "imprecise_date",
        "in_circle",
        "imprecise_time",
        "no_date",
        "no_header",
        "no_opening_day",
        "no_title",
        "odd_time",
        "order_assumed",
        "other_order",
        "recurring",
        "several_dates",
        "unknown_state",
        "unknown_task",
        "unreadable_date",
        "unsure_date",
        "unsure_state",
        "week_unknown",
    )
)
"""What a reader of plans reports (`rules/plans`), each with its words."""

WHYS = frozenset({"too_large", "empty", "encoding", "rows", "password", "broken"})


def parts(mask: int, reason: str = "") -> plan_changes.Parts:
    """What of a difference is taken over, as buttons say it; what is gone goes for this reason."""
    return plan_changes.Parts(not mask & NO_NEW, not mask & NO_CHANGED, bool(mask & GONE), reason)


def preview(seen: service.Preview, group: groups.Group, now: datetime, mask: int = 0) -> tuple[Markup, messages.Rows]:
    """How many tasks for whom, what changes, what is to be looked at; and the buttons that decide."""
    language = group.language
    today = now.astimezone(ZoneInfo(group.zone)).date()
    total = len(programmes.rows(seen.plan))
    first = [words.count(language, "plan.tasks", total, file=file_of(seen.plan))]
    if not total:
        first = [words.say(language, "plan.no_task_yet", file=file_of(seen.plan))]
    first += plan_columns.line(seen.plan, language)
    rest = _changes(seen.difference, today, language, mask)
    if waiting := len({one for one, _ in plan_links.waits(seen.plan)}):
        rest.append(words.count(language, "plan.waits", waiting))
    rest += _reports(seen.plan, language)
    if plan_columns.asks_order(seen.plan):
        rest.append(words.say(language, "plan.ask_order"))
    rest = [*_sections(seen, language), *rest]
    lines = [*first, *_groups(seen, language, MOST_LINES - len(first) - len(rest)), *rest]
    return Markup("\n").join(lines), _buttons(seen, group, mask)


def _sections(seen: service.Preview, language: str) -> list[Markup]:
    """The sections that the plan has above its groups."""
    names = list(dict.fromkeys(name for name in seen.sections.values() if name))
    if not names:
        return []
    shown: list[str | Markup] = [scene.shorten(name, 24) for name in names[:4]]
    if len(names) > 4:
        shown.append(words.count(language, "plan.more", len(names) - 4))
    return [words.say(language, "plan.sections", sections=words.join(language, "listed", shown))]


def taken(seen: service.Preview, group: groups.Group, chosen: plan_changes.Parts) -> tuple[Markup, messages.Rows]:
    """What was taken over, and the way back for a day."""
    language, found = group.language, seen.difference
    text = words.say(
        language,
        "plan.taken",
        file=file_of(seen.plan),
        n_new=len(found.new) if chosen.new else 0,
        n_changed=len(found.changed) if chosen.changed else 0,
        n_same=found.same,
    )
    if chosen.gone and found.gone:
        text = Markup("\n").join([text, words.count(language, "plan.dropped", len(found.gone))])
    button = messages.Button(
        words.plain(language, "plan.button.back"), presses.data("planback", group.id, seen.plan.id)
    )
    return text, ((button,),)


def taken_back(
    plan: programmes.PlanFile, counts: tuple[int, int], language: str, *, ended: bool | None = None
) -> Markup:
    """How many tasks are as before, and how many stay since somebody changed them.

    `ended`: whether the chat, which this plan had made a committee, is a group by itself again.
    """
    lines = [words.count(language, "plan.taken_back", counts[0], file=file_of(plan))]
    if counts[1]:
        lines.append(words.count(language, "plan.stays", counts[1]))
    if ended is not None:
        lines.append(words.say(language, "departure.no_committee" if ended else "departure.stays_committee"))
    return Markup("\n").join(lines)


def unreadable(plan: programmes.PlanFile, answer: Mapping[str, Any], language: str) -> Markup:
    """Why nothing was read, and what to do."""
    why = answer.get("why", "no_task")
    return words.say(language, f"plan.why.{why if why in WHYS else 'no_task'}", file=file_of(plan))


def _groups(seen: service.Preview, language: str, room: int) -> list[Markup]:
    """At most `room` lines, of which the last ones count what is not named."""
    room -= bool(seen.own)
    most = len(seen.groups) if len(seen.groups) <= min(room, MOST_GROUPS) else min(room - 1, MOST_GROUPS)
    lines = [
        words.count(language, "plan.group_tasks", count, code=one.seat.code, name=_name(one))
        for one, count in seen.groups[:most]
    ]
    if len(seen.groups) > most:
        rest = seen.groups[most:]
        lines.append(words.count(language, "plan.more_groups", len(rest), number=sum(count for _, count in rest)))
    if seen.own and seen.groups:
        lines.append(words.count(language, "plan.own", seen.own))
    return lines


def _changes(found: plan_changes.Difference, today: date, language: str, mask: int) -> list[Markup]:
    """Only where something of the plan is there already."""
    if not found.changed and not found.same and not found.gone:
        return []
    lines = [
        words.say(
            language,
            "plan.differs",
            n_new=len(found.new),
            n_changed=len(found.changed),
            n_same=found.same,
        )
    ]
    lines += [_change(one, today, language) for one in found.changed[:MOST_NAMED]]
    if found.gone:
        lines.append(words.count(language, "plan.going" if mask & GONE else "plan.gone", len(found.gone)))
    return lines


def _change(one: plan_changes.Change, today: date, language: str) -> Markup:
    number = f"{one.code}-{one.task.number}" if one.code else f"#{one.task.number}"
    values = {"task": number, "title": scene.shorten(one.task.title, LONGEST_WORDS)}
    if one.due is None:
        return _otherwise(one, values, today, language)
    new = dates.inline_day(one.due, today, language)
    if one.task.due is None:
        return words.say(language, "plan.dated", new=new, **values)
    old = dates.inline_day(one.task.due.on, today, language)
    return words.say(language, "plan.moved", old=old, new=new, **values)


def _otherwise(one: plan_changes.Change, values: Mapping[str, str], today: date, language: str) -> Markup:
    """Another title, else other people, else another beginning, else that it is key work."""
    if one.title is not None:
        return words.say(language, "plan.renamed", new=scene.shorten(one.title, LONGEST_WORDS), **values)
    if one.owners is not None:
        owner = words.plain(language, "task.nobody") if one.task.owner is None else one.task.owner.name
        named = words.join(language, "listed", one.owners)
        return words.say(language, "plan.reowned", old=scene.shorten(owner, LONGEST_NAME), new=named, **values)
    if one.start is not None:
        return words.say(language, "plan.restarted", new=dates.inline_day(one.start, today, language), **values)
    return words.say(language, "plan.weighs", **values)


def _reports(plan: programmes.PlanFile, language: str) -> list[Markup]:
    found = [] if plan.reading is None else list(plan.reading["report_back"])
    if not found:
        return []
    lines = [words.count(language, "plan.look", len(found))]
    lines += [_report(one, language) for one in found[:MOST_NAMED]]
    return lines


def _report(one: Mapping[str, Any], language: str) -> Markup:
    key = "plan.report_words" if str(one["text"]).strip() else "plan.report"
    quoted = scene.shorten(str(one["text"]), LONGEST_WORDS)
    return words.say(language, key, row=one["row"], what=trouble(str(one["kind"]), language), words=quoted)


def trouble(kind: str, language: str) -> str:
    """What is to be looked at in a row."""
    return words.plain(language, f"plan.kind.{kind if kind in KINDS else 'conflict'}")


def _buttons(seen: service.Preview, group: groups.Group, mask: int) -> messages.Rows:
    rows = [_deciding(seen, group, mask), _ordering(seen, group), _choosing(seen, group, mask)]
    last = [_button(group, "file", "planfile", seen.plan.id), _button(group, "cancel", "planno", seen.plan.id)]
    if plan_columns.table_of(seen.plan) is not None:
        last.insert(0, _button(group, "columns", "plancol", seen.plan.id))
    return tuple(row for row in (*rows, tuple(last)) if row)


def _deciding(seen: service.Preview, group: groups.Group, mask: int) -> tuple[messages.Button, ...]:
    if not programmes.rows(seen.plan):
        return ()
    alone = _button(group, "alone", "planok", seen.plan.id, 1, mask)
    return (_button(group, "groups", "planok", seen.plan.id, 0, mask), alone) if seen.groups else (alone,)


def _ordering(seen: service.Preview, group: groups.Group) -> tuple[messages.Button, ...]:
    if not plan_columns.asks_order(seen.plan):
        return ()
    day, month = (
        _button(group, "day_first", "planday", seen.plan.id, 1),
        _button(group, "month_first", "planday", seen.plan.id, 2),
    )
    return day, month


def _choosing(seen: service.Preview, group: groups.Group, mask: int) -> tuple[messages.Button, ...]:
    """Which parts of a difference are taken over: by default all but the dropping of what is gone."""
    found = seen.difference
    if not found.found and not found.gone:
        return ()
    offered = (("new", NO_NEW, found.new), ("changed", NO_CHANGED, found.changed), ("gone", GONE, found.gone))
    shown = []
    for name, bit, what in offered:
        if what:
            is_on = bool(mask & bit) == (bit == GONE)
            label = f"{name}_on" if is_on else name
            shown.append(_button(group, label, "planpart", seen.plan.id, mask ^ bit))
    return tuple(shown)


def _button(group: groups.Group, label: str, verb: str, *numbers: int) -> messages.Button:
    return messages.Button(words.plain(group.language, f"plan.button.{label}"), presses.data(verb, group.id, *numbers))


def file_of(plan: programmes.PlanFile) -> str:
    """The file's name, short enough for a line."""
    return scene.shorten(plan.name, LONGEST_WORDS)


def _name(one: programme_service.Seated) -> str:
    return scene.shorten(one.group.name, LONGEST_NAME)
