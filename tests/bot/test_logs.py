"""The log: readable, structured, and without people's words."""

import io
import json
import logging
import sys
import threading
import warnings
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
import telegram

from bot import logs
from tests.bot.loopback import TOKEN

HALF = TOKEN.partition(":")[2]
pytestmark = pytest.mark.usefixtures("restored_logging")
log = structlog.get_logger("muster.test")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Colour(Enum):
    RED = "red"


def entries(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_away_from_a_terminal_every_line_is_a_json_object() -> None:
    stream = io.StringIO()
    logs.set_up("INFO", stream=stream)

    log.info("an update was kept", update_id=7, chat_id=-1001, seconds=0.25, at=datetime(2026, 12, 4, tzinfo=UTC))
    logging.getLogger("muster.other").warning("%d rows in %s", 3, "outbox")

    first, second = entries(stream)
    assert first["event"] == "an update was kept"
    assert (first["logger"], first["level"], first["update_id"]) == ("muster.test", "info", 7)
    assert first["at"] == "2026-12-04 00:00:00+00:00"
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["logger"]) == ("3 rows in outbox", "muster.other")


def test_on_a_terminal_a_line_is_text() -> None:
    stream = Terminal()
    logs.set_up("INFO", stream=stream)

    log.info("an update was kept", update_id=7)

    assert "an update was kept" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_text_outside_a_terminal_has_no_colours() -> None:
    stream = io.StringIO()
    logs.set_up("INFO", logs.Style.TEXT, stream=stream)

    log.error("it broke", why="x")

    assert "\x1b" not in stream.getvalue()
    assert "it broke" in stream.getvalue()


def test_the_level_holds_for_the_project_and_libraries_are_heard_from_warning_on(written: io.StringIO) -> None:
    for name in ("muster.x", "telegram.Bot", "httpx", "httpcore.http11", "aiosqlite", "sqlalchemy.engine", "asyncio"):
        logging.getLogger(name).debug("fine")
        logging.getLogger(name).info("fine")
    logging.getLogger("apscheduler").warning("late")

    assert [entry["logger"] for entry in entries(written)] == ["muster.x", "muster.x", "apscheduler"]


def test_below_the_level_nothing_is_written() -> None:
    stream = io.StringIO()
    logs.set_up("WARNING", stream=stream)

    log.info("quiet")
    log.warning("loud")

    assert [entry["event"] for entry in entries(stream)] == ["loud"]


def test_setting_up_again_replaces_the_stream(written: io.StringIO) -> None:
    second = io.StringIO()
    logs.set_up("INFO", logs.Style.JSON, stream=second)

    log.info("once")

    assert written.getvalue() == ""
    assert len(entries(second)) == 1


def test_what_is_bound_to_the_context_stands_in_every_line(written: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(update_id=7):
        log.info("one")
        logging.getLogger("bot").info("two")

    assert [entry["update_id"] for entry in entries(written)] == [7, 7]


def test_an_exception_is_written_with_its_traceback(written: io.StringIO) -> None:
    try:
        raise KeyError("chat")
    except KeyError:
        log.exception("it broke")
        logging.getLogger("apscheduler").exception("it broke too")

    ours, theirs = entries(written)
    assert "test_logs.py" in ours["exception"]
    assert "KeyError: 'chat'" in ours["exception"]
    assert "KeyError: 'chat'" in theirs["exception"]


def test_what_nobody_caught_is_written(written: io.StringIO) -> None:
    error = RuntimeError(f"at /bot{TOKEN}/getMe")

    sys.excepthook(RuntimeError, error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    first, second = entries(written)
    assert "RuntimeError" in first["exception"]
    assert HALF not in written.getvalue()
    assert (second["event"], second["level"]) == ("interrupted", "warning")


def test_what_nobody_caught_in_a_thread_is_written(written: io.StringIO) -> None:
    def fail() -> None:
        raise RuntimeError(f"at /bot{TOKEN}/getMe")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert "RuntimeError" in entries(written)[0]["exception"]
    assert HALF not in written.getvalue()


def test_warnings_are_written(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)

    assert "DeprecationWarning: old" in entries(written)[0]["event"]


def test_a_line_that_cant_be_made_is_mentioned_without_its_arguments() -> None:
    stream = io.StringIO()
    handler = logs.set_up("INFO", stream=stream)

    handler.handle(logging.makeLogRecord({"name": "muster.x", "msg": "%d updates", "args": (TOKEN,)}))

    assert "could not be written (muster.x" in stream.getvalue()
    assert HALF not in stream.getvalue()


def test_a_stream_that_is_gone_harms_nobody(written: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    written.close()

    log.info("to nobody")

    assert capsys.readouterr().err == ""


# People's words


def test_words_become_their_length_and_objects_their_type(written: io.StringIO) -> None:
    user = telegram.User(1, "Ann", False)

    log.info(
        "x", text="张三请假", title="Book the hall", update=user, colour=Colour.RED, names=["a", user], note="n" * 5000
    )

    entry = entries(written)[0]
    assert entry["text"] == "<4 characters>"
    assert entry["title"] == "<13 characters>"
    assert entry["update"] == "<User>"
    assert entry["colour"] == "red"
    assert entry["names"] == ["a", "<User>"]
    assert len(entry["note"]) < 600
    assert "Ann" not in written.getvalue()


def test_the_values_a_database_error_quotes_are_left_out(written: io.StringIO) -> None:
    words = "\n".join(["张三", "请假"])  # a traceback shows the line that failed, so it may not stand there
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        try:
            connection.execute(sa.text("insert into nowhere values (:text)"), {"text": words})
        except sa.exc.OperationalError:
            log.exception("it broke")
    engine.dispose()

    assert "no such table" in written.getvalue()
    assert "张三" not in written.getvalue()
