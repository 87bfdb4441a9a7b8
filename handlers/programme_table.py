"""The part of the table that is a programme's: plan, notices, round; nothing else."""

from handlers import (
    commitments,
    duties,
    filing_reviews,
    filings,
    notice_changes,
    notice_choices,
    notice_replies,
    notices,
    plan_choices,
    plan_gates,
    plan_moves,
    plan_openings,
    plan_shifts,
    plans,
    request_steps,
    rollups,
    round_asked,
    round_ends,
    round_orders,
    round_outcomes,
    round_passes,
    round_previews,
    round_reports,
    round_reviews,
    round_schedules,
    round_sources,
    rounds,
)
from handlers.routes import Route

COMMANDS: dict[str, Route] = {
    **dict.fromkeys(("plan", "plans"), Route(plans.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(("notice", "notices", "announce"), Route(notices.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(
        ("commitment", "commitments", "promise"), Route(commitments.command, opens_group=True, needs_admin=True)
    ),
    **dict.fromkeys(("round", "rounds"), Route(duties.command, opens_group=True, needs_admin=True)),
}
COMMITTEE = {
    **commitments.PRESSED,
    **duties.COMMITTEE,
    **filing_reviews.COMMITTEE,
    "planok": plans.take,
    "planno": plans.cancel,
    **plan_choices.PRESSED,
    **plan_openings.PRESSED,
    **plan_gates.PRESSED,
    **plan_moves.PRESSED,
    "planback": plans.back,
    "planfile": plans.file,
    **rollups.PRESSED,
    **notices.PRESSED,
    **notice_choices.PRESSED,
    **notice_changes.PRESSED,
    **request_steps.ABOVE,
    "rdask": rounds.ask,
    "rdbegin": rounds.begin,
    "rdpause": rounds.pause,
    "rdresume": rounds.resume,
    "rdcancel": rounds.cancel,
    "rdclose": rounds.close,
    "rdfollow": rounds.follow,
    "rdexcuse": rounds.excuse,
    "rdboard": rounds.show,
    "rdabsall": rounds.absent_all,
    "rdreports": round_reviews.listed,
    **round_asked.PRESSED,
    **round_orders.PRESSED,
    **round_outcomes.PRESSED,
    **round_previews.PRESSED,
    **round_ends.PRESSED,
    **round_sources.PRESSED,
    **round_schedules.PRESSED,
    "rdaccept": rounds.accept,
    "rdheard": rounds.heard,
    "rdlater": rounds.later,
    "rdabsent": rounds.absent,
    "rdpaper": rounds.paper,
    "rdmd": rounds.paper,
    "rdread": round_reviews.read,
    "rdreturn": round_reviews.give_back,
    "rdanswered": round_reviews.answered,
    "rdbefore": round_reviews.before,
}
"""Buttons in the committee's chat, for which it counts whether the presser is an admin of it."""

GROUP = {
    **plan_shifts.PRESSED,
    "ntgot": notice_replies.got,
    "ntnone": notice_replies.nothing,
    "ntquestion": notice_replies.question,
    **request_steps.PRESSED,
}
"""Buttons in a group's chat, for everybody there."""

PRIVATE = {
    **filings.PRIVATE,
    "rpsend": round_reports.send,
    "rpnone": round_reports.nothing,
    "rpask": round_reports.ask_lead,
    "rpyes": round_reports.approve,
    **round_passes.PRESSED,
}
"""Buttons in private, which name the reporting group."""

PROMPTS = {
    **plan_gates.PROMPTS,
    **filing_reviews.PROMPTS,
    commitments.CHANGE: commitments.typed,
    plans.FILE: plans.sent,
    round_reviews.RETURN: round_reviews.returned,
    **round_outcomes.PROMPTS,
    notice_changes.REWORD: notice_changes.reworded,
    notice_choices.HOLD: notice_choices.holding,
    notice_replies.ASK: notice_replies.asked,
    **request_steps.PROMPTS,
}
