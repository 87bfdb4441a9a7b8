"""What the playground refuses: Telegram's own error answers, and mistakes of whoever stages a scene."""

from typing import Any


class Refusal(Exception):  # noqa: N818  (an answer of the Bot API, not a fault of the playground)
    """A Bot API error answer: HTTP status and `error_code`, a description in Telegram's words, parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def answer(self) -> dict[str, Any]:
        """Give the JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class NotWritten(Exception):  # noqa: N818
    """Telegram can do this, the playground can't yet: answered 500 and noted as a violation."""


class Misuse(Exception):  # noqa: N818
    """The scene asks for something that can't happen at Telegram either (a press on a button that isn't there)."""


def bad_request(text: str, **parameters: Any) -> Refusal:
    """Make a 400; `text` is what stands after "Bad Request: "."""
    return Refusal(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> Refusal:
    """Make a 403; `text` is what stands after "Forbidden: "."""
    return Refusal(403, f"Forbidden: {text}")


def conflict(text: str) -> Refusal:
    """Make a 409; `text` is what stands after "Conflict: "."""
    return Refusal(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> Refusal:
    """Make a 429 that asks for `seconds` of silence."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
