"""All tables on one page, as SQLAlchemy Core; knows no rule and no query.

Every `id` is ours (`BIGINT`, from `id_blocks`, never re-used); every `telegram_id`, `message_id`, `topic_id` and
`update_id` is Telegram's (64 bits, F120). Instants are `UtcDateTime`: aware in, aware UTC out, on both databases.
`seq` is given by the database at the insert and tells what came first, whoever wrote it (docs/decisions/0004).
"""

import sqlalchemy as sa

from storage import columns as col

metadata = sa.MetaData(naming_convention=col.NAMES)

id_blocks = sa.Table("id_blocks", metadata, col.text("name", key=True), col.number("next"))

chats = sa.Table(
    "chats",
    metadata,
    col.own_id(),
    col.number("telegram_id", unique=True),
    *col.texts("type", "title"),
    col.flag("is_forum"),
    col.text("state"),
    col.text("reaction", null=True),
    col.flag("may_pin", null=True),
    col.json("hints"),
    col.at("held_until"),  # Telegram asked us to wait for this chat (retry_after)
)

chat_aliases = sa.Table("chat_aliases", metadata, col.number("telegram_id", key=True), col.ref("chat_id", "chats.id"))

groups = sa.Table(
    "groups",
    metadata,
    col.own_id(),
    col.ref("chat_id", "chats.id"),
    col.number("topic_id", null=True),
    *col.texts("name", "language", "zone"),
    col.flag("zone_confirmed"),
    col.text("kind"),
    col.text("code", null=True),
    col.ref("parent_id", "groups.id", null=True, later=True),
    col.number("next_number"),
    col.json("settings"),
    *(*(col.at(name) for name in ("paused_until", "created_at")), col.text("life", null=True)),
)
sa.Index("uq_groups_chat_id_topic_id", groups.c.chat_id, sa.func.coalesce(groups.c.topic_id, 0), unique=True)

people = sa.Table(
    "people",
    metadata,
    col.own_id(),
    col.number("telegram_id", unique=True),
    col.text("name"),
    *col.texts("username", "username_folded", "language", null=True),
    *(col.flag(name) for name in ("started", "never_mention")),
    sa.Index("ix_people_username_folded", "username_folded"),
)

memberships = sa.Table(
    "memberships",
    metadata,
    col.ref("group_id", "groups.id", key=True),
    col.ref("person_id", "people.id", key=True),
    col.text("part"),
    col.at("since"),
    col.flag("left"),
    sa.Index("ix_memberships_person_id", "person_id"),
    sqlite_with_rowid=False,
)

tasks = sa.Table(
    "tasks",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    col.number("number"),
    col.text("title"),
    col.text("search"),  # folded words and bigrams of the title (rules/text.py)
    col.text("state"),
    col.small("percent", null=True),
    col.flag("key"),
    col.json("tags"),
    col.json("owner", null=True),  # the record; `owners` is its index
    col.json("supporters"),
    *col.due("due"),
    *col.due("original_due"),
    col.on("start_on"),
    col.text("reason", null=True),
    col.on("review_on"),
    col.ref("claimed_by", "people.id", null=True),
    col.ref("parent_id", "tasks.id", null=True, later=True),
    col.json("waits_for"),  # the record; `waits` is its index
    col.ref("merged_into", "tasks.id", null=True, later=True),
    col.json("source", null=True),
    col.text("external_ref", null=True),
    *(col.ref("created_by", "people.id", null=True), col.at("created_at", null=False), col.at("last_update_at")),
    col.ref("last_update_by", "people.id", null=True),
    col.text("last_update_text", null=True),
    col.at("ended_at"),
    col.number("version"),
    col.number("asked_by", null=True),  # the group that asked for it
    sa.UniqueConstraint("group_id", "number"),
    sa.Index("ix_tasks_group_id_state_due_on", "group_id", "state", "due_on"),
    sa.Index("ix_tasks_parent_id", "parent_id"),
)

owners = sa.Table(
    "owners",
    metadata,
    col.ref("task_id", "tasks.id", key=True),
    col.small("position", key=True),  # 0: the lead owner; 1…: supporters
    col.number("group_id"),
    col.ref("person_id", "people.id", null=True),
    col.text("username_folded", null=True),
    col.text("name_folded"),
    sa.Index("ix_owners_person_id", "person_id"),
    sa.Index("ix_owners_group_id_username_folded", "group_id", "username_folded"),
    sqlite_with_rowid=False,
)

waits = sa.Table(
    "waits",
    metadata,
    col.ref("task_id", "tasks.id", key=True),
    col.ref("waits_for_id", "tasks.id", key=True, later=True),
    sa.Index("ix_waits_waits_for_id", "waits_for_id"),
    sqlite_with_rowid=False,
)

updates = sa.Table(
    "updates",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    col.ref("task_id", "tasks.id", null=True),
    col.ref("author_id", "people.id", null=True),
    col.at("at", null=False),
    col.text("text"),
    col.text("on_behalf", null=True),
    col.text("state", null=True),
    col.small("percent", null=True),
    col.number("change_id", null=True),
    col.json("source", null=True),
    *col.texts("file_id", "file_kind", null=True),
    sa.Index("ix_updates_group_id_at", "group_id", "at"),
    sa.Index("ix_updates_task_id_at", "task_id", "at"),
)

