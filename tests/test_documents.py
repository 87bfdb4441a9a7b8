"""What documents and code say of each other holds: the length of files, decisions, faults, links."""

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[1]
DOCS = HERE / "docs"
MOST_LINES = 300
"""Of a file (CONTRIBUTING.md)."""

ROOMS = ("bot", "handlers", "storage", "coordination", "playground", "tests", "benchmarks")
DOCUMENTS = sorted((*HERE.glob("*.md"), *DOCS.rglob("*.md")))


def sources() -> Iterator[tuple[str, str]]:
    """Every Python file of the project: its path and its text."""
    for room in ROOMS:
        for path in sorted((HERE / room).rglob("*.py")):
            yield str(path.relative_to(HERE)), path.read_text(encoding="utf-8")


def named(pattern: str) -> set[str]:
    """Everything in the code that matches."""
    return {found for _, text in sources() for found in re.findall(pattern, text)}


def test_no_file_is_longer_than_a_reader_takes_in() -> None:
    lengths = {path: text.count("\n") for path, text in sources()}

    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_decision_is_named_by_the_code_it_is_about() -> None:
    written = {path.name[:4] for path in (DOCS / "decisions").glob("*.md")}

    assert named(r"docs/decisions/(\d{4})") == written


def test_every_fault_that_the_code_names_is_told() -> None:
    told = set(re.findall(r"^\| (F\d{3}) \|", (DOCS / "faults.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert named(r"\b(F\d{3})\b") - told == set()


def test_every_fault_of_schedulers_is_shown_by_a_test() -> None:
    text = (DOCS / "faults.md").read_text(encoding="utf-8")
    section = text.partition("\n## Scheduler\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| (F\d{3}) \|", section, re.MULTILINE))
    shown = {
        found for path, text in sources() if path.startswith("tests/") for found in re.findall(r"\b(F\d{3})\b", text)
    }

    assert len(told) == 22
    assert told - shown == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    lost = [
        (document.name, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert lost == []
