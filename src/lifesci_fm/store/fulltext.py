"""The full-text index of papers: what stands in it, the triggers that keep it, and how scripts are cut into words.

`search` is an FTS5 table with one row a paper, `search_text` the view that makes that row of everything a paper is
found by. Whenever a row behind that view changes, a trigger writes the paper's row anew from the view, so that the
index is right whoever writes: the library, a loader, undo, a person at the sqlite3 prompt. Two choices follow:

- `search` keeps its own copy of the text. An index that borrows its text from the tables must be told exactly what it
  once indexed to forget it, and is damaged when it is told wrong; from this one a row can always be deleted.
- Chinese, Japanese and Korean are written without blanks, so each of their letters is a word here, and a search for
  several is a search for a phrase: any two letters that stand together are found. The view does that in plain SQL
  (zero-width spaces around each letter), because a trigger cannot call a function that only this program knows.

A paper that is inserted after its authors, models, tags and notes (foreign keys deferred) is indexed once; each of
these rows that comes later writes the paper's row again. Bulk writers therefore insert papers last, and many in one
statement: FTS5 empties its buffer at the end of each.
"""

from __future__ import annotations

import sqlite3

#: The columns of `search` and of `search_text` behind the paper's id, with the weight of a hit in each.
WEIGHTS = {"title": 8.0, "models": 10.0, "authors": 4.0, "tags": 4.0, "notes": 2.0, "abstract": 1.0}
COLUMNS = tuple(WEIGHTS)

#: Stands around each letter of a script without blanks; no reader sees it.
GAP = "\u200b"

#: Letters of those scripts as ranges: radicals to ideographs with kana between, Hangul, and what lies beyond 16 bits.
UNSPACED = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))

#: table → the columns that are indexed, and the paper that a row of it says something of, or a question for several.
_SOURCES: dict[str, tuple[tuple[str, ...], str]] = {
    "paper": (("id", "title", "abstract"), "{row}.id"),
    "author": (("paper_id", "position", "family", "family_key", "given"), "{row}.paper_id"),
    "paper_model": (("paper_id", "model_id"), "{row}.paper_id"),
    "paper_tag": (("paper_id", "tag_id"), "{row}.paper_id"),
    "note": (("paper_id", "title", "body"), "{row}.paper_id"),
    "model": (("id", "name"), "SELECT paper_id FROM paper_model WHERE model_id = {row}.id"),
    "model_alias": (("model_id", "alias"), "SELECT paper_id FROM paper_model WHERE model_id = {row}.model_id"),
    "tag": (("id", "name"), "SELECT paper_id FROM paper_tag WHERE tag_id = {row}.id"),
}


def write_triggers(connection: sqlite3.Connection) -> None:
    """Create the triggers that keep `search`, in place of those there are."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search@_%' ESCAPE '@'"
    )
    for (trigger,) in found.fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    for table, (columns, papers) in _SOURCES.items():
        for statement in _triggers(table, columns, papers):
            connection.execute(statement)


def _triggers(table: str, columns: tuple[str, ...], papers: str) -> list[str]:
    old, new = papers.format(row="OLD"), papers.format(row="NEW")
    either = f"IN ({_question(old)} UNION {_question(new)})"
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    events = (
        ("insert", "INSERT", _is(new), _if_one_stands(new)),
        # the parts of a deleted paper go with it: by then it is gone, and there is nothing to index
        ("delete", "DELETE", _is(old), "" if table == "paper" else _if_one_stands(old)),
        ("update", f"UPDATE OF {', '.join(columns)}", either, differs),
    )
    names = ", ".join(COLUMNS)
    return [
        f"CREATE TRIGGER search_{table}_{name} AFTER {event} ON {table}{when and f' WHEN {when}'} BEGIN\n"  # noqa: S608 - our names
        f"  DELETE FROM search WHERE rowid {those};\n"
        f"  INSERT INTO search (rowid, {names}) SELECT id, {names} FROM search_text WHERE id {those};\n"
        "END"
        for name, event, those, when in events
    ]


def _is(papers: str) -> str:
    """What an id must be. For a list of one SQLite would make, and fill, a table for each row of an import."""
    return f"IN ({papers})" if papers.startswith("SELECT") else f"= {papers}"


def _question(papers: str) -> str:
    return papers if papers.startswith("SELECT") else f"SELECT {papers}"


def _if_one_stands(papers: str) -> str:
    return f"EXISTS (SELECT 1 FROM paper WHERE id {_is(papers)})"  # noqa: S608 - our names


def spaced(text: str) -> str:
    """The text as the index has it: what `search_text` does in SQL, for the words that are asked for."""
    if text.isascii():
        return text
    return "".join(f"{GAP}{letter}{GAP}" if is_unspaced(letter) else letter for letter in text)


def is_unspaced(letter: str) -> bool:
    """Is it a letter of a script that is written without blanks between words?"""
    return any(first <= letter <= last for first, last in UNSPACED)
