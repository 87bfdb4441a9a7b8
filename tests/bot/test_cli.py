"""The command line says in one line what it did or what stands in its way, and its exit code tells a script."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer.testing

from bot import cli
from storage import backup

POSTGRESQL = "postgresql://muster:secret@127.0.0.1:1/muster"


@pytest.fixture(autouse=True)
def _elsewhere(no_settings: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without `.env`."""
    monkeypatch.chdir(tmp_path)


def muster(*words: str, url: str = "sqlite:///muster.db") -> typer.testing.Result:
    return typer.testing.CliRunner().invoke(cli.app, words, env={"DATABASE_URL": url})


def test_a_backup_is_a_whole_database(tmp_path: Path) -> None:
    muster("migrate")

    made = muster("backup", "copies/monday.db")

    assert (made.exit_code, made.stdout) == (0, "The database is copied to copies/monday.db.\n")
    copy = tmp_path / "copies" / "monday.db"
    backup.check(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM groups").fetchall() == [(0,)]


def test_a_backup_is_never_put_in_the_place_of_the_database(tmp_path: Path) -> None:
    muster("migrate")
    before = (tmp_path / "muster.db").stat().st_ino

    refused = muster("backup", "./muster.db")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "No backup was made: the copy must be another file than the database.\n"
    assert (tmp_path / "muster.db").stat().st_ino == before


@pytest.mark.parametrize(
    ("words", "url", "code", "line"),
    [
        (("backup", "copy.db"), POSTGRESQL, 2, "DATABASE_URL is a PostgreSQL database. Copy it with pg_dump: "),
        (("backup", "copy.db"), "sqlite:///none.db", 1, "No backup was made: there is no database file none.db."),
        (("backup", "copy.db"), "mysql://root:secret@host/x", 2, "DATABASE_URL: "),
        (("migrate",), POSTGRESQL, 1, "The database is out of reach: "),
        (("migrate",), "sqlite:////dev/null/x.db", 1, "The database is out of reach: "),
        (("run",), "sqlite:///muster.db", 2, "BOT_TOKEN: no token is set."),
    ],
)
def test_what_stands_in_the_way_is_one_line_without_a_secret(
    words: tuple[str, ...], url: str, code: int, line: str
) -> None:
    refused = muster(*words, url=url)

    assert (refused.exit_code, refused.stdout) == (code, "")
    assert refused.stderr.startswith(line)
    assert refused.stderr.count("\n") == 1
    assert "secret" not in refused.stderr


def test_help_names_every_command() -> None:
    told = muster("--help")

    assert told.exit_code == 0
    assert all(f" {name} " in told.stdout for name in ("run", "demo", "doctor", "migrate", "backup"))


def test_doctor_says_what_to_do_and_fails_while_something_is_wrong() -> None:
    told = muster("doctor", url="mysql://root@host/x")

    assert told.exit_code == 1
    assert told.stdout.startswith("look settings: DATABASE_URL: ")


def test_a_plan_is_printed_as_json(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Task,Who,Due\nBook hall,Ann,T-30\nPrint,Bob,Q4\n", encoding="utf-8")

    read = muster("plan", "plan.csv", "--today", "2026-09-14", "--opens", "2026-11-28")

    reading = json.loads(read.stdout)
    assert read.exit_code == 0
    assert [(task["row"], task["title"], task["due"]) for task in reading["tasks"]] == [
        (2, "Book hall", "2026-10-29"),
        (3, "Print", None),
    ]
    assert [(told["row"], told["text"]) for told in reading["report_back"]] == [(3, "Q4")]


def test_a_plan_that_cannot_be_read_is_refused_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"PK\x03\x04 broken")

    refused = muster("plan", "plan.xlsx", "--today", "2026-09-14")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The workbook is broken")
