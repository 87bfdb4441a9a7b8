"""The settings: what is read, what is refused and in which words, and that no secret is ever shown."""

import os
import re
import traceback
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import settings as settings_module
from bot.settings import Mode, Role, Settings, SettingsError, load
from tests.bot.environment import EXAMPLE, SECRET, TOKEN, WEBHOOK

pytestmark = pytest.mark.usefixtures("no_settings")


# What is read


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load({})

    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///var/muster.db"
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.role == {Role.RECEIVE, Role.TICK, Role.SEND}
    assert settings.mode is Mode.POLLING
    assert settings.default_time_zone is None


def test_given_values_are_read_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEFAULT_LANGUAGE", "zh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("LOG_LEVEL=DEBUG\n")

    settings = load({"BOT_TOKEN": f"  {TOKEN} \n"})

    assert settings.token() == TOKEN
    assert (settings.default_language, settings.log_level) == ("en", "INFO")


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(
        "\ufeffBOT_TOKEN='1:x'\nexport DEFAULT_LANGUAGE=zh # 中文\nLOG_LEVEL=warning\nPGPASSWORD=x\n".encode()
    )
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("ROLE", "")

    settings = load(env_file=file)

    assert settings.token() == "1:x"
    assert (settings.default_language, settings.log_level) == ("zh", "DEBUG")
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.role == set(Role)


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert load(env_file=tmp_path / ".env").bot_token is None


def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(f"BOT_TOKEN={TOKEN}".encode("utf-16"))

    with pytest.raises(SettingsError, match=r"^\.env: it can't be read") as caught:
        load(env_file=file)

    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p%40%2F@h:5433/d", "postgresql+asyncpg://u:p%40%2F@h:5433/d"),
        ("postgresql+asyncpg://h/d?ssl=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("postgres://h/d?sslmode=verify-full", "postgresql+asyncpg://h/d?ssl=verify-full"),
        ("sqlite:///var/x.db", "sqlite+aiosqlite:///var/x.db"),
        ("sqlite:////srv/x.db", "sqlite+aiosqlite:////srv/x.db"),
    ],
)
def test_a_database_is_named_with_our_driver(given: str, read: str) -> None:
    assert load({"DATABASE_URL": given}).database_url.get_secret_value() == read


def test_a_file_may_have_any_name() -> None:
    read = load({"DATABASE_URL": "sqlite:///var/数据 1.db"}).database_url.get_secret_value()

    assert sa.make_url(read).database == "var/数据 1.db"


@pytest.mark.parametrize(
    ("given", "roles"),
    [
        ("all", set(Role)),
        ("ALL", set(Role)),
        ("send", {Role.SEND}),
        ("receive,tick", {Role.RECEIVE, Role.TICK}),
        ("Receive + send", {Role.RECEIVE, Role.SEND}),
    ],
)
def test_roles_are_read(given: str, roles: set[Role]) -> None:
    assert load({"ROLE": given}).role == roles


@pytest.mark.parametrize("given", ["Asia/Shanghai", "asia/shanghai", " Asia/Shanghai "])
def test_a_zone_is_named_as_the_zone_database_does(given: str) -> None:
    assert load({"DEFAULT_TIME_ZONE": given}).default_time_zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://localhost:8081/x/", "http://[::1]:80", "https://api.example.org"]
)
def test_another_server_may_be_named(url: str) -> None:
    assert load({"TELEGRAM_API_URL": url, "BOT_TOKEN": "42:TEST"}).telegram_api_url == url.rstrip("/")


def test_a_webhook_has_a_path_that_nobody_can_guess_and_that_gives_nothing_away() -> None:
    one = load({**WEBHOOK, "BOT_TOKEN": TOKEN})
    other = load({**WEBHOOK, "WEBHOOK_SECRET": SECRET[::-1]})

    assert re.fullmatch(r"/telegram/[0-9a-f]{32}", one.webhook_path)
    assert one.webhook_path == load(WEBHOOK).webhook_path
    assert one.webhook_path != other.webhook_path
    assert SECRET not in one.webhook_path


def test_a_local_server_may_deliver_to_a_local_address() -> None:
    local = {**WEBHOOK, "TELEGRAM_API_URL": "http://127.0.0.1:8081", "WEBHOOK_URL": "http://127.0.0.1:9000/"}

    assert load(local).webhook_url == "http://127.0.0.1:9000"


def test_a_process_that_receives_nothing_needs_no_webhook() -> None:
    assert load({"MODE": "webhook", "ROLE": "tick,send"}).webhook_secret is None


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load({}).log_level = "DEBUG"


# Secrets


def test_no_representation_shows_a_secret() -> None:
    settings = load(
        {
            **WEBHOOK,
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": "postgres://u:hunter22@h/d",
            "TELEGRAM_PROXY": "http://u:hunter33@p:1",
        }
    )

    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    for secret in (TOKEN, SECRET, "hunter22", "hunter33"):
        assert secret not in shown
        assert secret in settings.secrets()
    assert TOKEN.partition(":")[2] in settings.secrets()


def test_nothing_to_hide_is_nothing() -> None:
    assert load({}).secrets() == []


# The example file


def example_lines() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def test_the_example_names_every_setting_once_and_no_other() -> None:
    named = [line.partition("=")[0] for line in example_lines() if re.match(r"[A-Z_]+=", line)]

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_says_something_about_every_setting() -> None:
    lines = example_lines()

    bare = [line for before, line in pairwise(lines) if re.match(r"[A-Z_]+=", line) and not before.startswith("# ")]
    assert bare == []


def test_the_example_says_what_holds_without_it() -> None:
    assert load(env_file=EXAMPLE) == load(env_file=Path(os.devnull))


def test_every_setting_says_what_it_expects_and_gives_an_example() -> None:
    for name, about in settings_module.Settings.model_fields.items():
        assert about.description, name
        assert about.examples, name