events = sa.Table(
    "events",
    metadata,
    col.seq(),
    col.number("id", unique=True),
    col.ref("group_id", "groups.id"),
    col.number("change_id"),
    col.text("kind"),
    col.at("at", null=False),
    col.ref("actor_id", "people.id", null=True),
    col.ref("task_id", "tasks.id", null=True),
    col.text("on_behalf", null=True),
    *(col.json(name, null=True) for name in ("source", "before", "after")),
    col.number("undoes", null=True),
    sa.Index("ix_events_group_id_at", "group_id", "at"),
    sa.Index("ix_events_group_id_change_id", "group_id", "change_id"),
    sa.Index("ix_events_group_id_actor_id_at", "group_id", "actor_id", "at"),
    sa.Index("ix_events_task_id_seq", "task_id", "seq"),
    col.index_where("ix_events_group_id_undoes", "group_id", "undoes", where="undoes IS NOT NULL"),
    sqlite_autoincrement=True,
)

lines = sa.Table(
    "lines",
    metadata,
    col.ref("chat_id", "chats.id", key=True),
    col.number("message_id", key=True),
    col.small("line", key=True),
    col.text("text"),
    col.number("change_id", null=True),
    col.number("task_id", null=True),
    sqlite_with_rowid=False,
)

questions = sa.Table(
    "questions",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    col.text("kind"),
    col.at("asked_at", null=False),
    col.at("expires_at", null=False),
    col.ref("person_id", "people.id", null=True),
    col.json("values"),
    col.at("answered_at"),
    col.text("answer", null=True),
    col.index_where("ix_questions_expires_at_open", "expires_at", where="answered_at IS NULL"),
)

schedules = sa.Table(
    "schedules",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    col.text("kind"),
    col.json("rule"),
    col.flag("enabled"),
    col.at("next_due_at"),
    col.at("last_due_at"),
    col.text("last_outcome", null=True),
    col.json("values"),
    *col.claim(),
    sa.Index("ix_schedules_group_id", "group_id"),
    col.index_where("ix_schedules_next_due_at", "next_due_at", where="next_due_at IS NOT NULL"),
)

ledger = sa.Table(
    "ledger",
    metadata,
    *col.texts("subject", "rule", "occurrence", key=True),
    col.at("at", null=False),
    sqlite_with_rowid=False,
)

slots = sa.Table(
    "slots",
    metadata,
    col.ref("chat_id", "chats.id", key=True),
    col.text("name", key=True),
    col.number("topic_id", null=True),
    col.number("message_id", null=True),
    col.at("edited_at"),
    sa.Index("ix_slots_name", "name"),
    sa.Index("ix_slots_chat_id_message_id", "chat_id", "message_id"),
    sqlite_with_rowid=False,
)

inbox = sa.Table(
    "inbox",
    metadata,
    col.number("bot_id", key=True),
    col.number("update_id", key=True),
    col.at("received_at", null=False),
    # done, refused, ignored, unreadable, failed (to be retried), parked (for the operator)
    col.text("outcome"),
    col.small("attempts"),
    col.at("retry_at"),
    *col.texts("incident", "error", null=True),  # class and place only, never a text or a token
    sa.Column("raw", sa.LargeBinary),  # kept only while it failed
    sa.Index("ix_inbox_received_at", "received_at"),
    col.index_where("ix_inbox_retry_at", "retry_at", where="retry_at IS NOT NULL"),
    sqlite_with_rowid=False,
)

outbox = sa.Table(
    "outbox",
    metadata,
    col.seq(),  # the order in a chat: smaller goes first within a priority
    col.number("id", unique=True),
    col.number("bot_id"),
    col.ref("chat_id", "chats.id"),
    col.number("topic_id", null=True),
    col.text("kind"),  # post, edit, edit_pressed, react, pin, delete, document, photo, repaint_pressed
    col.text("purpose"),
    col.small("priority"),
    col.text("slot", null=True),
    col.number("after_id", null=True),  # waits until that row is settled (parts, pins)
    col.json("payload"),
    # pending, claimed, sent, uncertain (listed, not sent again), dropped (no longer useful), dead (refused)
    col.text("state"),
    col.at("not_before"),
    col.small("attempts"),
    *col.claim(),
    col.at("created_at", null=False),
    col.at("settled_at"),
    col.number("message_id", null=True),
    col.text("note", null=True),  # why it was not sent, or that it may stand twice
    col.index_where("ix_outbox_pending", "chat_id", "priority", "seq", where="state = 'pending'"),
    col.index_where("ix_outbox_claimed_until", "claimed_until", where="state = 'claimed'"),
    # One pending edit a slot: a newer one takes its place.
    col.index_where(
        "uq_outbox_pending_edit", "chat_id", "slot", where="kind = 'edit' AND state = 'pending'", unique=True
    ),
    col.index_where("ix_outbox_open_chat", "chat_id", "slot", where="state IN ('pending', 'claimed')"),
    col.index_where("ix_outbox_after_id", "after_id", where="after_id IS NOT NULL AND state = 'pending'"),
    col.index_where("ix_outbox_settled_at", "settled_at", where="settled_at IS NOT NULL"),
    sqlite_autoincrement=True,
)

leases = sa.Table("leases", metadata, col.text("name", key=True), col.text("holder"), col.at("until", null=False))

runs = sa.Table(  # one row a process start: `stopped_at` stays empty after an unclean stop
    "runs",
    metadata,
    col.text("process", key=True),
    col.text("host"),
    col.at("started_at", null=False),
    col.at("seen_at", null=False),
    col.at("stopped_at"),
)
