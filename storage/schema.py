"""All pages of tables together, for whoever draws or compares the whole database; it draws none itself."""

from storage import (
    tables,
    tables_commitments,
    tables_editions,
    tables_filings,
    tables_notices,
    tables_people,
    tables_phases,
    tables_pictures,
    tables_privacy,
    tables_programmes,
    tables_rounds,
)

PAGES = (
    tables_people,
    tables_pictures,
    tables_privacy,
    tables_programmes,
    tables_phases,
    tables_rounds,
    tables_notices,
    tables_commitments,
    tables_editions,
    tables_filings,
)
"""Pages beside the first, drawn by being imported."""

metadata = tables.metadata
