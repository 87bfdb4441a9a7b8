"""What Alembic runs for each command: on the connection it is handed, inside the transaction that is open there."""

from alembic import context

from storage import schema

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=schema.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
    user_module_prefix="types.",
)
context.run_migrations()
