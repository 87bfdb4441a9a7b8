"""Read the settings from the environment and `.env`, refuse nonsense in readable lines; it must not act on them."""

import difflib
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

import pydantic
import pydantic_settings
import sqlalchemy as sa
from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import PydanticBaseSettingsSource as Source

from bot import addresses, logs, settings_access

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""The ports Telegram delivers updates to (Bot API, setWebhook)."""

NO_TOKEN = (
    "BOT_TOKEN: no token is set. To get one, write /newbot to @BotFather in Telegram and put its answer into .env. "
    "Example: BOT_TOKEN=123456789:AAE…. `make demo` needs none."
)


class SettingsError(Exception):
    """One line for each setting that was refused: its name, what is wrong, what is expected, an example."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Mode(StrEnum):
    """How updates arrive."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class Role(StrEnum):
    """What a process does; several processes on one database share the work."""

    RECEIVE = "receive"
    TICK = "tick"
    SEND = "send"


class Settings(settings_access.AccessSettings):
    """Everything an operator can set. Names in the environment and in `.env` are these in capitals.

    Descriptions say what is expected, the first example is shown when something else was given. Fields are checked in
    order: those below may look at those above.
    """

    model_config = pydantic_settings.SettingsConfigDict(
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    reads_outside: ClassVar[bool] = True

    telegram_api_url: str = Field(
        TELEGRAM,
        description="the https address of a Bot API server (http only on this machine)",
        examples=[TELEGRAM],
    )
    bot_token: SecretStr | None = Field(
        None, description="the token from @BotFather: digits, a colon, letters", examples=["123456789:AAE…"]
    )
    telegram_proxy: SecretStr | None = Field(
        None, description="the http or https address of a proxy", examples=["http://127.0.0.1:7890"]
    )
    database_url: SecretStr = Field(
        SecretStr("sqlite+aiosqlite:///var/muster.db"),
        description="the address of an SQLite file or a PostgreSQL database",
        examples=["postgresql://muster:password@localhost/muster"],
    )
    default_time_zone: str | None = Field(
        None, description="a name of the time zone database, or nothing", examples=["Asia/Shanghai"]
    )
    default_language: Literal["en", "zh"] = Field("en", description="en or zh", examples=["zh"])
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR", examples=["INFO"]
    )
    log_format: logs.Style = Field(logs.Style.AUTO, description="auto, text or json", examples=["json"])
    mode: Mode = Field(Mode.POLLING, description="polling or webhook", examples=["polling"])
    role: Annotated[frozenset[Role], pydantic_settings.NoDecode] = Field(
        frozenset(Role), description="all, or some of receive, tick, send", examples=["receive,tick"]
    )
    webhook_url: str | None = Field(
        None,
        description=f"the public https address of this server, on port {', '.join(map(str, WEBHOOK_PORTS))}",
        examples=["https://muster.example.org"],
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="32 to 256 random characters of A-Z a-z 0-9 _ -, as made by "
        '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`',
        examples=["Zq8n…"],
    )
    webhook_host: str = Field("127.0.0.1", description="the address to listen on", examples=["0.0.0.0"])
    webhook_port: int = Field(8080, ge=1, le=65535, description="a port, 1 to 65535", examples=["8080"])
    poll_seconds: int = Field(50, ge=1, le=50, description="1 to 50 seconds", examples=["50"])
    tick_seconds: int = Field(5, ge=1, le=60, description="1 to 60 seconds", examples=["5"])
    messages_per_second: int = Field(30, ge=1, le=1000, description="1 to 1000", examples=["30"])
    chat_messages_per_second: int = Field(1, ge=1, le=1000, description="1 to 1000", examples=["1"])
    group_messages_per_minute: int = Field(20, ge=1, le=1000, description="1 to 1000", examples=["20"])

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[pydantic_settings.BaseSettings],
        init_settings: Source,
        env_settings: Source,
        dotenv_settings: Source,
        file_secret_settings: Source,
    ) -> tuple[Source, ...]:
        return (init_settings, env_settings, dotenv_settings) if cls.reads_outside else (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _refuse_misspelt(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Other programs' names may stand in `.env`, but hardly one that is a letter away from ours."""
        for name in values.keys() - cls.model_fields.keys():
            if near := difflib.get_close_matches(name.lower(), cls.model_fields, n=1, cutoff=0.85):
                raise ValueError(f"{name.upper()}: there is no such setting. Expected: {near[0].upper()}.")
        return values

    @field_validator("*", mode="before")
    @classmethod
    def _tidy(cls, value: Any, info: ValidationInfo) -> Any:
        """Spaces around a value never count, letter case not where one of a few words is chosen."""
        if not isinstance(value, str):
            return value
        change = {"log_level": str.upper, "default_language": str.lower, "log_format": str.lower, "mode": str.lower}
        return change.get(info.field_name or "", str)(value.strip())

    @field_validator("role", mode="before")
    @classmethod
    def _split_roles(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        names = re.split(r"[\s,+]+", value.lower())
        return frozenset(Role) if names == ["all"] else frozenset(names)

    @field_validator("telegram_api_url")
    @classmethod
    def _check_server(cls, value: str) -> str:
        parts = addresses.read_web(value, ("http", "https"))
        if parts.scheme == "http" and not addresses.is_loopback(parts):
            raise ValueError("the token would cross the network unencrypted")
        return value.rstrip("/")

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        shape = r"\d{6,}:[A-Za-z0-9_-]{30,}" if info.data.get("telegram_api_url") == TELEGRAM else r"\d+:[A-Za-z0-9_-]+"
        if value is not None and not re.fullmatch(shape, value.get_secret_value(), re.ASCII):
            raise ValueError("this is no token")
        return value

    @field_validator("telegram_proxy")
    @classmethod
    def _check_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            addresses.read_web(value.get_secret_value(), ("http", "https"), may_have_user=True)
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: SecretStr) -> SecretStr:
        return SecretStr(addresses.normalise_database(value.get_secret_value()))

    @field_validator("default_time_zone")
    @classmethod
    def _check_zone(cls, value: str | None) -> str | None:
        return value and addresses.zone_name(value)

    @field_validator("webhook_url")
    @classmethod
    def _check_webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            _allow_absence(info)
            return None
        is_local = info.data.get("telegram_api_url", TELEGRAM).startswith("http:")
        parts = addresses.read_web(value, ("http", "https") if is_local else ("https",))
        if not is_local and (parts.port or 443) not in WEBHOOK_PORTS:
            raise ValueError("Telegram does not deliver to this port")
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None:
            _allow_absence(info)
            return None
        secret = value.get_secret_value()
        if not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", secret) or len(set(secret)) < 12:
            raise ValueError("too easy to guess, or a character Telegram refuses")
        token = info.data.get("bot_token")
        if token is not None and token.get_secret_value().partition(":")[2] in secret:
            raise ValueError("it contains the bot's token")
        return value

    @property
    def webhook_path(self) -> str:
        """A path nobody can guess, the same in every process, that gives away neither secret nor token (F089)."""
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        return "/telegram/" + hmac.new(secret.encode(), b"path of the webhook", hashlib.sha256).hexdigest()[:32]

    def token(self) -> str:
        """The bot's token; raises `SettingsError` with one line on how to get one if none is set."""
        if self.bot_token is None:
            raise SettingsError(NO_TOKEN)
        return self.bot_token.get_secret_value()

    def secrets(self) -> list[str]:
        """All values that no log may show, for `logs.hide`."""
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        proxy = urlsplit(self.telegram_proxy.get_secret_value()).password if self.telegram_proxy else None
        webhook = self.webhook_secret.get_secret_value() if self.webhook_secret else None
        password = sa.make_url(self.database_url.get_secret_value()).password
        code = self.access_code.get_secret_value() if self.access_code else None
        found = (token, token.partition(":")[2], proxy, webhook, password, code)
        return [secret for secret in found if secret]


