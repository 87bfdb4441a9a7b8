"""Which right each command and each button takes, and how it is tried; it knows no person and no answer.

Buttons of the panel are tried all together (`handlers.table.ADMIN_VERBS`). The others that are not here name their own
person, or show only what the presser may see anyway.
"""

from dataclasses import dataclass

from coordination.rules import permissions

Deed = permissions.Deed


@dataclass(frozen=True, slots=True)
class Act:
    """A command to be typed, with `{n}` for the task's number, or a button's verb with what follows group and task.

    `key`: of the refusal, where it is not the table's own.
    """

    deed: permissions.Deed
    text: str = ""
    verb: str = ""
    rest: tuple[int, ...] = ()
    key: str = ""

    @property
    def refusal(self) -> str:
        return self.key or permissions.RULES[self.deed].key


DUE_ORDINAL = 740_000
"""A day in February 2027."""

COMMANDS = (
    Act(Deed.READ, "/list {n}"),
    Act(Deed.CREATE, "/task Bring chair {n}"),
    Act(Deed.NOTE, "/note {n} the hall called"),
    Act(Deed.ASSIGN, "/assign {n} +@dee"),
    Act(Deed.REPORT, "/update {n} 40%"),
    Act(Deed.CLOSE, "/done {n}"),
    Act(Deed.CHANGE, "/update {n} waits for #1"),
    Act(Deed.REDATE, "/due {n} 2026-12-18"),
    Act(Deed.REMOVE_DATE, "/due {n} none"),
    Act(Deed.HAND_OVER, "/assign all @gho @mem"),
    Act(Deed.LEAD, "/key {n}"),
    Act(Deed.EXPORT, "/export json"),
    Act(Deed.APPOINT, "/secretary @sec"),
    Act(Deed.APPOINT, "/quiet off"),
)
BUTTONS = (
    Act(Deed.READ, verb="card"),
    Act(Deed.READ, verb="history"),
    Act(Deed.READ, verb="more"),
    Act(Deed.READ, verb="due"),
    Act(Deed.READ, verb="owner"),
    Act(Deed.READ, verb="update"),
    Act(Deed.READ, verb="blocked"),
    Act(Deed.READ, verb="return"),
    Act(Deed.READ, verb="hold"),
    Act(Deed.READ, verb="drop"),
    Act(Deed.ASSIGN, verb="take"),
    Act(Deed.ASSIGN, verb="own"),
    Act(Deed.CLOSE, verb="done"),
    Act(Deed.CLOSE, verb="sure"),
    Act(Deed.REPORT, verb="freed"),
    Act(Deed.REPORT, verb="reopen"),
    Act(Deed.REDATE, verb="dueon", rest=(DUE_ORDINAL,)),
    Act(Deed.LEAD, verb="key", rest=(1,)),
    Act(Deed.LEAD, verb="confirm", key="refused.lead_confirms"),
)

OF_A_PERIOD = ("sumline", "sumup")
"""Buttons of a summary, which name its first and its last day in the place of a task; they are a lead's."""

OWN_PERSON = frozenset(
    {
        *("yes", "no", "pick", "choose"),  # whoever was asked
        *("rem", "remdone", "remsure", "remupdate", "remblocked", "remtime", "remlater", "remput"),  # who was reminded
        *(
            "late",
            "latecard",
            "latedone",
            "latesure",
            "lateown",
            "lateowner",
            "lateon",
            "latetime",
            "lateword",
            "latenudge",
        ),
        *("me", "mecity", "melang", "melangto", "memention", "mezone", "forgetask", "forgetdo", "forgetnot"),
        *("remstop", "repstop", "forget"),
        *(
            *("checkin", "ntgot", "ntnone", "ntquestion", "planfor", "shiftno", "shiftok"),
            *(
                "rpanew",
                "rpask",
                "rpback",
                "rpchange",
                "rpdrop",
                "rpgive",
                "rpguess",
                "rpnone",
                "rppass",
                "rpsend",
                "rpshow",
                "rpto",
                "rpyes",
            ),
            *("dyanew", "dyask", "dychange", "dydrop", "dygive", "dynone", "dysend", "dyshow", "dyyes"),
            *("rqagree", "rqback", "rqday", "rqkeep", "rqno", "rqyes"),
        ),  # whose answer was asked for
    }
)
"""Buttons that act for the person they were made for, or on what is their own."""

SHOWING = frozenset(
    {
        "found",
        "list",
        "mine",
        "lights",
        "sum",
        "chart",
        "chartto",
        "export",
        "chkmiss",
        "chkpage",
        "listfile",
        "foundfile",
        "schread",
    }
)
"""Buttons that turn a page of the chat's own group, or of what the presser may see."""

DOOR = frozenset({"admit"})
"""A button of the operator's chat."""
