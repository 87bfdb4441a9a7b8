"""What settings are refused, in which words, and that the words hold no secret."""

import re
import traceback
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import Mode, Settings, SettingsError, load
from tests.bot.environment import SECRET, TOKEN, WEBHOOK, refused

pytestmark = pytest.mark.usefixtures("no_settings")


NONSENSE = [
    ("BOT_TOKEN", "no-token"),
    ("BOT_TOKEN", "123456789:short"),
    ("BOT_TOKEN", f"bot{TOKEN}"),
    ("BOT_TOKEN", f"{TOKEN} {TOKEN}"),
    ("BOT_TOKEN", "١٢٣٤٥٦٧٨٩:AAEhBOweik9ai2o01xjdMSNpsVVPPBwi4Xg"),
    ("TELEGRAM_API_URL", "http://api.telegram.org"),
    ("TELEGRAM_API_URL", "http://127.0.0.1.example.org"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "https://"),
    ("TELEGRAM_API_URL", "https://x:99999"),
    ("TELEGRAM_API_URL", "https://user:pw@api.telegram.org"),
    ("TELEGRAM_API_URL", "https://api.telegram.org/?a=b"),
    ("TELEGRAM_API_URL", "https://[::1"),
    ("TELEGRAM_PROXY", "socks5://127.0.0.1:1080"),
    ("TELEGRAM_PROXY", "127.0.0.1:1080"),
    ("DATABASE_URL", "mysql://u:hunter22@h/d"),
    ("DATABASE_URL", "postgresql+psycopg://u:hunter22@h/d"),
    ("DATABASE_URL", "postgres://u:hunter22@h"),
    ("DATABASE_URL", "postgres://u:hunter22@h:port/d"),
    ("DATABASE_URL", "var/muster.db"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite://var/muster.db"),
    ("DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true"),
    ("DEFAULT_TIME_ZONE", "Mars/Base"),
    ("DEFAULT_TIME_ZONE", "UTC+8"),
    ("DEFAULT_TIME_ZONE", "../../etc/passwd"),
    ("DEFAULT_LANGUAGE", "fr"),
    ("LOG_LEVEL", "loud"),
    ("LOG_FORMAT", "xml"),
    ("MODE", "push"),
    ("ROLE", "recieve"),
    ("ROLE", "all,send"),
    ("WEBHOOK_URL", "http://muster.example.org"),
    ("WEBHOOK_URL", "https://muster.example.org:8080"),
    ("WEBHOOK_SECRET", "hunter22"),
    ("WEBHOOK_SECRET", "a" * 64),
    ("WEBHOOK_SECRET", SECRET + "!"),
    ("WEBHOOK_SECRET", SECRET * 9),
    ("WEBHOOK_PORT", "0"),
    ("WEBHOOK_PORT", "http"),
    ("POLL_SECONDS", "51"),
    ("TICK_SECONDS", "0"),
    ("TICK_SECONDS", "1.5"),
    ("MESSAGES_PER_SECOND", "-1"),
    ("GROUP_MESSAGES_PER_MINUTE", "many"),
]


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_nonsense_is_refused_in_one_line_with_its_name_what_is_expected_and_an_example(name: str, value: str) -> None:
    error = refused({name: value})

    assert len(error.lines) == 1
    assert str(error).count("\n") == 0
    assert re.fullmatch(rf"{name}: .+\. Expected: .+\. Example: {name}=.+", str(error))


@pytest.mark.parametrize(
    ("name", "value"),
    [each for each in NONSENSE if each[0] in ("BOT_TOKEN", "TELEGRAM_PROXY", "DATABASE_URL", "WEBHOOK_SECRET")],
)
def test_what_may_be_secret_is_not_repeated(name: str, value: str) -> None:
    shown = "".join(traceback.format_exception(refused({name: value})))

    assert value not in shown
    assert "hunter22" not in shown


def test_a_token_in_the_wrong_place_is_not_repeated_either() -> None:
    assert TOKEN not in str(refused({"TICK_SECONDS": TOKEN}))


def test_everything_wrong_is_said_at_once() -> None:
    """F084 among them: a webhook without a secret."""
    error = refused({"LOG_LEVEL": "loud", "MODE": "webhook", "WEBHOOK_PORT": "x", "DEFAULT_TIME_ZONE": "Shangai"})

    assert [line.partition(":")[0] for line in error.lines] == [
        "DEFAULT_TIME_ZONE",
        "LOG_LEVEL",
        "WEBHOOK_URL",
        "WEBHOOK_SECRET",
        "WEBHOOK_PORT",
    ]
    assert "did you mean Asia/Shanghai?" in str(error)


def test_a_webhook_secret_that_holds_the_token_is_refused() -> None:
    error = refused({**WEBHOOK, "BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": TOKEN.partition(":")[2] + "x1"})

    assert "token" in str(error)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("BOT_TOKN", "BOT_TOKEN"), ("DATABSE_URL", "DATABASE_URL"), ("DEFAULT_TIMEZONE", "DEFAULT_TIME_ZONE")],
)
def test_a_name_that_is_a_letter_away_from_ours_is_refused(name: str, meant: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{name}=x\n")

    with pytest.raises(SettingsError, match=f"^{name}: there is no such setting. Expected: {meant}."):
        load(env_file=tmp_path / ".env")


def test_other_programs_names_are_none_of_our_business(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\nCOMPOSE_PROJECT_NAME=y\nTZ=UTC\n")

    assert load(env_file=tmp_path / ".env").mode is Mode.POLLING


def test_without_a_token_one_line_says_how_to_get_one_and_that_the_demo_needs_none() -> None:
    with pytest.raises(SettingsError) as caught:
        load({}).token()

    assert len(str(caught.value).splitlines()) == 1
    assert all(word in str(caught.value) for word in ("BOT_TOKEN", "@BotFather", "/newbot", "make demo"))


ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@given(st.dictionaries(st.sampled_from([name.upper() for name in Settings.model_fields]), ANYTHING, max_size=6))
@example({"DATABASE_URL": "://"})
@example({"TELEGRAM_API_URL": "https://[x]"})
def test_whatever_is_given_is_taken_or_refused_by_name(env: dict[str, str]) -> None:
    try:
        load(env)
    except SettingsError as error:
        assert all(line.partition(":")[0] in env for line in error.lines if "must be set when" not in line)
