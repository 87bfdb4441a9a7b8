"""What is exported as JSON is read back to the same state, into either database; other files are refused."""

import json
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from coordination import ports
from coordination.rules import events, people, tasks
from storage import dumps, engines, loads, loads_rows, schema, scopes, tables, tables_programmes, tables_rounds
from tests.storage import samples

ABOUT = dumps.About("state", samples.NOW, "0.1.0")
OF_GROUP = dumps.About("group", samples.NOW)
FEW = 3


async def filled(database: engines.Database) -> None:
    """Two groups in one chat and a private list, with rows of every kind that refer to each other both ways."""
    group = await samples.found(database)
    ann = tasks.Owner("Ann", 1)
    async with samples.update(database) as unit:
        unit.groups.save(samples.group(2, 1, topic_id=9, name="场馆", parent_id=1))
        unit.chats.save(samples.chat(5, samples.ANN, type="private"))
        unit.groups.save(samples.group(3, 5, name="Ann"))
        unit.people.save(samples.person(3, 7000000003, name="=1+1", username=None))
        unit.people.save_membership(people.Membership(2, 1, left=True, since=samples.NOW))
        unit.people.save_membership(people.Membership(3, 1, since=samples.NOW))
        for number in range(1, 8):
            unit.tasks.save(samples.task(number, 1, owner=ann, due=samples.due(number), original_due=samples.due(1)))
        unit.tasks.save(samples.task(8, 1, parent_id=1001, waits_for=(1002, 1010), supporters=(ann,), tags=("会场",)))
        unit.tasks.save(samples.task(9, 1, state=tasks.State.DROPPED, merged_into=1010, ended_at=samples.NOW))
        unit.tasks.save(samples.task(10, 2, title="“引号”\n\\u0000 🟡", created_by=3))
        for number in range(1, 8):
            said = events.Source(1, 50 + number)
            unit.updates.add(
                events.Update(
                    3000 + number, 1, 1001, 2, samples.NOW, f"{number}%", source=said, change_id=4000 + number
                )
            )
            unit.events.add(samples.event(4000 + number, 1, actor_id=2, task_id=1001, after={"percent": number}))
            unit.lines.save(ports.Line(1, 50 + number, 0, f"#1 {number}%", change_id=4000 + number, task_id=1001))
        unit.events.add(samples.event(4100, 2, actor_id=3, task_id=1010))
        unit.lines.save(ports.Line(1, 99, 0, "#1", change_id=4100))
        unit.ledger.add("task:1001:person:1", "reminder:1d", "2026-12-01")
        unit.questions.save(ports.Question(5000, 1, "report", samples.NOW, samples.NOW, 2, {"a": [1, None, "是"]}))
    assert group.id == 1


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


async def dumped(database: engines.Database, path: Path, shares: list[scopes.Share] | None = None) -> dict[str, Any]:
    """The file as any reader of JSON sees it."""
    if shares is None:
        await dumps.dump(database, scopes.whole(), ABOUT, path)
    else:
        await dumps.dump(database, shares, OF_GROUP, path)
    return read(path)