class _Given(Settings):
    """Settings from given values alone: neither the environment nor a file is read."""

    reads_outside: ClassVar[bool] = False


def load(env: Mapping[str, str] | None = None, *, env_file: Path = Path(".env")) -> Settings:
    """Read the settings from `env` alone if it is given, else from the environment and, below it, from `env_file`.

    Raises `SettingsError`; no line of it and no exception behind it shows a secret.
    """
    problems: Iterable[str]
    try:
        if env is None:
            here: dict[str, Any] = {"_env_file": env_file}
            return Settings(**here)
        return _Given.model_validate({name.lower(): value for name, value in env.items() if value.strip()})
    except pydantic.ValidationError as error:
        problems = [_line(problem) for problem in error.errors(include_url=False, include_context=False)]
    except (OSError, UnicodeDecodeError) as error:
        problems = [f"{env_file.name}: it can't be read ({type(error).__name__}). Expected: a text file in UTF-8."]
    raise SettingsError(*problems)  # outside, so that the exception behind it and its values are let go


def _line(problem: Any) -> str:
    """What to tell the operator about one refused setting."""
    wrong = problem["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if not problem["loc"]:
        return str(wrong)
    field = str(problem["loc"][0])
    about = Settings.model_fields[field]
    given = (
        ""
        if field in _secret_fields() or problem["input"] is None
        else f"{logs.redact(str(problem['input']))[:60]!r}: "
    )
    example = f"{field.upper()}={(about.examples or [''])[0]}"
    return f"{field.upper()}: {given}{wrong}. Expected: {about.description}. Example: {example}"


def _secret_fields() -> set[str]:
    return {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}


def _allow_absence(info: ValidationInfo) -> None:
    """Refuse if the process needs it: it receives, and by webhook."""
    if info.data.get("mode") is Mode.WEBHOOK and Role.RECEIVE in info.data.get("role", ()):
        raise ValueError("it must be set when MODE is webhook")
