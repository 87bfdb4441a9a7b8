"""The record leaves and comes back by the command line; what stands in the way is one line."""

import json
from pathlib import Path

import pytest
import typer.testing

from bot import cli
from storage import engines
from tests.storage import samples, test_dumps

FULL, EMPTY = "sqlite:///muster.db", "sqlite:///empty.db"


@pytest.fixture(autouse=True)
async def _elsewhere(no_settings: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    """A folder with a database that has something in it, and no `.env`."""
    monkeypatch.chdir(tmp_path)
    database = await engines.open(sqlite_url)
    await test_dumps.filled(database)
    async with samples.update(database) as unit:
        unit.groups.save(samples.group(1, 1, code="EXH", name="Exhibition"))
    await database.close()


def muster(*words: str, url: str = FULL) -> typer.testing.Result:
    return typer.testing.CliRunner().invoke(cli.app, words, env={"DATABASE_URL": url})


def test_what_was_exported_is_imported_and_exported_the_same() -> None:
    assert muster("export", "copies/all.json").stdout.startswith("copies/all.json: ")
    read = muster("import", "copies/all.json", url=EMPTY)
    assert (read.exit_code, read.stderr) == (0, "")
    assert "       10 tasks\n" in read.stdout
    muster("export", "again.json", url=EMPTY)

    assert rows(Path("again.json")) == rows(Path("copies/all.json"))
    again = muster("import", "copies/all.json", url=EMPTY)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "Nothing was imported: the database is not empty. Set DATABASE_URL to a new one.\n"
    assert list(Path("copies").iterdir()) == [Path("copies/all.json")]


def rows(path: Path) -> dict[str, list[str]]:
    found = json.loads(path.read_text(encoding="utf-8"))["tables"]
    return {name: sorted(json.dumps(row, sort_keys=True) for row in listed) for name, listed in found.items()}


@pytest.mark.parametrize("file", ["one.xlsx", "one.csv", "one.ics", "one.md", "one.json"])
def test_one_group_or_all_of_them_in_every_format(file: str) -> None:
    one = muster("export", file, "--group", "exh", "--language", "zh")
    assert (one.exit_code, one.stderr) == (0, "")
    assert muster("export", f"all-{file}").exit_code == 0
    assert Path(f"all-{file}").stat().st_size != Path(file).stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("export", "a.pdf"), 2, "No file was made: FILE ends in one of .json, .xlsx, .csv, .ics, .md; "),
        (("export", "a.csv", "--sheet", "secrets"), 2, "No file was made: FILE ends in"),
        (
            ("export", "a.csv", "--group", "VEN"),
            2,
            "No file was made: no single group is called 'VEN'. There are: 1 EXH",
        ),
        (("export", "/dev/null/a.json"), 1, "No file was made: "),
        (("import", "none.json"), 1, "Nothing was imported: "),
        (("import", "muster.db"), 1, "Nothing was imported: "),
    ],
)
def test_what_stands_in_the_way_is_one_line(words: tuple[str, ...], code: int, line: str) -> None:
    refused = muster(*words, url=FULL if words[0] == "export" else EMPTY)

    assert (refused.exit_code, refused.stdout) == (code, "")
    assert refused.stderr.startswith(line)
    assert refused.stderr.count("\n") == 1
