"""The command `muster`: run, demo, doctor, migrate, backup, rehearse …; it parses, calls one function and prints."""

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot import settings as settings_module
from coordination.errors import Unavailable

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Muster keeps a programme's working groups moving.",
    pretty_exceptions_enable=False,
)


def main() -> None:
    app()


@app.command()
def run() -> None:
    """Run the bot with the settings of the environment and .env."""
    from bot import process

    chosen = _settings()
    try:
        chosen.token()
    except settings_module.SettingsError as refused:
        _fail(str(refused))
    raise typer.Exit(_in_loop(process.run(chosen)))


@app.command()
def demo(port: Annotated[int, typer.Option(help="Port of the chat page; 0: any free one.")] = 8088) -> None:
    """Run the bot and a local Telegram in one process, with a small committee to play with."""
    from bot import demo as demonstration

    raise typer.Exit(_in_loop(demonstration.run(port, say=typer.echo)))


@app.command()
def doctor() -> None:
    """Look at settings, database, token, rights, clock and zones: each line ok, or what to do."""
    from bot import doctor as examination

    findings = asyncio.run(examination.examine(_load_or_none()))
    for finding in findings:
        mark = typer.style("ok  ", fg="green") if finding.ok else typer.style("look", fg="yellow")
        typer.echo(f"{mark} {finding.subject}: {finding.text}")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
def migrate() -> None:
    """Bring the database to this version's tables; safe to repeat."""
    import storage

    url = _settings().database_url.get_secret_value()
    try:
        asyncio.run(storage.migrate(url))
    except (Unavailable, OSError) as failure:
        _fail(f"The database is out of reach: {failure}. Look at DATABASE_URL.", code=1)
    typer.echo("The database is up to date.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy. An earlier one is replaced by a sound one only.")],
) -> None:
    """Copy the SQLite database into FILE while the bot runs; PostgreSQL has pg_dump."""
    from storage import backup as copies
    from storage.errors import NotOurs

    url = _settings().database_url.get_secret_value()
    try:
        asyncio.run(copies.back_up(url, file))
    except NotOurs:
        _fail("DATABASE_URL is a PostgreSQL database. Copy it with pg_dump: pg_dump --format=custom --file=FILE NAME")
    except Unavailable as failure:
        _fail(f"No backup was made: {failure}.", code=1)
    typer.echo(f"The database is copied to {file}.")


@app.command()
def rehearse(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days from now on.")] = 14,
    group: Annotated[
        list[str] | None, typer.Option(help="A group's code, name or number; may be repeated. Without it: all.")
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="The first line of each message alone.")] = False,
) -> None:
    """Print what would be sent, and when, if nobody said anything meanwhile; nothing is sent or changed."""
    from bot import rehearsal_print

    url = _settings().database_url.get_secret_value()
    try:
        asyncio.run(rehearsal_print.rehearse(url, days, group or [], typer.echo, is_short=short))
    except rehearsal_print.CannotRehearseError as refused:
        _fail(str(refused))
    except Unavailable as failure:
        _fail(f"The database is out of reach: {failure}. Look at DATABASE_URL.", code=1)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Its ending is the format: .json, .xlsx, .csv, .ics or .md.")],
    group: Annotated[str, typer.Option(help="One group: its code, name or number. Without it: every group.")] = "",
    sheet: Annotated[str, typer.Option(help="What a CSV holds: tasks, updates, people or decisions.")] = "tasks",
    language: Annotated[str, typer.Option(help="Of headings and states: en or zh.")] = "en",
) -> None:
    """Write the record into FILE while the bot runs; JSON is read back by `muster import`."""
    from bot import moving

    url = _settings().database_url.get_secret_value()
    try:
        count = asyncio.run(moving.export(url, moving.Wish(file, group, sheet, language)))
    except moving.CannotExport as refused:
        _fail(f"No file was made: {refused}.")
    except (Unavailable, OSError) as failure:
        _fail(f"No file was made: {failure}.", code=1)
    typer.echo(f"{file}: {count} {'rows' if file.suffix.lower() in ('.json', '.csv') else 'tasks'}.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .json (or packed .json.zip) that Muster exported.")],
) -> None:
    """Read an exported JSON file into an empty database; what cannot be read leaves it empty."""
    from bot import moving
    from storage import loads, loads_rows

    url = _settings().database_url.get_secret_value()
    try:
        loaded = asyncio.run(moving.import_(url, file))
    except loads.Occupied:
        _fail("Nothing was imported: the database is not empty. Set DATABASE_URL to a new one.")
    except (loads_rows.NotAnExport, Unavailable, OSError) as failure:
        _fail(f"Nothing was imported: {failure}.", code=1)
    for name, count in loads.rows_in(loaded):
        typer.echo(f"{count:>9} {name}")
    if loaded.left_out:
        typer.echo(f"{loaded.left_out} rows belong to what is not in the file and were left out.")


@app.command()
def dates(
    what: Annotated[
        list[str], typer.Argument(metavar="FILE|PHRASE", help="A table (TSV), or a date as people type it.")
    ],
    now: Annotated[str | None, typer.Option(help='The moment that "tomorrow" counts from; without it: now.')] = None,
    zone: Annotated[str, typer.Option(help="The reader's time zone.")] = "UTC",
    opens: Annotated[str | None, typer.Option(help="The opening day, for T-30 and its like.")] = None,
) -> None:
    """Show how dates are read: `muster dates next Friday 5pm`, or a table of phrases."""
    from bot import reading

    _print(reading.dates(" ".join(what), reading.Options(now, zone, opens)))


@app.command()
def read(
    context: Annotated[Path, typer.Argument(help="The board: tasks and people (JSON).")],
    messages: Annotated[Path, typer.Argument(help="The messages, one a line (JSON).")],
) -> None:
    """Show what is read in messages, each as if it was addressed to the bot; nothing is recorded."""
    from bot import reading

    _print(reading.messages(context, messages))


def _print(lines: Iterator[str]) -> None:
    from bot import reading

    try:
        for line in lines:
            typer.echo(line)
    except reading.CannotReadError as refused:
        _fail(str(refused))


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="XLSX, CSV, TSV, TXT or Markdown.")],
    today: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day that counts as today.")],
    opens: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The opening day.")] = None,
) -> None:
    """Read a preparatory plan and print as JSON what an import would take from it and ask about."""
    import orjson

    from bot import plan_files, sheets
    from coordination.rules import plans

    try:
        reading = plan_files.read(file, plans.Setting(today.date(), opens.date() if opens else None))
    except (sheets.UnreadableError, OSError) as refused:
        _fail(str(refused), code=1)
    typer.echo(orjson.dumps(reading, option=orjson.OPT_INDENT_2).decode())


def _settings() -> settings_module.Settings:
    try:
        return settings_module.load()
    except settings_module.SettingsError as refused:
        _fail(str(refused))


def _load_or_none() -> "settings_module.Settings | settings_module.SettingsError":
    try:
        return settings_module.load()
    except settings_module.SettingsError as refused:
        return refused


def _fail(line: str, *, code: int = 2) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(code)


def _in_loop(work: Coroutine[Any, Any, int]) -> int:
    """Run on uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
