"""Check the addresses and zone names an operator writes down; it must not know which setting they belong to.

Every function raises `ValueError` with what is wrong, and never repeats the address: it may hold a password.
"""

import difflib
import functools
import ipaddress
import zoneinfo
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

import sqlalchemy as sa

SQLITE = ("sqlite", "sqlite+aiosqlite")
POSTGRESQL = ("postgres", "postgresql", "postgresql+asyncpg")


def read_web(text: str, schemes: Sequence[str], *, may_have_user: bool = False) -> SplitResult:
    """Take apart an address of a server: scheme, host, perhaps port and path, nothing else."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises for a port that is no number or too large
    except ValueError as error:
        raise ValueError("this is no address") from error
    if parts.scheme not in schemes or not parts.hostname or any(character.isspace() for character in text):
        raise ValueError("this is no such address")
    if parts.query or parts.fragment:
        raise ValueError("? and # have no place in it")
    if parts.username is not None and not may_have_user:
        raise ValueError("a user name has no place in it")
    return parts


def is_loopback(parts: SplitResult) -> bool:
    """Whether the address never leaves this machine."""
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def normalise_database(text: str) -> str:
    """The address with the driver the project uses: aiosqlite for a file, asyncpg for PostgreSQL."""
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise ValueError("this is no address of a database") from error
    if url.drivername in SQLITE:
        return _sqlite(url).render_as_string(hide_password=False)
    if url.drivername in POSTGRESQL:
        return _postgresql(url).render_as_string(hide_password=False)
    raise ValueError("only SQLite and PostgreSQL will do")


def _sqlite(url: sa.URL) -> sa.URL:
    if url.host:
        raise ValueError("a relative file has three slashes, an absolute one four")
    if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
        raise ValueError("it must be a file: several connections read and write it")
    return url.set(drivername="sqlite+aiosqlite")


def _postgresql(url: sa.URL) -> sa.URL:
    if not url.database:
        raise ValueError("the database's name is missing")
    mode = url.query.get("sslmode")
    if mode is not None:  # libpq's word; asyncpg's is ssl, with the same values
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url.set(drivername="postgresql+asyncpg")


def zone_name(text: str) -> str:
    """The name as the time zone database spells it, whatever its letter case here."""
    known = _zones()
    if found := known.get(text.lower()):
        return found
    cities = {name.rpartition("/")[2]: name for name in known}
    near = difflib.get_close_matches(text.lower().replace(" ", "_").rpartition("/")[2], cities, n=1, cutoff=0.8)
    raise ValueError(
        f"there is no such zone (did you mean {known[cities[near[0]]]}?)" if near else "there is no such zone"
    )


@functools.cache
def _zones() -> dict[str, str]:
    """Names by their small letters; finding them reads every folder of the time zone database."""
    return {name.lower(): name for name in zoneinfo.available_timezones()}
