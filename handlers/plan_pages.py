"""What is shown of a plan: its reading, what taking it over does, the links to join by; it decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, plan_changes, programmes
from coordination.services import plans as service
from coordination.services import programmes as programme_service
from handlers import dates, presses, scene, words

MOST_GROUPS = 6
MOST_NAMED = 2
LONGEST_NAME = 32
LONGEST_WORDS = 40

KINDS = frozenset(
    (
        "after_event",
        "ambiguous_date",
        "ambiguous_number",
        "conflict",
        "impossible_date",
        "imprecise_date",
        "imprecise_time",
        "no_date",
        "no_header",
        "no_title",
        "odd_time",
        "recurring",
        "several_dates",
        "unknown_state",
        "unreadable_date",
        "unsure_date",
        "unsure_state",
        "week_unknown",
    )
)
"""What a reader of plans reports (`rules/plans`), each with its words."""

WHYS = frozenset({"too_large", "empty", "encoding", "rows", "password", "broken"})


def preview(seen: service.Preview, group: groups.Group, now: datetime) -> tuple[Markup, messages.Rows]:
    """How many tasks for whom, what changes, what is to be looked at; and the buttons that decide."""
    language = group.language
    today = now.astimezone(ZoneInfo(group.zone)).date()
    total = len(_rows(seen.plan))
    lines = [words.count(language, "plan.tasks", total, file=_file(seen.plan))]
    lines += _groups(seen, language)
    lines += _changes(seen.difference, today, language)
    lines += _reports(seen.plan, language)
    return Markup("\n").join(lines), _buttons(seen, group)


def taken(seen: service.Preview, group: groups.Group) -> tuple[Markup, messages.Rows]:
    """What was taken over, and the way back for a day."""
    language, found = group.language, seen.difference
    text = words.say(
        language,
        "plan.taken",
        file=_file(seen.plan),
        n_new=len(found.new),
        n_changed=len(found.changed),
        n_same=found.same,
    )
    button = messages.Button(
        words.plain(language, "plan.button.back"), presses.data("planback", group.id, seen.plan.id)
    )
    return text, ((button,),)


def taken_back(plan: programmes.PlanFile, counts: tuple[int, int], language: str) -> Markup:
    """How many tasks are as before, and how many stay since somebody changed them."""
    lines = [words.count(language, "plan.taken_back", counts[0], file=_file(plan))]
    if counts[1]:
        lines.append(words.count(language, "plan.stays", counts[1]))
    return Markup("\n").join(lines)


def unreadable(plan: programmes.PlanFile, answer: Mapping[str, Any], language: str) -> Markup:
    """Why nothing was read, and what to do."""
    why = answer.get("why", "no_task")
    return words.say(language, f"plan.why.{why if why in WHYS else 'no_task'}", file=_file(plan))


def panel(
    programme: programmes.Programme, seats: Sequence[programme_service.Seated], language: str, today: date
) -> Markup:
    """The programme's groups in plan order, who has joined, and what to send."""
    lines = [words.say(language, "plan.programme", name=programme.name)]
    if programme.opens_on is not None:
        lines.append(words.say(language, "plan.opens_on", day=dates.day(programme.opens_on, today, language)))
    waiting = [one for one in seats if one.seat.joined_at is None]
    if seats:
        lines.append(words.say(language, "plan.joined", number=len(seats) - len(waiting), n_all=len(seats)))
    if waiting:
        names = [words.say(language, "plan.group", code=one.seat.code, name=_name(one)) for one in waiting]
        shown: list[Markup] = [*names[:MOST_GROUPS]]
        if len(names) > MOST_GROUPS:
            shown.append(words.count(language, "plan.more", len(names) - MOST_GROUPS))
        lines.append(words.say(language, "plan.waiting", names=words.join(language, "listed", shown)))
    return Markup("\n").join([*lines, words.say(language, "plan.ask_again")])


def links(seats: Sequence[programme_service.Seated], bot: str, language: str) -> Markup:
    """A link for each group that has no chat yet; whoever opens it adds the bot to their chat with its code."""
    waiting = [one for one in seats if one.seat.joined_at is None]
    if not waiting:
        return words.say(language, "plan.no_links")
    lines = [
        words.say(language, "plan.link", code=one.seat.code, name=_name(one), address=_address(one.seat, bot))
        for one in waiting
    ]
    return Markup("\n").join([words.say(language, "plan.links"), *lines])


def _address(seat: programmes.Seat, bot: str) -> str:
    return f"https://t.me/{bot}?startgroup={seat.join_code}&admin=pin_messages"


def _groups(seen: service.Preview, language: str) -> list[Markup]:
    lines = [
        words.count(language, "plan.group_tasks", count, code=one.seat.code, name=_name(one))
        for one, count in seen.groups[:MOST_GROUPS]
    ]
    if len(seen.groups) > MOST_GROUPS:
        rest = seen.groups[MOST_GROUPS:]
        lines.append(words.count(language, "plan.more_groups", len(rest), number=sum(count for _, count in rest)))
    if seen.own and seen.groups:
        lines.append(words.count(language, "plan.own", seen.own))
    return lines


def _changes(found: plan_changes.Difference, today: date, language: str) -> list[Markup]:
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
        lines.append(words.count(language, "plan.gone", len(found.gone)))
    return lines


def _change(one: plan_changes.Change, today: date, language: str) -> Markup:
    number = f"{one.code}-{one.task.number}" if one.code else f"#{one.task.number}"
    values = {"task": number, "title": scene.shorten(one.task.title, LONGEST_WORDS)}
    if one.due is None:
        return words.say(language, "plan.renamed", new=scene.shorten(one.title or "", LONGEST_WORDS), **values)
    new = dates.inline_day(one.due, today, language)
    if one.task.due is None:
        return words.say(language, "plan.dated", new=new, **values)
    old = dates.inline_day(one.task.due.on, today, language)
    return words.say(language, "plan.moved", old=old, new=new, **values)


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


def _buttons(seen: service.Preview, group: groups.Group) -> messages.Rows:
    language, plan = group.language, seen.plan
    alone = messages.Button(words.plain(language, "plan.button.alone"), presses.data("planok", group.id, plan.id, 1))
    whole = messages.Button(words.plain(language, "plan.button.groups"), presses.data("planok", group.id, plan.id, 0))
    deciding = (whole, alone) if seen.groups else (alone,)
    rest = (
        messages.Button(words.plain(language, "plan.button.file"), presses.data("planfile", group.id, plan.id)),
        messages.Button(words.plain(language, "plan.button.cancel"), presses.data("planno", group.id, plan.id)),
    )
    return (deciding, rest)


def _rows(plan: programmes.PlanFile) -> Sequence[Mapping[str, Any]]:
    return [] if plan.reading is None else list(plan.reading["tasks"])


def _file(plan: programmes.PlanFile) -> str:
    return scene.shorten(plan.name, LONGEST_WORDS)


def _name(one: programme_service.Seated) -> str:
    return scene.shorten(one.group.name, LONGEST_NAME)
