"""All pages of tables together, for whoever draws or compares the whole database; it draws none itself."""

from storage import tables

metadata = tables.metadata
