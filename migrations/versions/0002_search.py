"""Full-text search over papers, and saved queries. The triggers that keep the index come from env.py.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = "title, models, authors, tags, notes, abstract"

#: Letters of scripts without blanks between words, as GLOB has it: CJK with kana, Hangul, and what lies beyond 16 bits.
_UNSPACED = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"


def _words(text: str) -> str:
    """The text with a zero-width space on both sides of each such letter, as SQL; one without costs next to nothing.

    The text is cut into chunks of 256 letters first: SQLite finds a letter by counting from the beginning.
    """
    return f"""CASE
    WHEN {text} IS NULL OR length({text}) = length(CAST({text} AS BLOB)) OR {text} NOT GLOB '*{_UNSPACED}*' THEN {text}
    ELSE (
      WITH RECURSIVE
        hex(n) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15)),
        chunk(i, t, rest) AS (
          SELECT 1, substr({text}, 1, 256), substr({text}, 257)
          UNION ALL SELECT i + 1, substr(rest, 1, 256), substr(rest, 257) FROM chunk WHERE rest <> '')
      SELECT group_concat(CASE WHEN c GLOB '{_UNSPACED}' THEN char(8203) || c || char(8203) ELSE c END, '')
      FROM (SELECT substr(t, 16 * a.n + b.n + 1, 1) AS c FROM chunk, hex a, hex b ORDER BY i, a.n, b.n))
    END"""  # noqa: S608 - put together from the names below


def _joined(rows: str) -> str:
    """One text of all rows of a question for `x`."""
    return f"(SELECT {_words('x')} FROM ({rows}))"  # noqa: S608 - as above


_MODELS = """
    SELECT group_concat(name, '; ') AS x FROM (
      SELECT m.name FROM paper_model pm JOIN model m ON m.id = pm.model_id WHERE pm.paper_id = p.id
      UNION ALL
      SELECT a.alias FROM paper_model pm JOIN model_alias a ON a.model_id = pm.model_id WHERE pm.paper_id = p.id)
"""

# A name with letters beyond ASCII is there once more as it is compared, because SQLite folds ü and not ø.
_AUTHORS = """
    SELECT group_concat(
      a.family || ', ' || a.given
        || CASE WHEN length(a.family) = length(CAST(a.family AS BLOB)) THEN '' ELSE ' ' || a.family_key END,
      '; ') AS x
    FROM author a WHERE a.paper_id = p.id
"""

_TAGS = """
    SELECT group_concat(t.name, '; ') AS x
    FROM paper_tag pt JOIN tag t ON t.id = pt.tag_id WHERE pt.paper_id = p.id
"""

_NOTES = """
    SELECT group_concat(n.title || char(10) || n.body, char(10)) AS x FROM note n WHERE n.paper_id = p.id
"""

_VIEW = f"""
CREATE VIEW search_text AS
SELECT
  p.id,
  {_words("p.title")} AS title,
  {_joined(_MODELS)} AS models,
  {_joined(_AUTHORS)} AS authors,
  {_joined(_TAGS)} AS tags,
  {_joined(_NOTES)} AS notes,
  {_words("p.abstract")} AS abstract
FROM paper p
"""  # noqa: S608 - as above

_STATEMENTS = (
    _VIEW,
    f"CREATE VIRTUAL TABLE search USING fts5 ({_COLUMNS}, tokenize = 'porter unicode61 remove_diacritics 2')",
    # a hit in a title or a model's name counts more than one in an abstract, for everybody who orders by rank
    "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(8.0, 10.0, 4.0, 4.0, 2.0, 1.0)')",
    f"INSERT INTO search (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM search_text ORDER BY id",  # noqa: S608 - as above
    "CREATE VIRTUAL TABLE search_words USING fts5vocab (search, row)",
    """
    CREATE TABLE saved_query (
      id INTEGER NOT NULL,
      name VARCHAR NOT NULL,
      name_key VARCHAR NOT NULL,
      query VARCHAR NOT NULL,
      sort VARCHAR NOT NULL,
      most INTEGER,
      PRIMARY KEY (id),
      UNIQUE (name_key)
    )
    """,
    "CREATE VIEW saved_queries AS SELECT id, name, query, sort, most FROM saved_query",
)


def upgrade() -> None:
    """Add them, and index the papers that are there."""
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