def sorted_rows(found: dict[str, Any]) -> dict[str, list[str]]:
    return {name: sorted(json.dumps(row, sort_keys=True) for row in rows) for name, rows in found["tables"].items()}


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest) -> str:
    """Another empty database, of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url_of_import")
    return url


@pytest.fixture
async def other(other_url: str) -> AsyncIterator[engines.Database]:
    opened = await engines.open(other_url)
    yield opened
    await opened.close()


@pytest.fixture
def sqlite_url_of_import(sqlite_template: Path, tmp_path: Path) -> str:
    copy = tmp_path / "import.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{copy}"


@pytest.fixture
async def postgresql_url_of_import(postgresql: Any) -> AsyncIterator[str]:
    name = await postgresql.create_migrated()
    yield postgresql.url(name)
    await postgresql.drop(name)


async def test_everything_comes_back_and_life_goes_on(
    database: engines.Database, other: engines.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dumps, "PAGE", FEW)
    monkeypatch.setattr(loads, "AT_ONCE", FEW)
    await filled(database)
    before = await dumped(database, tmp_path / "a.json")

    loaded = await loads.load(other, tmp_path / "a.json")

    after = await dumped(other, tmp_path / "b.json")
    assert sorted_rows(after) == sorted_rows(before)
    assert loaded.rows["tasks"] == len(before["tables"]["tasks"]) == 10
    assert loaded.left_out == 0
    with pytest.raises(loads.Occupied):
        await loads.load(other, tmp_path / "a.json")
    async with samples.update(other) as unit:
        assert unit.new_id() > 5000
        unit.events.add(samples.event(unit.new_id(), 1, task_id=1001))
        assert (await unit.events.of_task(1, 1001, limit=1))[0].id > 5000


async def test_a_group_takes_along_what_is_its_own_and_nothing_of_its_neighbours(
    database: engines.Database, other: engines.Database, tmp_path: Path
) -> None:
    await filled(database)
    found = (await dumped(database, tmp_path / "a.json", scopes.of_groups([1])))["tables"]

    assert [row["id"] for row in found["groups"]] == [1]
    assert [row["id"] for row in found["chats"]] == [1]
    assert [row["id"] for row in found["people"]] == [1, 2]
    assert len(found["tasks"]) == 9
    assert [row["message_id"] for row in found["lines"]] == list(range(51, 58))
    assert len(found["ledger"]) == len(found["questions"]) == 1

    await loads.load(other, tmp_path / "a.json")
    again = await dumped(other, tmp_path / "b.json")
    lost = next(row for row in again["tables"]["tasks"] if row["number"] == 9)
    assert lost["merged_into"] is None
    lost["merged_into"] = 1010
    waits = next(row for row in again["tables"]["tasks"] if row["number"] == 8)
    assert waits["waits_for"] == [1002]  # what it waited for in the other group is not here
    waits["waits_for"] = [1002, 1010]
    found["waits"] = [row for row in found["waits"] if row["waits_for_id"] != 1010]
    assert {name: rows for name, rows in sorted_rows(again).items() if rows} == {
        name: rows for name, rows in sorted_rows({"tables": found}).items() if rows
    }


def test_every_table_of_the_record_leads_to_a_group_or_a_person() -> None:
    """Whoever draws a table that does not has to say in `scopes` whose it is."""
    found = scopes.conditions([1])

    lost = [table for table in scopes.ordered() if table.name not in found and table is not tables.people]
    assert [table.name for table in lost if not scopes.references(table, tables.people)] == []


async def test_a_group_in_a_topic_reads_no_line_of_another_topic(database: engines.Database, tmp_path: Path) -> None:
    await filled(database)
    found = (await dumped(database, tmp_path / "a.json", scopes.of_groups([2])))["tables"]

    assert [row["message_id"] for row in found["lines"]] == [99]
    assert [row["id"] for row in found["tasks"]] == [1010]


def first_task(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        found = json.loads(text)
        change(found["tables"]["tasks"][0])
        return json.dumps(found)

    return changed


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        (lambda text: "", "no JSON"),
        (lambda text: "[]", "no export"),
        (lambda text: text.replace('"format":1', '"format":2'), "newer release"),
        (lambda text: text.replace('"kind":"state"', '"kind":"person"'), "one person"),
        (lambda text: text[: len(text) // 2].rsplit("\n", 1)[0], "ends too early"),
        (lambda text: text.replace('"tasks":[', '"secrets":['), "secrets"),
        (lambda text: text.replace('"group_id":1,"number":3', '"group_id":77,"number":3'), "contradict"),
        (first_task(lambda task: task.update(created_at="2026-11-25T09:00:00")), "created_at"),
        (first_task(lambda task: task.update(number="7")), "number"),
        (first_task(lambda task: task.update(number=2**64)), "number"),
        (first_task(lambda task: task.update(title="a\0b")), "title"),
        (first_task(lambda task: task.pop("title")), "lacks title"),
        (first_task(lambda task: task.update(colour="red")), "colour"),
    ],
)
async def test_another_file_is_refused_and_nothing_is_kept(
    sqlite_url: str, tmp_path: Path, spoiled: Callable[[str], str], why: str
) -> None:
    database = await engines.open(sqlite_url)
    await filled(database)
    path = tmp_path / "a.json"
    await dumped(database, path)
    await database.close()
    path.write_text(spoiled(path.read_text(encoding="utf-8")), encoding="utf-8")
    empty = await engines.open(f"sqlite:///{tmp_path / 'import.db'}")
    try:
        async with empty.writer() as connection:
            await connection.run_sync(schema.metadata.create_all)
        with pytest.raises(loads_rows.NotAnExport, match=why):
            await loads.load(empty, path)
        assert (await dumped(empty, path))["tables"]["tasks"] == []
    finally:
        await empty.close()


async def test_a_file_that_an_editor_has_written_anew_and_packed_is_read_too(sqlite_url: str, tmp_path: Path) -> None:
    database = await engines.open(sqlite_url)
    await filled(database)
    path = tmp_path / "a.json"
    before = await dumped(database, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps(before, indent=2, ensure_ascii=True))
    empty = await engines.open(f"sqlite:///{tmp_path / 'import.db'}")
    async with empty.writer() as connection:
        await connection.run_sync(schema.metadata.create_all)
    await loads.load(empty, path)
    assert sorted_rows(await dumped(empty, path)) == sorted_rows(before)
    await empty.close()
    await database.close()


async def test_the_committees_record_has_the_programme_and_no_report_of_another_group(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = await engines.open(sqlite_url)
    await filled(database)
    programme = tables_programmes.programmes
    at = {"created_at": samples.NOW}
    rows: list[tuple[sa.Table, dict[str, Any]]] = [
        (programme, {"id": 1, "committee_id": 1, "name": "Forum", **at}),
        (
            tables_rounds.rounds,
            {"id": 1, "programme_id": 1, "number": 1, "title": "", "state": "open", "minutes": 4, **at},
        ),
    ]
    for number in (1, 2):
        seat = {"id": number, "programme_id": 1, "group_id": number, "position": number, "code": f"G{number}"}
        rows.append((tables_programmes.seats, {**seat, "join_code": f"j{number}"}))
        turn = {"id": number, "round_id": 1, "group_id": number, "position": number, "state": "waiting"}
        rows.append((tables_rounds.turns, turn))
        report = {"turn_id": number, "group_id": number, "parts": {"1": "draft"}, "state": "draft", "version": 1}
        rows.append((tables_rounds.reports, report))
    async with database.writer() as connection:
        for table, row in rows:
            await connection.execute(table.insert(), row)

    ours = (await dumped(database, tmp_path / "1.json", scopes.of_groups([1])))["tables"]
    theirs = (await dumped(database, tmp_path / "2.json", scopes.of_groups([2])))["tables"]
    await database.close()
    names = ("programmes", "rounds", "seats", "turns", "reports")
    assert [len(ours[name]) for name in names] == [1, 1, 2, 2, 1]
    assert [len(theirs[name]) for name in names] == [0, 0, 1, 1, 1]
    empty = await engines.open(f"sqlite:///{tmp_path / 'import.db'}")
    async with empty.writer() as connection:
        await connection.run_sync(schema.metadata.create_all)
    assert (await loads.load(empty, tmp_path / "2.json")).left_out == 3
    await empty.close()
