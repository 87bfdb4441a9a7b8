"""The tables of rounds, the turns of groups in them, and what they hand in; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

rounds = sa.Table(
    "rounds",
    metadata,
    col.own_id(),
    col.ref("programme_id", "programmes.id"),
    col.small("number"),
    col.text("title"),
    col.at("created_at", null=False),
    col.text("state"),
    col.small("minutes"),
    *(col.at(name) for name in ("meets_at", "reports_due_at", "since", "began_at", "paused_at", "closed_at")),
    col.small("days", null=True),
    col.flag("live_only", null=True),
    col.number("schedule_id", null=True),
    col.on("run_on"),
    col.small("minutes_shown", null=True),
    col.at("menu_until"),
    sa.UniqueConstraint("programme_id", "number"),
    sa.Index("ix_rounds_state", "state"),
)

turns = sa.Table(
    "turns",
    metadata,
    col.own_id(),
    col.ref("round_id", "rounds.id"),
    col.ref("group_id", "groups.id"),
    col.small("position"),
    col.text("state"),
    *(col.at(name) for name in ("began_at", "state_at")),
    sa.UniqueConstraint("round_id", "group_id"),
    sa.Index("ix_turns_group_id", "group_id"),
)

reports = sa.Table(
    "reports",
    metadata,
    col.ref("turn_id", "turns.id", key=True),
    col.number("group_id"),
    col.json("parts"),
    col.text("state"),
    col.small("version"),
    col.number("by", null=True),
    col.at("sent_at"),
    col.number("approved_by", null=True),
    col.text("returned_for", null=True),
    col.at("corrected_at"),
    col.json("tasks", null=True),
    col.json("passed_to", null=True),
    col.json("draft", null=True),
    col.at("first_sent_at"),
    sa.Index("ix_reports_group_id_state_sent_at", "group_id", "state", "sent_at"),
    sqlite_with_rowid=False,
)

report_versions = sa.Table(
    "report_versions",
    metadata,
    col.ref("turn_id", "turns.id", key=True),
    col.small("version", key=True),
    col.json("parts"),
    col.number("by", null=True),
    col.at("at"),
    sqlite_with_rowid=False,
)

outcomes = sa.Table(
    "round_outcomes",
    metadata,
    col.own_id(),
    col.ref("round_id", "rounds.id"),
    col.text("kind"),
    col.text("text"),
    col.at("at", null=False),
    col.number("by", null=True),
    col.ref("turn_id", "turns.id", null=True),
    col.number("task_id", null=True),
    col.json("source", null=True),
    sa.Index("ix_round_outcomes_round_id", "round_id"),
    sa.Index("ix_round_outcomes_task_id", "task_id"),
)

figures = sa.Table(
    "round_figures",
    metadata,
    col.ref("turn_id", "turns.id", key=True),
    col.text("light"),
    col.at("at", null=False),
    col.json("behind"),
    sqlite_with_rowid=False,
)
