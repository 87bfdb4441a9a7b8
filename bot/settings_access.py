"""The settings of who may use the deployment at all; read and checked as the others are, it must not act on them."""

import re
from typing import Any

import pydantic_settings
from pydantic import Field, SecretStr, ValidationInfo, field_validator

from coordination.rules import access as rules


class AccessSettings(pydantic_settings.BaseSettings):
    """Who may use it: everybody, whoever has the code, or chats that the operator lets in."""

    access: rules.Way = Field(rules.Way.OPEN, description="open, code or approval", examples=["approval"])
    access_code: SecretStr | None = Field(
        None,
        description=f"{rules.SHORTEST_CODE} to {rules.LONGEST_CODE} characters of {rules.MADE_OF}",
        examples=["forum-2027-Zq8n"],
    )
    operator_chat: int | None = Field(
        None,
        description="the number of the chat that is asked; the bot answers /id with it there",
        examples=["-1001234567890"],
    )

    @field_validator("access", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("access_code")
    @classmethod
    def _check_code(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None:
            if info.data.get("access") is rules.Way.CODE:
                raise ValueError("it must be set when ACCESS is code")
            return None
        shape = rf"[A-Za-z0-9_-]{{{rules.SHORTEST_CODE},{rules.LONGEST_CODE}}}"
        if not re.fullmatch(shape, value.get_secret_value()):
            raise ValueError("too easy to guess, or a character that no link of Telegram carries")
        return value

    @field_validator("operator_chat")
    @classmethod
    def _check_chat(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and info.data.get("access") is rules.Way.APPROVAL:
            raise ValueError("it must be set when ACCESS is approval")
        if value == 0 or abs(value or 0) > 2**63 - 1:
            raise ValueError("no chat has this number")
        return value

    def door(self) -> rules.Door:
        """As the rules know it."""
        code = "" if self.access_code is None else self.access_code.get_secret_value()
        return rules.Door(self.access, code, self.operator_chat or 0)
