"""What bots asked and what they were told, in order, never changed; nothing of how it was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API. `took_effect` is false for a refused one and for one that a fault swallowed whole.

    `status` is the HTTP status meant for the bot (0 if the connection was dropped); `answer` the JSON body meant for
    it, also when the answer never arrived; `fault` names the staged fault that met the call.
    """

    number: int
    at: datetime
    bot_id: int
    method: str
    params: dict[str, Any]
    status: int
    answer: dict[str, Any]
    took_effect: bool
    fault: str = ""
    violations: tuple[str, ...] = ()

    @property
    def chat_id(self) -> int | str | None:
        """Give the chat the call named, if any."""
        return self.params.get("chat_id")

    @property
    def is_ok(self) -> bool:
        """Say whether the answer meant for the bot was a good one."""
        return bool(self.answer.get("ok"))

    @property
    def description(self) -> str:
        """Give the error's text, or nothing."""
        return str(self.answer.get("description", ""))


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that no bot (or no update of ours) should do; `call` is the journal's number, if one was at fault."""

    text: str
    call: int | None = None


@dataclass(slots=True)
class Journal:
    """All calls and all violations, oldest first; only ever appended to."""

    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def note(self, text: str, call: int | None = None) -> None:
        """Add a violation."""
        self.violations.append(Violation(text, call))

    def add(self, call: Call) -> None:
        """Add a call and what it violated."""
        self.calls.append(call)
        for text in call.violations:
            self.note(f"{call.method}: {text}", call.number)
