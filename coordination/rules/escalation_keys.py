"""The names under which a step upward is taken once, and announced, in the ledger; knows no ledger."""

from coordination.rules import escalation, tasks
from coordination.rules.escalation import Level

Key = tuple[str, str, str]
"""Subject, rule and occurrence."""


def of_step(task: tasks.Task, level: Level) -> Key:
    """A step of the task's date; that of an owner is theirs alone, so that another owner is asked as well."""
    assert task.due is not None
    key = escalation.key(task.id, level, task.due)
    return key.subject, f"{key.rule}:{_owner(task)}" if level is Level.OWNER else key.rule, key.occurrence


def of_announcement(task: tasks.Task, level: Level) -> Key:
    """That a step of this date was announced while this owner could stop it."""
    subject, _, occurrence = of_step(task, level)
    return subject, f"announced:{level}:{_owner(task)}", occurrence


def of_decision(task: tasks.Task) -> Key:
    """That a morning message named the task for a lead to decide on."""
    subject, rule, occurrence = of_step(task, Level.LEAD)
    return subject, f"{rule}:named", occurrence


def _owner(task: tasks.Task) -> str:
    if task.owner is None:
        return ""
    return str(task.owner.person_id) if task.owner.person_id is not None else task.owner.name
