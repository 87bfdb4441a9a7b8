"""What is kept about a person is all that names them, and nothing that is only of others."""

import json
from pathlib import Path
from typing import Any

import orjson

from coordination import messages, ports
from coordination.rules import people, tasks
from storage import dumps, engines, personal, tables
from tests.storage import samples, test_dumps

PERSON = dumps.About("person", samples.NOW)
ANN, BO = 1, 2


async def kept(database: engines.Database, person_id: int, path: Path) -> dict[str, list[dict[str, Any]]]:
    async with database.reader() as connection:
        shares = personal.shares(await personal.about(connection, person_id))
        await dumps.dump_from(connection, shares, PERSON, path)
    found: dict[str, list[dict[str, Any]]] = json.loads(read(path))["tables"]
    return found


def read(path: Path) -> bytes:
    return path.read_bytes()


async def test_everything_that_names_a_person_and_only_that(database: engines.Database, tmp_path: Path) -> None:
    await test_dumps.filled(database)
    async with samples.update(database) as unit:
        unit.tasks.save(samples.task(20, 3, title="Private"))
        unit.schedules.save(ports.Schedule(7000, 1, "reminder", {}, values={"text": "call", "by": ANN}))
        unit.schedules.save(ports.Schedule(7001, 1, "reminder", {}, values={"text": "no", "by": 11}))
        unit.outbox.add(messages.Post(messages.Place(5), "to Ann alone"))
        unit.outbox.add(messages.Post(messages.Place(1), "to all"))
        unit.ledger.add("person:1", "due", "2026-12-01")
    failed = {"bot_id": 1, "received_at": samples.NOW, "outcome": "parked", "attempts": 1}
    async with database.writer() as connection:
        for number, sender in enumerate((samples.ANN, samples.BO)):
            raw = orjson.dumps({"update_id": number, "message": {"from": {"id": sender}, "text": "x"}})
            await connection.execute(tables.inbox.insert(), {**failed, "update_id": number, "raw": raw})

    ann = await kept(database, ANN, tmp_path / "ann.json")
    bo = await kept(database, BO, tmp_path / "bo.json")

    assert [row["id"] for row in ann["people"]] == [ANN]
    assert {row["title"] for row in ann["tasks"]} == {*(f"Task {n}" for n in range(1, 9)), "Private"}
    assert [row["values"]["text"] for row in ann["schedules"]] == ["call"]
    assert [row["payload"]["text"] for row in ann["messages_sent"]] == ["to Ann alone"]
    assert [row["update_id"] for row in ann["messages_that_failed"]] == [0]
    assert {row["subject"] for row in ann["ledger"]} == {"person:1", "task:1001:person:1"}
    assert ann["updates"] == ann["lines"] == []
    assert [row["text"] for row in bo["updates"]] == [f"{number}%" for number in range(1, 8)]
    assert len(bo["lines"]) == 7
    assert bo["tasks"] == bo["messages_sent"] == bo["schedules"] == []
    assert [row["id"] for row in bo["questions"]] == [5000]


async def test_of_a_group_one_has_left_no_title_is_told(sqlite_url: str, tmp_path: Path) -> None:
    database = await engines.open(sqlite_url)
    await samples.found(database)
    async with samples.update(database) as unit:
        unit.tasks.save(samples.task(1, 1, title="Secret", owner=tasks.Owner("Ann", ANN)))
        unit.people.save_membership(people.Membership(1, ANN, since=samples.NOW, left=True))
    found = await kept(database, ANN, tmp_path / "ann.json")
    nobody = await kept(database, 999, tmp_path / "nobody.json")
    await database.close()

    assert found["tasks"] == []
    assert [row["number"] for row in found["tasks_of_groups_left"]] == [1]
    assert "Secret" not in json.dumps(found)
    assert not any(nobody.values())
