"""What a column holds, told by the words of its header in seven languages; it reads no cell below the header."""

import re
import unicodedata
from collections.abc import Sequence

from coordination.rules.plans import levels, values

_WORDS = {
    "title": (
        "task tasks item action activity what todo deliverable deliverables milestone topic subject job work title"
        " workitem step event 任务 任务名称 工作任务 工作内容 工作事项 任务内容 事项 事项名称 动作 活动"
        " 工作 项目 重点任务 重点工作 重點工作 具体任务 具体工作 工作要点 主要工作 主要任务"
        " 任務 任務名稱 工作項目 項目 aufgabe aufgaben tätigkeit maßnahme arbeitspaket vorgang"
        " titel was thema tâche tâches tache activité quoi tarea tareas actividad qué acción"
        " задача задачи задание мероприятие действие что"
        " работа работы tarefa tarefas atividade ação"
    ),
    "owner": (
        "owner owners resource resources assignee assignees responsible who lead committee person whom pic dri incharge"
        " accountable 负责人 责任人 主责人 牵头人 执行人 经办人 主办 谁 负责 責任人 負責人 责任单位"
        " 牵头单位 主责部门 verantwortlich verantwortliche verantwortlicher zuständig wer bearbeiter leitung"
        " responsable responsables qui porteur encargado encargada quién quien asignado"
        " ответственный ответственные исполнитель"
        " исполнители кто responsável responsáveis quem dono"
    ),
    "support": (
        "support supporting involved participants informed 协作方 配合部门 配合 协办 协作 协助 配合单位"
        " 協辦 unterstützung mitwirkung mitwirkende beteiligte soutien apoyo помощь apoio"
    ),
    "start": (
        "start starts begin begins from starting 起始日 開始日 开始日 开始 开始日期 开始时间 起始日期 起始时间 启动时间"
        " 開始日期 beginn anfang von starttermin startdatum début debut inicio desde начало начала início"
    ),
    "due": (
        "due by deadline date dates when until end ends finish target eta duedate 截止 截止日期 截止时间"
        " 完成时限 完成时间 完成日期 时限 期限 到期 日期 时间 结束日期 结束时间 计划完成 完成期限 截止日"
        " 時間 完成時間 fällig faellig frist termin datum bis ende fälligkeit endtermin enddatum stichtag abgabe"
        " wann échéance echeance"
        " fin quand délai fecha vencimiento entrega final plazo límite limite cuándo hasta срок сроки"
        " дата дедлайн когда до окончание окончания завершение завершения исполнения выполнения prazo data vencimento"
        " fim término limite entrega quando"
    ),
    "time": "time uhrzeit zeit heure hora время horário 时刻 时间段",
    "week": "week weeks wk kw woche kalenderwoche semaine semana неделя 周次 周 星期 第几周",
    "month": "month monat mois mes месяц mês 月份 月",
    "state": (
        "state status stage rag progress 状态 进展 进展情况 进度 完成情况 状况 狀態 進度 stand fortschritt"
        " zustand état etat statut avancement estado progreso avance статус состояние"
        " ход situação andamento"
    ),
    "tick": (
        "done merged complete completed finished ok closed checked 完成 已完成 erledigt fertig fait"
        " terminé hecho listo готово выполнено feito concluído"
    ),
    "percent": (
        "% percent percentage pct 完成百分比 百分比 完成率 完成度 prozent pourcentage porcentaje"
        " процент percentual porcentagem"
    ),
    "group": (
        "group team phase section sections panel module theme cluster subcommittee workgroup area workstream"
        " stream category track zone room place location sig 阶段"
        " 组 组别 小组 板块 版块 板塊 模块 专项 条线 项目组 类别 分类 区域 地点 阶段划分 工作组 階段 組別"
        " bereich gruppe kategorie ort"
        " équipe groupe catégorie grupo equipo fase categoría область раздел этап"
        " группа equipe categoria"
    ),
    "after": (
        "predecessor predecessors dependency dependencies depends prerequisite prerequisites waitsfor"
        " 前置 前置任务 前置工作 前置事项 前置条件 前置任務 紧前 紧前工作 依赖 依赖任务 依赖项 依賴"
        " vorgänger abhängigkeit abhängigkeiten voraussetzung voraussetzungen"
        " prédécesseur prédécesseurs dépendance dépendances predecesora predecesoras predecesor dependencia"
        " dependencias предшественник предшественники зависимость зависимости predecessora predecessoras"
        " dependência dependências"
    ),
    "key": (
        "priority prio importance keywork iskey 重点 是否重点 重要性 重要程度 紧急程度 优先级 優先級 優先 重點"
        " priorität wichtigkeit priorité prioridad prioridade importancia importância приоритет важность"
    ),
    "kind": "type kind tasktype itemtype 类型 任务类型 類型 art typ tipo тип",
    "span": "duration dauer durée duración duração длительность 工期 历时",
    "ref": (
        "# wbs ap id no nr num number ref key code 序号 项次 項次 编号 号 序 編號 序號 nº n° № número numéro номер"
    ),
    "note": (
        "note notes comment comments remark remarks risk channel description 备注 说明 风险 交付物 備註"
        " bemerkung bemerkungen kommentar hinweis remarque remarques commentaire nota notas observaciones"
        " comentario примечание комментарий observações comentário"
    ),
}
_FILLER_WORDS = (
    "the of and name nom nombre nome название bezeichnung"
    " date dates day task key message approximate approx planned"
    " expected target am zum an"
    " actual committee s es current on to in a is for de du des la le der die das d l e.g tarefa"
    " tâche tarea"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_ROLE = {word: role for role, words in reversed(_WORDS.items()) for word in words.split()}
_PHRASES = {
    "how far": "state",
    "resource names": "owner",
    "by whom": "owner",
    "by when": "due",
    "due date": "due",
    "due by": "due",
    "end date": "due",
    "start date": "start",
    "in charge": "owner",
    "assigned to": "owner",
    "person in charge": "owner",
    "bis wann": "due",
    "date limite": "due",
    "date de fin": "due",
    "date d'échéance": "due",
    "date déchéance": "due",
    "fecha de fin": "due",
    "fecha fin": "due",
    "fecha final": "due",
    "fecha de entrega": "due",
    "fecha de vencimiento": "due",
    "data de término": "due",
    "data de conclusão": "due",
    "data final": "due",
    "data fim": "due",
    "data limite": "due",
    "fällig am": "due",
    "fällig bis": "due",
    "zu erledigen bis": "due",
    "bis zum": "due",
    "дата окончания": "due",
    "дата завершения": "due",
    "срок исполнения": "due",
    "срок выполнения": "due",
    "fecha límite": "due",
    "fecha de inicio": "start",
    "data de início": "start",
    "date de début": "start",
    "дата начала": "start",
    "work stream": "group",
    "depends on": "after",
    "key work": "key",
    "item type": "kind",
    "task type": "kind",
    "waits for": "after",
    "starts after": "after",
    "hängt ab von": "after",
    "abhängig von": "after",
    "dépend de": "after",
    "depende de": "after",
    "зависит от": "after",
    "action item": "title",
    "work item": "title",
    "task name": "title",
    "to do": "title",
    "% complete": "percent",
    "% done": "percent",
    "percent complete": "percent",
}
LONGEST = 40
_SECOND = {"state": "percent", "owner": "office", "group": "unit"}
"""What a second column of a kind holds."""

_SPAN = re.compile(r"起止|起讫|时间段|period|from|dates|zeitraum|période|periodo|período|период")
_UNIT = re.compile(
    r"单位|部门|單位|部門|处室|机构|unit|department|dept|committee|organi[sz]ation|abteilung|service|отдел"
)
_DAY_FIRST_WORDS = (
    "aufgabe aufgaben verantwortlich zuständig fällig wer bis stand tâche tâches responsable échéance statut"
    " tarea tareas fecha límite estado avance задача задачи ответственный исполнитель срок дата статус"
    " tarefa tarefas responsável prazo situação início début inicio"
)
_DAY_FIRST = frozenset(_DAY_FIRST_WORDS.split())
_STRONG = frozenset({"owner", "due", "start", "state", "percent", "time", "week"})


def role(text: str) -> str | None:
    """The role of a header cell, `None` when its words say none."""
    plain = plainly(text)
    if not plain or len(plain) > LONGEST:
        return None
    whole = _PHRASES.get(plain) or _ROLE.get(plain) or _ROLE.get(plain.replace(" ", ""))
    if whole:
        return whole
    if "/" in plain:
        found = [r for part in plain.split("/") if (r := role(part))]
        return min(found, key=list(_WORDS).index) if found else None
    return _of_words(plain.split()) or _of_part(plain)


def _of_part(plain: str) -> str | None:
    """Chinese headers are compounds (`起止时间`, `主要责任人`): the longest known word at their end."""
    if not all(char >= "\u3400" for char in plain):
        return None
    return next((found for cut in range(1, len(plain) - 1) if (found := _ROLE.get(plain[cut:]))), None)


def _of_words(words: list[str]) -> str | None:
    """All words must be known: `Dates AFK` is none of ours. A date beside a start is a start."""
    known = [_ROLE[word] for word in words if word in _ROLE]
    if not known or any(word not in _ROLE and word not in _FILLERS for word in words):
        return None
    for first in ("percent", "start", "owner", "title"):
        if first in known:
            return first
    return known[0]


def plainly(text: str) -> str:
    """A header as compared: one line, no markup, no brackets, lower case."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.sub(r"[*_`:?!\"'\[\]]", " ", text)
    text = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
    return " ".join(re.sub(r"\s*/\s*", "/", text).split()).strip(" .")


def roles(row: values.Row) -> dict[int, str]:
    """The roles of the columns of a row, each role but `note` and `tick` once: the column whose words say it best.

    A second column about how far things are holds the share done. Of a column of days that run from one to another
    beside one of due days, the former holds the start; of units beside people, the units are `office`.
    """
    claims = [(index, claimed, _surely(cell)) for index, cell in enumerate(row.cells) if (claimed := _claim(cell))]
    found: dict[int, str] = {}
    for index, claimed, _ in sorted(claims, key=lambda one: (-one[2], one[0])):
        taken = set(found.values())
        if claimed == "due" and claimed in taken and _SPAN.search(plainly(str(row.cells[index]))):
            claimed = "start"
        elif claimed in taken:
            claimed = _SECOND.get(claimed, claimed)
        if claimed in ("note", "tick") or claimed not in taken:
            found[index] = claimed
    return _sections_first(row, _people_first(row, dict(sorted(found.items()))))


def _claim(cell: values.Cell) -> str | None:
    return role(cell) if isinstance(cell, str) else None


def _surely(cell: values.Cell) -> int:
    """How well a header says its role: in a whole word or phrase, in words that are all known, in part of a word."""
    plain = plainly(str(cell))
    if plain in _PHRASES or plain in _ROLE or plain.replace(" ", "") in _ROLE:
        return 1 if _SPAN.search(plain) or levels.names_parts(plain) else 2
    return 1 if _of_words(plain.split()) else 0


def _people_first(row: values.Row, found: dict[int, str]) -> dict[int, str]:
    """`责任单位` beside `责任人`: the person owns the task."""
    owner = next((index for index, claimed in found.items() if claimed == "owner"), None)
    unit = next((index for index, claimed in found.items() if claimed == "office"), None)
    if owner is None or unit is None:
        return found
    units = [_UNIT.search(plainly(str(row.cells[index]))) is not None for index in (owner, unit)]
    if units == [True, False]:
        return {**found, owner: "office", unit: "owner"}
    return found if units[1] else {index: claimed for index, claimed in found.items() if index != unit}


def _sections_first(row: values.Row, found: dict[int, str]) -> dict[int, str]:
    """`板块` beside `工作组`: the sections are the groups that others are `unit` in; no other second column is."""
    group = next((index for index, claimed in found.items() if claimed == "group"), None)
    unit = next((index for index, claimed in found.items() if claimed == "unit"), None)
    if group is None or unit is None or levels.names_sections(plainly(str(row.cells[group]))):
        return found
    if levels.names_sections(plainly(str(row.cells[unit]))):
        return {**found, group: "unit", unit: "group"}
    return {index: claimed for index, claimed in found.items() if index != unit}


def is_day_first(names: Sequence[str]) -> bool:
    """Whether the headers are in a language whose bare dates name the day first."""
    told = {word for name in names for word in plainly(name).replace("/", " ").split()}
    return bool(told & _DAY_FIRST)


def under(above: values.Row, below: values.Row) -> values.Row | None:
    """One header of two rows, where the lower one names the parts of what is merged above; `None` where it is none."""
    width = max(len(above.cells), len(below.cells))
    tops, parts = ([*row.cells, *[""] * (width - len(row.cells))] for row in (above, below))
    if not all(isinstance(cell, str) and len(cell) <= LONGEST for cell in parts):
        return None
    same = [i for i in range(width) if parts[i] in ("", tops[i])]
    new = [i for i in range(width) if i not in same]
    named = [i for i in new if role(str(parts[i]))]
    if len(same) < 2 or len(new) < 2 or 2 * len(named) <= len(new) or any(parts[i] and tops[i] == "" for i in same):
        return None
    return values.Row(below.number, tuple(parts[i] or tops[i] for i in range(width)))


def is_header(row: values.Row) -> bool:
    """A header names a title and one of: who, when, how far; or nothing but roles. Its cells are short words."""
    claimed = roles(row)
    found = set(claimed.values())
    texts = [cell for cell in row.cells if cell != ""]
    if "title" not in found or not (found & _STRONG or 1 < len(texts) == len(claimed)):
        return False
    return all(isinstance(cell, str) and len(cell) <= LONGEST * 2 for cell in texts)
