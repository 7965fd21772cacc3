"""The full-text index for the table of search entries.

PostgreSQL has a generated column of English stems with a GIN index; SQLite has an FTS5
table (`porter unicode61`) that triggers keep up to date. A migration and `post_migrate`
call `install`, so that tables made from models, as in tests, have it too.
"""

from django.db import connections

from partnership.core.models import SearchEntry

TABLE = SearchEntry._meta.db_table
FTS = f"{TABLE}_fts"
# Column of the stems on PostgreSQL.
STEMS = "stems"
# What an entry is called, as PostgreSQL searches it.
NAME = "to_tsvector('english', title || ' ' || section)"

SQLITE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(
  title, section, body, content='{TABLE}', content_rowid='id',
  tokenize='porter unicode61');
CREATE TRIGGER IF NOT EXISTS {FTS}_insert AFTER INSERT ON {TABLE} BEGIN
  INSERT INTO {FTS}(rowid, title, section, body)
  VALUES (new.id, new.title, new.section, new.body); END;
CREATE TRIGGER IF NOT EXISTS {FTS}_delete AFTER DELETE ON {TABLE} BEGIN
  INSERT INTO {FTS}({FTS}, rowid, title, section, body)
  VALUES ('delete', old.id, old.title, old.section, old.body); END;
CREATE TRIGGER IF NOT EXISTS {FTS}_update AFTER UPDATE ON {TABLE} BEGIN
  INSERT INTO {FTS}({FTS}, rowid, title, section, body)
  VALUES ('delete', old.id, old.title, old.section, old.body);
  INSERT INTO {FTS}(rowid, title, section, body)
  VALUES (new.id, new.title, new.section, new.body); END
"""
POSTGRESQL = f"""
ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {STEMS} tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('english', title), 'A') ||
  setweight(to_tsvector('english', section), 'B') ||
  setweight(to_tsvector('english', body), 'D')) STORED;
CREATE INDEX IF NOT EXISTS {TABLE}_{STEMS} ON {TABLE} USING gin ({STEMS});
CREATE INDEX IF NOT EXISTS {TABLE}_name ON {TABLE} USING gin (({NAME}))
"""


def install(using: str = "default", **_kwargs) -> None:
    """Create the index if the table is there and has none."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return
        for statement in SQLITE.split(";\nCREATE"):
            begin = "" if statement.lstrip().startswith("CREATE") else "CREATE"
            cursor.execute(begin + statement)
