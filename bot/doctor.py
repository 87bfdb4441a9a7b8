"""Examine an installation: settings, database, token, what the bot may see, clock and zones; it changes nothing."""

import email.utils
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import telegram
import telegram.error

import storage
from bot import clock, http
from bot.settings import Settings, SettingsError
from coordination.errors import Unavailable

LARGEST_CLOCK_ERROR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `ok`, or `text` says what to do."""

    subject: str
    ok: bool
    text: str


async def examine(settings: Settings | SettingsError) -> list[Finding]:
    """All findings, in the order in which a person would mend them. Never shows a secret."""
    if isinstance(settings, SettingsError):
        return [Finding("settings", False, line) for line in settings.lines]
    return [
        Finding("settings", True, "all read"),
        await _database(settings),
        *await _telegram(settings),
        await _clock(settings),
        _zones(settings),
    ]


async def _database(settings: Settings) -> Finding:
    try:
        state = await storage.inspect(settings.database_url.get_secret_value())
    except (Unavailable, OSError) as failure:
        return Finding("database", False, f"not reachable ({failure}); look at DATABASE_URL")
    if not state.is_current:
        return Finding("database", False, "its tables are of another version; run `muster migrate`")
    return Finding("database", True, f"{state.kind}, tables up to date")


async def _telegram(settings: Settings) -> Sequence[Finding]:
    try:
        token = settings.token()
    except SettingsError as refused:
        return [Finding("token", False, str(refused))]
    bot = telegram.Bot(
        token,
        base_url=f"{settings.telegram_api_url}/bot",
        request=(wire := http.AiohttpRequest(proxy=_proxy(settings))),
    )
    try:
        user = await bot.get_me()
    except telegram.error.InvalidToken:
        return [Finding("token", False, "Telegram refuses it; copy it again from @BotFather")]
    except telegram.error.TelegramError as failure:
        return [Finding("token", False, f"Telegram is not reachable ({type(failure).__name__}); look at the network")]
    finally:
        await wire.shutdown()
    return [Finding("token", True, f"accepted, the bot is @{user.username}"), _sight(user)]


def _sight(user: telegram.User) -> Finding:
    if user.can_read_all_group_messages:
        return Finding("sight", True, "privacy mode is off: it is sent every message of its groups")
    return Finding(
        "sight",
        True,
        "privacy mode is on: as a plain member it gets commands and replies to it; as an admin it is sent everything",
    )


async def _clock(settings: Settings) -> Finding:
    """Compare with the Date header of the Bot API server, to the second."""
    now = clock.SystemClock().now()
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10), proxy=_proxy(settings)) as session,
            session.get(settings.telegram_api_url) as answer,
        ):
            header = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, OSError):
        return Finding("clock", False, "could not be compared: Telegram is not reachable")
    theirs = _parse(header)
    if theirs is None:
        return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC (the server does not tell its own)")
    if abs(theirs - now) > LARGEST_CLOCK_ERROR:
        return Finding("clock", False, f"{abs(theirs - now).total_seconds():.0f} s off; set the host's clock by NTP")
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC, within {LARGEST_CLOCK_ERROR.seconds} s of Telegram's")


def _parse(header: str | None) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(header).astimezone(UTC) if header else None
    except ValueError:
        return None


def _zones(settings: Settings) -> Finding:
    name = settings.default_time_zone or "Asia/Shanghai"
    try:
        zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError:
        return Finding("zones", False, f"no data for {name}; install the tzdata package")
    if settings.default_time_zone is None:
        return Finding("zones", True, "data found; DEFAULT_TIME_ZONE is empty, so each group confirms its own")
    return Finding("zones", True, f"data found; new groups begin in {name}")


def _proxy(settings: Settings) -> str | None:
    return settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
