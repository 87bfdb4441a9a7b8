"""What documents and code say of each other holds: commands, decisions, faults, links, settings."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from handlers import aliases, table

HERE = Path(__file__).parents[1]
DOCS = HERE / "docs"
ROOMS = ("bot", "handlers", "storage", "coordination", "playground", "tests", "benchmarks")
DOCUMENTS = sorted((*HERE.glob("*.md"), *DOCS.rglob("*.md")))


def sources() -> Iterator[str]:
    """The text of every Python file of the project."""
    for room in ROOMS:
        for path in sorted((HERE / room).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def named(pattern: str) -> set[str]:
    """Everything in the code that matches."""
    return {found for text in sources() for found in re.findall(pattern, text)}


def test_every_command_or_another_name_of_it_stands_in_its_document() -> None:
    told = set(re.findall(r"/([a-z_]+)", (DOCS / "commands.md").read_text(encoding="utf-8")))
    names_of: dict[object, set[str]] = {}
    for name, route in table.COMMANDS.items():
        habit = aliases.HABITS.get(name)
        meant = route.handler if habit is None else habit.verb
        names_of.setdefault(meant, set()).add(name)

    untold = [sorted(names) for names in names_of.values() if not names & told]
    assert untold == []


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    example = (HERE / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == {name.upper() for name in Settings.model_fields}


def test_every_decision_is_named_by_the_code_it_is_about() -> None:
    written = {path.name[:4] for path in (DOCS / "decisions").glob("*.md")}

    assert named(r"docs/decisions/(\d{4})") == written


def test_every_fault_that_the_code_names_is_told() -> None:
    told = set(re.findall(r"^\| (F\d{3}) \|", (DOCS / "faults.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert named(r"\b(F\d{3})\b") - told == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    lost = [
        (document.name, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert lost == []
