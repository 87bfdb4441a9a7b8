"""Which function answers which button of a round; nothing else."""

from collections.abc import Awaitable, Callable, Sequence

from coordination import messages, ports
from handlers import presses, round_reports, round_reviews, rounds
from handlers.request import Request

Pressed = Callable[[Request, ports.Work, presses.Press], Awaitable[Sequence[messages.Answer]]]

COMMITTEE: dict[str, Pressed] = {
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
}
PRIVATE: dict[str, Pressed] = {
    "rpsend": round_reports.send,
    "rpnone": round_reports.nothing,
    "rpask": round_reports.ask_lead,
    "rpyes": round_reports.approve,
}
"""Buttons in private, which name the reporting group."""
