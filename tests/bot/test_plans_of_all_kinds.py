"""Plans as people keep them in seven languages, read whole: headers, merged cells, encodings, orders, legends."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from bot import plan_files
from coordination.rules import plan_waits, plans

SETTING = plans.Setting(date(2026, 9, 14), date(2026, 11, 28))

TEXTS: dict[str, tuple[str, str, list[tuple[str, list[str], str | None]]]] = {
    "units-beside-people.csv": (
        "gb18030",
        (
            "序号,工作任务,牵头单位,责任人,起止时间,完成时限,进展情况\n一、,会务保障,,,,,\n"
            "1,落实主会场,会务组,李敏,9月1日-9月20日,9月20日,已完成\n2,签订合同,会务组,,,T-30,推进中60%\n合计,2项,,,,,\n"
        ),
        [("落实主会场", ["李敏"], "2026-09-20"), ("签订合同", ["会务组"], "2026-10-29")],
    ),
    "traditional.csv": (
        "big5",
        "項次,工作項目,負責人,完成日期,狀態\n1,訂場地,王小明,2026/10/5,已完成\n2,印刷手冊,林美玲,11/3,未開始\n",
        [("訂場地", ["王小明"], "2026-10-05"), ("印刷手冊", ["林美玲"], "2026-11-03")],
    ),
    "russian.csv": (
        "cp1251",
        (
            "№;Задача;Исполнитель;Дата начала;Дата окончания;Статус\n1;Зал;Иванов И.И.;01.09.2026;05.10.2026;"
            "выполнено\n2;Разослать приглашения;Петрова А.;;до 12 октября;в работе\nИтого;2;;;;\n"
        ),
        [
            ("Зал", ["Иванов И.И."], "2026-10-05"),
            ("Разослать приглашения", ["Петрова А."], "2026-10-12"),
        ],
    ),
    "french.csv": (
        "cp1252",
        (
            "sep=;\nTâche;Responsable;Date de fin;Statut\nRéserver la salle;Mme Dupont;05/10/2026;terminé\n"
            "Imprimer, plier et livrer;Jean et Marie;mi-octobre;en cours\n"
        ),
        [
            ("Réserver la salle", ["Mme Dupont"], "2026-10-05"),
            ("Imprimer, plier et livrer", ["Jean", "Marie"], None),
        ],
    ),
    "spanish.tsv": (
        "utf-8-sig",
        (
            "Tarea\tResponsable\tFecha de entrega\tEstado\nReservar sala\tAna Gómez\t5 de octubre de 2026\thecho\n"
            "Imprimir folletos\t@luis\t13/10/2026\ten progreso\n"
        ),
        [("Reservar sala", ["Ana Gómez"], "2026-10-05"), ("Imprimir folletos", ["@luis"], "2026-10-13")],
    ),
    "german.csv": (
        "utf-8",
        "Nr.;Aufgabe;Zuständig;Fällig am;Status\n1;Halle buchen;Becker, T.; 5.10.;erledigt\n".replace("; 5", ";5")
        + "2;Druck;Hr. Weiß / Fr. Groß;bis 31.10.2026;offen\n",
        [("Halle buchen", ["Becker, T."], "2026-10-05"), ("Druck", ["Hr. Weiß", "Fr. Groß"], "2026-10-31")],
    ),
    "portuguese.csv": (
        "cp1252",
        "Tarefa;Responsável;Prazo;Situação\nReservar sala;João;05/10/2026;concluído\nImprimir;;a definir;a fazer\n",
        [("Reservar sala", ["João"], "2026-10-05"), ("Imprimir", [], None)],
    ),
    "a-column-without-a-word-for-it.csv": (
        "utf-8",
        "Task,Who,Zieldatum\nBook the hall,Ann,1 Oct 2026\nPrint,Bob,12 Oct 2026\n",
        [("Book the hall", ["Ann"], "2026-10-01"), ("Print", ["Bob"], "2026-10-12")],
    ),
    "months.csv": (
        "utf-8",
        "Month,Task,Owner\nSeptember,Book,Ann\n,Print,Bob\n",
        [("Book", ["Ann"], None), ("Print", ["Bob"], None)],
    ),
    "weeks-of-the-calendar.csv": (
        "utf-8",
        "AP;Arbeitspaket;Leitung;KW\n1;Räume;;\n1.1;Halle;Müller;KW 40\n1.2;Bestuhlung;Becker;KW 41-42\n2;Presse;;\n",
        [
            ("Räume", [], None),
            ("Halle", ["Müller"], "2026-10-04"),
            ("Bestuhlung", ["Becker"], "2026-10-18"),
            ("Presse", [], None),
        ],
    ),
    "dashes.txt": (
        "utf-8",
        "Tasks\n\n1. Book the hall - Ann - 1 Oct 2026\n2. Print badges by T-7\n3. Imprimer — Marie — 12 octobre\n",
        [
            ("Book the hall", ["Ann"], "2026-10-01"),
            ("Print badges", [], "2026-11-21"),
            ("Imprimer", ["Marie"], "2026-10-12"),
        ],
    ),
    "chinese-list.md": (
        "utf-8",
        "## 会务组\n- [x] 落实会场（李敏，9月20日）\n- [ ] 印手册 负责人：王浩 截止：10月8日\n- [ ] 制作胸牌 T-7 前\n",
        [("落实会场", ["李敏"], "2026-09-20"), ("印手册", ["王浩"], "2026-10-08"), ("制作胸牌", [], "2026-11-21")],
    ),
}


def book(write: Callable[[Any, Any], None], **settings: Any) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **settings}) as file:
        write(file.add_worksheet("Plan"), file.add_format({"num_format": "yyyy-mm-dd"}))
    return content.getvalue()


def read(name: str, content: bytes) -> tuple[list[tuple[str, list[str], str | None]], dict[str, Any]]:
    found = plan_files.reading(name, content, SETTING)
    return [(one["title"], one["owners"], one["due"]) for one in found["tasks"]], found


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_read_as_a_careful_person_reads_them(name: str) -> None:
    encoding, text, expected = TEXTS[name]
    assert read(name, text.encode(encoding))[0] == expected


def test_a_header_of_two_rows_names_its_parts() -> None:
    def write(sheet: Any, day: Any) -> None:
        for area, words in (("A1:A2", "No."), ("B1:B2", "Task"), ("C1:D1", "Schedule"), ("E1:F1", "Responsible")):
            sheet.merge_range(area, words)
        sheet.write_row("C2", ["Start", "End", "Lead", "Support"])
        sheet.write_row("A3", [1, "Book the hall"])
        sheet.write_datetime("C3", date(2026, 9, 1), day)
        sheet.write_datetime("D3", date(2026, 9, 20), day)
        sheet.write_row("E3", ["Ann", "Bob"])

    tasks, found = read("plan.xlsx", book(write))
    assert tasks == [("Book the hall", ["Ann"], "2026-09-20")]
    assert found["tasks"][0]["start"] == "2026-09-01"


def test_merged_groups_stars_marks_and_what_follows_a_legend() -> None:
    def write(sheet: Any, _: Any) -> None:
        sheet.merge_range("A1:G1", "2026年大会筹备重点任务推进表（截至9月14日）")
        sheet.write_row("A2", ["序号", "板块", "重点任务", "责任单位", "责任人", "计划完成时间", "当前进度"])
        sheet.merge_range("B3:B4", "展览展示")
        sheet.write_row("A3", [1])
        sheet.write_row("C3", ["★展位图定稿", "展览组", "李敏", "9.20", "√"])
        sheet.write_row("A4", [2])
        sheet.write_row("C4", ["展商手册", "展览组", "", "10月中旬", "60％"])
        sheet.write_row("A5", ["小计", "", "2"])
        sheet.write("A7", "图例")
        sheet.write("A8", "√ 完成")

    tasks, found = read("plan.xlsx", book(write))
    assert tasks == [("展位图定稿", ["李敏"], "2026-09-20"), ("展商手册", ["展览组"], None)]
    assert [(one["state"], one["key"]) for one in found["tasks"]] == [("done", True), ("doing", False)]


def test_days_of_a_workbook_that_counts_from_1904_and_ticks_of_boxes() -> None:
    def write(sheet: Any, day: Any) -> None:
        sheet.write_row("A1", ["Done", "Task", "Due"])
        sheet.write_boolean("A2", boolean=True)
        sheet.write("B2", "Book the hall")
        sheet.write_datetime("C2", date(2026, 10, 5), day)

    tasks, found = read("plan.xlsx", book(write, date_1904=True))
    assert (tasks, found["tasks"][0]["state"]) == ([("Book the hall", [], "2026-10-05")], "done")


def test_a_range_that_the_spreadsheet_made_a_date_of_is_told() -> None:
    """F134."""

    def write(sheet: Any, day: Any) -> None:
        sheet.write_row("A1", ["No", "Task", "Who", "When"])
        sheet.write_row("A2", ["1-1", "Build up", "Ann", "16-28"])
        sheet.write_datetime("A3", date(2026, 1, 2), day)
        sheet.write_row("B3", ["Rehearse", "Bob"])
        sheet.write_datetime("D3", date(2026, 6, 15), day)

    told = [(one["row"], one["column"]) for one in read("plan.xlsx", book(write))[1]["report_back"]]
    assert told.count((3, "No")) == told.count((3, "When")) == 1


def test_a_share_of_a_week_is_not_read_as_another_number() -> None:
    text = "Task;Owner;Due\nPrint;Ann;1,5 weeks before opening\nBook;Bob;2 weeks before opening\n"
    tasks, found = read("plan.csv", text.encode())
    assert [due for _, _, due in tasks] == [None, "2026-11-14"]
    assert [one["row"] for one in found["report_back"]] == [2]


def test_a_board_says_states_by_its_headings_and_a_project_program_numbers_by_order() -> None:
    board = "# Plan\n## To do\n- Book the hall @ann due 2026-10-01\n## Doing\n- Catering (Bob)\n## Done\n- Permit\n"
    found = read("board.md", board.encode())[1]["tasks"]
    assert [(one["state"], one["group"]) for one in found] == [("todo", "Plan"), ("doing", "Plan"), ("done", "Plan")]

    project = "Task Name,Duration,Finish,Predecessors\nHall,5 days,9/18/26,\nOpening,0 days,11/28/26,1FS+2 days\n"
    _, found = read("project.csv", project.encode())
    assert [one["kind"] for one in found["tasks"]] == [None, "milestone"]
    assert plan_waits.read(found["tasks"]) == ([(1, 0)], [])
