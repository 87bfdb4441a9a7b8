"""Everything a database says of its own shape, as sorted lines that can be compared."""

import sqlalchemy as sa

from storage import engines

_SQLITE = """
SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')
FROM sqlite_master WHERE tbl_name <> 'alembic_version'
"""
_POSTGRESQL = (
    """
    SELECT 'column ' || table_name || '.' || column_name || ' ' || ordinal_position || ' ' || data_type || ' '
        || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """,
    "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    """
    SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
    """,
)


async def of(database: engines.Database) -> list[str]:
    lines: list[str] = []
    async with database.reader() as connection:
        for statement in (_SQLITE,) if database.is_sqlite else _POSTGRESQL:
            lines += (await connection.execute(sa.text(statement))).scalars()
    return sorted(_plain(line) for line in lines)


def _plain(line: str) -> str:
    """White space aside, and the order in which a table names its constraints."""
    whole = " ".join(line.split())
    if not whole.startswith("table "):
        return whole
    body, _, options = whole.rpartition(")")
    head, *constraints = body.split(", CONSTRAINT ")
    return ", CONSTRAINT ".join([head, *sorted(one.strip() for one in constraints)]) + options
