"""The part of the table that is a programme's: plan, notices, round; nothing else."""

from handlers import (
    commitments,
    notice_changes,
    notice_choices,
    notice_replies,
    notices,
    plan_choices,
    plan_openings,
    plans,
    requests,
    rollups,
    round_reports,
    round_reviews,
    rounds,
)
from handlers.routes import Route

COMMANDS: dict[str, Route] = {
    **dict.fromkeys(("plan", "plans"), Route(plans.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(("notice", "notices", "announce"), Route(notices.command, opens_group=True, needs_admin=True)),
    **dict.fromkeys(
        ("commitment", "commitments", "promise"), Route(commitments.command, opens_group=True, needs_admin=True)
    ),
    **dict.fromkeys(("round", "rounds"), Route(rounds.command, opens_group=True, needs_admin=True)),
}
COMMITTEE = {
    **commitments.PRESSED,
    "planok": plans.take,
    "planno": plans.cancel,
    **plan_choices.PRESSED,
    **plan_openings.PRESSED,
    "planback": plans.back,
    "planfile": plans.file,
    **rollups.PRESSED,
    **notices.PRESSED,
    **notice_choices.PRESSED,
    **notice_changes.PRESSED,
    "rdask": rounds.ask,
    "rdbegin": rounds.begin,
    "rdpause": rounds.pause,
    "rdresume": rounds.resume,
    "rdcancel": rounds.cancel,
    "rdclose": rounds.close,
    "rdfollow": rounds.follow,
    "rdexcuse": rounds.excuse,
    "rdboard": rounds.show,
    "rdorder": rounds.order,
    "rdup": rounds.up,
    "rdreports": rounds.reports,
    "rdaccept": rounds.accept,
    "rdheard": rounds.heard,
    "rdlater": rounds.later,
    "rdabsent": rounds.absent,
    "rdpaper": rounds.paper,
    "rdread": round_reviews.read,
    "rdreturn": round_reviews.give_back,
    "rdanswered": round_reviews.answered,
    "rdbefore": round_reviews.before,
}
"""Buttons in the committee's chat, for which it counts whether the presser is an admin of it."""

GROUP = {
    "ntgot": notice_replies.got,
    "ntnone": notice_replies.nothing,
    "ntquestion": notice_replies.question,
    "rqyes": requests.accept,
    "rqno": requests.decline,
}
"""Buttons in a group's chat, for everybody there."""

PRIVATE = {
    "rpsend": round_reports.send,
    "rpnone": round_reports.nothing,
    "rpask": round_reports.ask_lead,
    "rpyes": round_reports.approve,
}
"""Buttons in private, which name the reporting group."""

PROMPTS = {
    commitments.CHANGE: commitments.typed,
    plans.FILE: plans.sent,
    round_reviews.RETURN: round_reviews.returned,
    notice_changes.REWORD: notice_changes.reworded,
    notice_choices.HOLD: notice_choices.holding,
    notice_replies.ASK: notice_replies.asked,
    requests.REASON: requests.declined,
}
