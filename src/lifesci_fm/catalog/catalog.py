"""The Catalog: one open library, and every question the commands ask of it.

Only what a question needs is imported: `fm list` into a pipe is one statement over the view `papers`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifesci_fm.catalog import query
from lifesci_fm.store.database import connect_readonly
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from datetime import date

    from lifesci_fm.catalog.doctor import Finding

Entry = dict[str, Any]


class Catalog:
    """A library open for reading. All its answers are of one moment, whatever others write meanwhile.

    Objects are those of the JSON contract (docs: `fm list --json`), with every key present. Iterators are read as
    they are consumed: a million papers need no more memory than one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read from this connection, which the catalog closes."""
        self.connection = connection
        connection.execute("BEGIN")

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """The library at `path`. Raises LibraryUnusable."""
        return cls(connect_readonly(path))

    def close(self) -> None:
        """Let go of the file; the catalog answers no more."""
        self.connection.close()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- papers --------------------------------------------------------------------------------------------------

    def rows(self, chosen: Filter, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The papers that a filter chooses, as tuples of columns of the view `papers` (`query.COLUMNS`).

        Raises UsageError for an unknown column and NotFound for an unknown domain, before the first row.
        """
        return query.select_rows(self.connection, chosen, columns)

    def hits(self, chosen: Filter, columns: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], str, str]]:
        """The papers that a filter chooses, each with its title and some words of it; what was searched for is marked.

        Marks are `search.OPEN` and `search.CLOSE`; both texts are empty where nothing was searched for. Raises as
        `rows` does.
        """
        from lifesci_fm.catalog.search import marked

        choice = query.choose(self.connection, chosen)
        for number, *row in query.rows_of(self.connection, choice, ("id", *columns)):
            marks = marked(self.connection, choice.words, number) if choice.words else ("", "")
            yield tuple(row), *marks

    def count(self, chosen: Filter, *, seconds: float = 0.004) -> int | None:
        """How many papers a filter chooses, whatever its limit; None if that cannot be known in so much time."""
        return query.count(self.connection, chosen, seconds=seconds)

    def saved_queries(self) -> Iterator[Entry]:
        """Saved queries by name, each `{name, query, sort, limit}`."""
        return query.saved_queries(self.connection)

    def hints(self, chosen: Filter) -> list[str]:
        """Why a filter chooses nothing, as far as one of its words alone is the reason, with the nearest there is."""
        from lifesci_fm.catalog.hints import hints

        return hints(self.connection, chosen)

    def entries(self, chosen: Filter | None = None, *, only: Iterable[str] | None = None) -> Iterator[Entry]:
        """The papers that a filter chooses, as objects of the contract. Raises NotFound for an unknown domain.

        `only` names the keys that are wanted, out of `papers.KEYS`; what the others would need is not read.
        """
        from lifesci_fm.catalog.papers import entries

        return entries(self.connection, query.select_ids(self.connection, chosen or Filter()), only)

    def entries_of(self, names: Sequence[str], *, only: Iterable[str] | None = None) -> Iterator[Entry]:
        """The papers of these names (keys, identifiers, models, `#ID`), in this order; `only` as in `entries`.

        Raises NotFound and Ambiguous before the first object.
        """
        from lifesci_fm.catalog.papers import entries
        from lifesci_fm.store.naming import resolve

        return entries(self.connection, [resolve(self.connection, name).id for name in names], only)

    def show(self, name: str) -> Entry:
        """Everything about one paper: its object, and also claims, relations, former keys and reading dates.

        Raises NotFound with the nearest names, or Ambiguous with the candidates.
        """
        from lifesci_fm.catalog.papers import details
        from lifesci_fm.store.naming import resolve

        return details(self.connection, resolve(self.connection, name).id)

    # -- the reading plan ----------------------------------------------------------------------------------------

    def plan(self, chosen: Filter | None = None) -> Iterator[Entry]:
        """The papers of the reading plan that a filter chooses, in its own order (`plan.plan` says what each has)."""
        from lifesci_fm.catalog import plan

        return plan.plan(self.connection, chosen or Filter())

    def count_of_plan(self, chosen: Filter) -> int | None:
        """How many papers of the plan a filter chooses, whatever its limit; None if that takes long."""
        from lifesci_fm.catalog import plan

        return self.count(plan.within(chosen))

    def next_to_read(self, chosen: Filter | None = None) -> Iterator[Entry]:
        """The papers still to be read, the one to read next first."""
        from lifesci_fm.catalog import plan

        return plan.upcoming(self.connection, chosen or Filter())

    def stats(self, chosen: Filter, today: date) -> Entry:
        """Counts of the papers that a filter chooses (`stats.stats` says which). Raises UsageError and NotFound."""
        from lifesci_fm.catalog.stats import stats

        return stats(self.connection, chosen, today)

    # -- reading notes -------------------------------------------------------------------------------------------

    def notes(self, paper_id: int | None = None) -> Iterator[Entry]:
        """Notes that are files, of all papers or of one: `{id, key, title, date, path, body}`."""
        from lifesci_fm.catalog import notes

        return notes.notes(self.connection, paper_id)

    def note(self, name: str) -> Entry:
        """The note of the paper called so, or the one with this path. Raises NotFound or Ambiguous."""
        from lifesci_fm.catalog import notes

        return notes.note(self.connection, name)

    # -- the other nouns -----------------------------------------------------------------------------------------

    def models(
        self, *, domains: Sequence[str] = (), sort: str | None = None, limit: int | None = None
    ) -> Iterator[Entry]:
        """Models of all domains or of these, by name or as `sort` says (`nouns.MODEL_SORT`, `-` reverses).

        Raises NotFound for an unknown domain, UsageError for an unknown order.
        """
        from lifesci_fm.catalog import nouns

        return nouns.models(self.connection, domains=domains, sort=sort, limit=limit)

    def datasets(
        self, *, models: Sequence[str] = (), modalities: Sequence[str] = (), limit: int | None = None
    ) -> Iterator[Entry]:
        """Datasets as entered; those of these models, those whose modality contains one of these words."""
        from lifesci_fm.catalog import nouns

        return nouns.datasets(self.connection, models=models, modalities=modalities, limit=limit)

    def articles(self, *, models: Sequence[str] = (), limit: int | None = None) -> Iterator[Entry]:
        """The owner's write-ups by number; those about these models."""
        from lifesci_fm.catalog import nouns

        return nouns.articles(self.connection, models=models, limit=limit)

    def resources(
        self, *, kinds: Sequence[str] = (), topics: Sequence[str] = (), limit: int | None = None
    ) -> Iterator[Entry]:
        """Courses, tools, labs and the like as entered; of these kinds, under a topic with one of these words."""
        from lifesci_fm.catalog import nouns

        return nouns.resources(self.connection, kinds=kinds, topics=topics, limit=limit)

    def domains(self, *, limit: int | None = None) -> Iterator[Entry]:
        """Domains as entered, with the number of their papers."""
        from lifesci_fm.catalog import nouns

        return nouns.domains(self.connection, limit=limit)

    def tags(self, *, limit: int | None = None) -> Iterator[Entry]:
        """Tags by name, with the number of their papers."""
        from lifesci_fm.catalog import nouns

        return nouns.tags(self.connection, limit=limit)

    def documents(self) -> Iterator[str]:
        """Names of the files that something of the library was imported from, in their order."""
        rows = self.connection.execute("SELECT DISTINCT name FROM origin WHERE kind = 'import' ORDER BY name")
        return (row[0] for row in rows)

    def count_of(self, noun: str) -> int:
        """How many models, datasets, articles, resources, domains or tags there are."""
        from lifesci_fm.catalog import nouns

        return nouns.count(self.connection, noun)

    def named(self, noun: str, name: str) -> Entry:
        """One model, dataset, article, resource, domain or tag by its name, an alias or `#ID`.

        Articles also answer to their number. Raises NotFound with the nearest names, or Ambiguous.
        """
        from lifesci_fm.catalog import nouns

        return nouns.named(self.connection, noun, name)

    # -- trouble -------------------------------------------------------------------------------------------------

    def examine(self, checks: Sequence[str] = ()) -> Iterator[Finding]:
        """What is wrong or suspicious, by these checks or by all. Raises UsageError for an unknown check."""
        from lifesci_fm.catalog import doctor

        return doctor.examine(self.connection, checks)
